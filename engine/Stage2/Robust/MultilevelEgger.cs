using IpdEngine.Stage2.Multilevel;

namespace IpdEngine.Stage2.Robust;

/// <summary>What stands for the precision of an effect in a regression test of funnel asymmetry.</summary>
public enum EggerPredictor
{
    /// <summary>The standard error: Egger's own; inflated where effect and standard error depend on each other (d, log odds ratios).</summary>
    StandardError,

    /// <summary>The root of the inverse sample size, which the effect does not enter (Pustejovsky and Rodgers 2019).</summary>
    InverseRootSize,
}

/// <summary>Egger-type regression of dependent effects.</summary>
/// <param name="Predictor">What stands for precision.</param>
/// <param name="Fit">The model with that column.</param>
/// <param name="Robust">Its cluster-robust tests (CR2, Satterthwaite).</param>
/// <param name="Slope">The asymmetry: robust test of the column.</param>
/// <param name="Limit">The effect at perfect precision: robust test of the intercept; null in a model without one.</param>
/// <param name="Warning">What weakens the test, or null.</param>
public sealed record EggerRegression(EggerPredictor Predictor, MultilevelFit Fit, RobustFit Robust, Coefficient Slope, Coefficient? Limit, string? Warning);

/// <summary>Regression test of funnel asymmetry for models with dependent effects, which metafor's <c>regtest</c> does not take.</summary>
/// <remarks>
/// The multilevel meta-regression on a measure of precision with cluster-robust tests: Rodgers and Pustejovsky 2021, Psychol Methods 26:141 (there "Egger MLMA" and "Egger
/// sandwich"); Fernandez-Castilla et al. 2021, J Exp Educ 89:125.
/// </remarks>
public static class MultilevelEgger
{
    /// <summary>Adds the column to the fit's model and tests it.</summary>
    /// <param name="fit">The fit whose asymmetry is asked for.</param>
    /// <param name="clusters">Cluster of each effect (k), in the order of the fit's effects.</param>
    /// <param name="predictor">What stands for precision.</param>
    /// <param name="sizes">Sample size of each effect (k), needed for <see cref="EggerPredictor.InverseRootSize"/>; of two groups 4 n1 n2 / (n1 + n2).</param>
    /// <param name="level">Confidence level.</param>
    /// <returns>The test, or the reason why there is none.</returns>
    /// <exception cref="ArgumentException">Not one cluster, or not one positive sample size where they are needed, an effect.</exception>
    public static PoolOutcome<EggerRegression> Test(
        MultilevelFit fit, IReadOnlyList<string> clusters, EggerPredictor predictor = EggerPredictor.StandardError, IReadOnlyList<double>? sizes = null, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(fit);
        if (predictor == EggerPredictor.InverseRootSize && (sizes is null || sizes.Count != fit.K || sizes.Any(n => !(n > 0))))
            throw new ArgumentException($"Found {sizes?.Count ?? 0} sample sizes for {fit.K} effects, expected one positive number each.", nameof(sizes));
        var column = new double[fit.K];
        for (var i = 0; i < column.Length; i++)
            column[i] = predictor == EggerPredictor.StandardError ? Math.Sqrt(fit.Effects.V[i, i]) : 1 / Math.Sqrt(sizes![i]);
        var name = predictor == EggerPredictor.StandardError ? "sei" : "sqrt(1/n)";
        var outcome = MultilevelModel.Fit(fit.Effects with { Design = [.. fit.Effects.Design, KeyValuePair.Create(name, column)] }, fit.Options with { Tested = null });
        if (outcome.Fit is not { } with)
            return PoolOutcome<EggerRegression>.Refused(outcome.Refusal!);
        var tests = ClusterRobust.Test(with, clusters, new RobustOptions(Level: level));
        if (tests.Fit is not { } robust)
            return PoolOutcome<EggerRegression>.Refused(tests.Refusal!);
        var slope = robust.Coefficients[^1];
        var limit = fit.Effects.Design.Count == 1 && fit.Effects.Design[0].Value.All(x => x.Equals(1.0)) ? robust.Coefficients[0] : null;
        var words = robust.Clusters < 10 ? $"{robust.Clusters} clusters: fewer than 10 tell little about asymmetry" : null;
        if (slope.DegreesOfFreedom < 4)
            words = $"{(words is null ? "" : words + "; ")}Satterthwaite degrees of freedom below 4: the p is not to be trusted (Tipton 2015)";
        return PoolOutcome<EggerRegression>.Of(new EggerRegression(predictor, with, robust, slope, limit, words));
    }
}
