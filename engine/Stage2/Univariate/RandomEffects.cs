using IpdEngine.Stage2.Inference;

namespace IpdEngine.Stage2.Univariate;

/// <summary>The univariate random-effects model and its meta-regression: y_i = x_i'b + u_i + e_i, var u = tau2, var e_i = v_i.</summary>
/// <remarks>Definitions are metafor's (Viechtbauer 2010, J Stat Softw 36(3)), iterated to convergence.</remarks>
public static class RandomEffects
{
    // Residuals below 1e-13 of the effects are rounding.
    private const double Dust = 1e-26;

    /// <summary>Pools k effects, on moderators where the table has any.</summary>
    /// <param name="effects">Effects (k), variances (k, above 0), moderator columns (each k); the order of rows changes nothing.</param>
    /// <param name="options">Estimator, test, level, definition of the prediction interval.</param>
    /// <returns>The fit, or the reason why there is none: fewer than 2 effects, too few for the moderators, a number that is not finite, a variance not above
    /// 0, an id twice, a moderator that is constant or follows from the others.</returns>
    /// <exception cref="ArgumentException">Arrays differ in length, or the level is not between 0 and 1.</exception>
    public static PoolOutcome<UnivariateFit> Fit(EffectTable effects, PoolOptions options)
    {
        ArgumentNullException.ThrowIfNull(effects);
        ArgumentNullException.ThrowIfNull(options);
        if (Admission.Refuse(effects, options) is { } refusal)
            return PoolOutcome<UnivariateFit>.Refused(refusal);
        var rows = new CanonicalRows(effects);
        if (OrthonormalDesign.From(rows.Columns, rows.Y.Length, out var collinear) is not { } design)
            return PoolOutcome<UnivariateFit>.Refused(new PoolRefusal("collinear",
                "found a column of the model matrix that follows from those before it, expected one with information of its own: leave it out",
                Term(effects, collinear)));
        var fit = new WeightedRegression(rows.Y, rows.V, design);
        var tau = TauSquared.Estimate(fit, options.Estimator);
        fit.Solve(tau.Value);
        var df = fit.K - fit.P;
        var plain = effects.Moderators.Count == 0;
        var scale = PoolTests.ScaleFactor(fit.ResidualSum, df, options.Test);
        if (options.Test == PoolTest.Knha && fit.ResidualSum <= Dust * fit.TotalSum())
            return PoolOutcome<UnivariateFit>.Refused(new PoolRefusal("no_variation",
                "found residuals that are all zero, which makes the Knapp-Hartung standard error zero: use the guarded test (adhoc)"));
        var beta = fit.Coefficients();
        var covariance = fit.InverseInformation();
        PoolTests.Scale(covariance, scale);
        var testDf = PoolTests.DegreesOfFreedom(df, options.Test);
        var critical = ReferenceDistribution.Critical(options.Level, testDf);
        var coefficients = new Coefficient[fit.P];
        for (var j = 0; j < fit.P; j++)
            coefficients[j] = PoolTests.Test(Term(effects, j), beta[j], Math.Sqrt(covariance[j, j]), testDf, critical);
        var weights = rows.InputOrder(Percent(fit));
        var likelihood = LikelihoodTau.LogLikelihood(fit, tau.Value, options.Estimator == TauEstimator.REML);
        var (trace, q) = Heterogeneity.AtZero(fit);
        var interval = options.Estimator == TauEstimator.EE
            ? new VarianceInterval(double.NaN, double.NaN, "tau-squared is zero by assumption")
            : GeneralisedQ.Profile(fit, options.Level);
        var (i2, h2) = Heterogeneity.Shares(options.Estimator, tau.Value, trace, q, df);
        return PoolOutcome<UnivariateFit>.Of(new UnivariateFit
        {
            Effects = effects,
            Options = options,
            Coefficients = coefficients,
            Covariance = covariance,
            ScaleFactor = scale,
            Weights = weights,
            Tau2 = tau.Value,
            Tau2StandardError = tau.StandardError,
            Tau2Interval = interval,
            I2 = i2,
            H2 = h2,
            Q = q,
            QDegreesOfFreedom = df,
            QPValue = ReferenceDistribution.ChiSquaredUpperTail(q, df),
            Moderation = plain ? null : PoolTests.Omnibus(beta, covariance, testDf, effects.Intercept ? 1 : 0),
            R2 = plain || !effects.Intercept ? double.NaN : Heterogeneity.Explained(rows.Y, rows.V, options.Estimator, tau.Value, fit),
            LogLikelihood = likelihood,
            Prediction = !plain || options.Estimator == TauEstimator.EE ? null : PredictionIntervals.At(coefficients[0], tau.Value, fit.K, options),
            Converged = tau.Converged,
            Reason = tau.Reason,
        });
    }

    private static string Term(EffectTable effects, int j) =>
        !effects.Intercept ? effects.Moderators[j].Key : j == 0 ? "intercept" : effects.Moderators[j - 1].Key;

    private static double[] Percent(WeightedRegression fit)
    {
        var weights = new double[fit.K];
        for (var i = 0; i < fit.K; i++)
            weights[i] = 100 * fit.Weights[i] / fit.WeightSum;
        return weights;
    }
}
