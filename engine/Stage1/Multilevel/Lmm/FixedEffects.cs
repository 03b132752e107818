using MathNet.Numerics.Distributions;

namespace IpdEngine.Stage1.Multilevel.Lmm;

/// <summary>A fixed effect with its test: t on Satterthwaite's degrees of freedom.</summary>
/// <param name="Term">Its name.</param>
/// <param name="Estimate">beta.</param>
/// <param name="StandardError">Its standard error.</param>
/// <param name="Df">Satterthwaite's degrees of freedom.</param>
/// <param name="Statistic">t.</param>
/// <param name="PValue">Two-sided.</param>
/// <param name="Low">Lower end of its interval.</param>
/// <param name="High">Upper end.</param>
public sealed record FixedEffect(string Term, double Estimate, double StandardError, double Df, double Statistic, double PValue, double Low, double High);

/// <summary>The fixed effects of a fit as a table.</summary>
public static class FixedEffects
{
    /// <summary>A row a fixed effect, intervals by Student's t on Satterthwaite's degrees of freedom, or normal as lme4's Wald intervals are.</summary>
    public static IReadOnlyList<FixedEffect> Of(LinearMixedFit fit, double level, bool normal)
    {
        ArgumentNullException.ThrowIfNull(fit);
        if (!(level > 0 && level < 1))
            throw new ArgumentException($"found level {level}, expected one between 0 and 1", nameof(level));
        return [.. fit.FixedNames.Select((name, k) =>
        {
            var (estimate, error, df) = (fit.Coefficients[k], fit.StandardError(k), fit.DegreesOfFreedom[k]);
            var t = estimate / error;
            // Beyond any table the two distributions are one.
            var wide = !(df > 0 && df < 1e10);
            var p = double.IsNaN(df) ? double.NaN : wide ? 2 * Normal.CDF(0, 1, -Math.Abs(t)) : 2 * StudentT.CDF(0, 1, df, -Math.Abs(t));
            var quantile = normal || wide ? Normal.InvCDF(0, 1, 0.5 + level / 2) : StudentT.InvCDF(0, 1, df, 0.5 + level / 2);
            return new FixedEffect(name, estimate, error, df, t, p, estimate - quantile * error, estimate + quantile * error);
        })];
    }
}
