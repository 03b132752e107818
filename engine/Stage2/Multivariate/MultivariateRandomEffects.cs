using IpdEngine.Numerics.Minimisation;
using IpdEngine.Stage2.Inference;

namespace IpdEngine.Stage2.Multivariate;

/// <summary>Several outcomes a study pooled together: y_i = b[o_i] + u_i + e_i, var u_i = Sigma, var e_i = S_i.</summary>
/// <remarks>
/// Jackson, Riley and White 2011, Stat Med 30:2481; metafor's <c>rma.mv(yi, V, mods = ~ outcome - 1, random = ~ outcome | study)</c>. Tests of Knapp-Hartung
/// type, which rma.mv lacks: Jackson and Riley 2014, Stat Med 33:541, one scale factor sum r'V^-1 r / (n - p), kept at 1 or above under the guard.
/// </remarks>
public static class MultivariateRandomEffects
{
    // What the criterion may still fall by, in units of -2 log L: far below what any reported digit can see.
    private const double Tolerance = 1e-14;

    private static readonly double[] s_startCorrelations = [0.0, 0.5];

    /// <summary>Pools vectors of outcomes.</summary>
    /// <param name="effects">k vectors of p outcomes (NaN where lacking) with their covariances; the order of studies changes nothing.</param>
    /// <param name="options">REML or ML, test, level, between-study structure.</param>
    /// <returns>The fit, or the reason why there is none: fewer than 2 studies, an outcome in fewer than 2, a covariance matrix that is not positive
    /// definite, a number that is not finite, an id twice, a covariance that no study informs.</returns>
    /// <exception cref="ArgumentException">Sizes differ, the estimator is neither REML nor ML, or the level is not between 0 and 1.</exception>
    public static PoolOutcome<MultivariateFit> Fit(EffectVectorTable effects, PoolOptions options)
    {
        ArgumentNullException.ThrowIfNull(effects);
        ArgumentNullException.ThrowIfNull(options);
        if (VectorAdmission.Refuse(effects, options) is { } refusal)
            return PoolOutcome<MultivariateFit>.Refused(refusal);
        var data = new StudyVectors(effects, Identity.CanonicalOrder(effects.Ids));
        var df = data.Count - data.P;
        var (criterion, minimum) = Minimise(data, options.Structure, options.Estimator == TauEstimator.REML);
        var scale = PoolTests.ScaleFactor(criterion.Moments.ResidualSum, df, options.Test);
        if (scale <= 0)
            return PoolOutcome<MultivariateFit>.Refused(new PoolRefusal("no_variation",
                "found residuals that are all zero, which makes the Knapp-Hartung standard error zero: use the guarded test (adhoc)"));
        var testDf = PoolTests.DegreesOfFreedom(df, options.Test);
        var critical = ReferenceDistribution.Critical(options.Level, testDf);
        var covariance = Square(criterion.Moments.Covariance, data.P);
        var coefficients = new Coefficient[data.P];
        for (var j = 0; j < data.P; j++)
            coefficients[j] = PoolTests.Test(effects.Outcomes[j], criterion.Moments.Means[j], Math.Sqrt(scale * covariance[j, j]), testDf, critical);
        var between = Square(criterion.Sigma, data.P);
        var fixedEffects = new VectorMoments(data, restricted: false);
        fixedEffects.Solve(new double[data.P * data.P]);
        return PoolOutcome<MultivariateFit>.Of(new MultivariateFit
        {
            Effects = effects,
            Options = options,
            Coefficients = coefficients,
            Covariance = covariance,
            ScaleFactor = scale,
            Between = between,
            Q = fixedEffects.ResidualSum,
            QDegreesOfFreedom = df,
            QPValue = ReferenceDistribution.ChiSquaredUpperTail(fixedEffects.ResidualSum, df),
            LogLikelihood = -0.5 * minimum.Value,
            Converged = minimum.Converged,
            Reason = minimum.Story + BetweenRank.Describe(between, data, effects.Outcomes),
        });
    }

    /// <summary>The lowest minimum of several starts; the criterion is left there.</summary>
    private static (MultivariateCriterion, Minimum) Minimise(StudyVectors data, BetweenStructure structure, bool restricted)
    {
        var model = BetweenModels.Of(structure, data.P);
        var criterion = new MultivariateCriterion(data, model, restricted);
        var variances = StartVariances.Of(data);
        (MultivariateCriterion Criterion, Minimum Minimum)? best = null;
        foreach (var correlation in s_startCorrelations)
        {
            var (at, found) = Inside(data, criterion, model, variances, correlation, restricted);
            if (best is not { } known || found.Value < known.Minimum.Value || (!known.Minimum.Converged && found.Converged && found.Value <= known.Minimum.Value + 1e-9))
                best = (at, found);
        }
        best!.Value.Criterion.Value(best.Value.Minimum.Point);
        return best.Value;
    }

    /// <summary>A minimum within the structure: a spread that would turn negative is held at zero.</summary>
    private static (MultivariateCriterion, Minimum) Inside(StudyVectors data, MultivariateCriterion criterion, BetweenModel model, double[] variances, double correlation, bool restricted)
    {
        var found = ScoringMinimiser.Minimise(criterion, model.Start(variances, correlation), Tolerance);
        model.Normalise(found.Point);
        if (model.Outside(found.Point) is var outside && outside < 0)
            return (criterion, found);
        var held = new HeldParameter(model, outside, 0);
        return Inside(data, new MultivariateCriterion(data, held, restricted), held, variances, correlation, restricted);
    }

    private static double[,] Square(double[] values, int p)
    {
        var square = new double[p, p];
        for (var i = 0; i < p; i++)
            for (var j = 0; j < p; j++)
                square[i, j] = values[i * p + j];
        return square;
    }
}
