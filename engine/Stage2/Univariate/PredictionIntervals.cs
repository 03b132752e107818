using IpdEngine.Stage2.Inference;

namespace IpdEngine.Stage2.Univariate;

/// <summary>Where the true effect of a further study would lie: b plus or minus a quantile times sqrt(se^2 + tau2).</summary>
/// <remarks>Higgins, Thompson and Spiegelhalter 2009, J R Stat Soc A 172:137; definitions differ in the degrees of freedom alone, so each is named.</remarks>
internal static class PredictionIntervals
{
    /// <summary>The prediction interval at a mean of a pool with so many coefficients.</summary>
    public static PredictionInterval At(Coefficient mean, double tau2, int k, PoolOptions options, int coefficients = 1)
    {
        (double df, string name) = options.Prediction switch
        {
            PredictionDefinition.HTS => (k - coefficients - 1.0, $"HTS: b +- t({k - coefficients - 1}) sqrt(se^2 + tau2), {(coefficients == 1 ? "k - 2" : "k - p - 1")} degrees of freedom"),
            PredictionDefinition.Test when double.IsPositiveInfinity(mean.DegreesOfFreedom) => (double.PositiveInfinity, "b +- z sqrt(se^2 + tau2), normal"),
            _ => (k - coefficients, $"b +- t({k - coefficients}) sqrt(se^2 + tau2), k - p degrees of freedom"),
        };
        if (df < 1)
            return new PredictionInterval(double.NaN, double.NaN, $"{name}: not defined for {k} effects");
        var half = ReferenceDistribution.Critical(options.Level, df) * Math.Sqrt(mean.StandardError * mean.StandardError + tau2);
        return new PredictionInterval(mean.Estimate - half, mean.Estimate + half, name);
    }
}
