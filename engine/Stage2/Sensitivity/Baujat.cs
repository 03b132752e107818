using IpdEngine.Stage2.Univariate;

namespace IpdEngine.Stage2.Sensitivity;

/// <summary>The two axes of a Baujat plot: which effects make the heterogeneity, and which of them move the result.</summary>
/// <remarks>Baujat, Mahe, Pignon and Hill 2002, Stat Med 21:2641; as metafor's baujat().</remarks>
public static class Baujat
{
    /// <summary>The point of each effect, in the order of the fit's table.</summary>
    /// <param name="fit">The pool of all effects.</param>
    public static IReadOnlyList<BaujatPoint> Of(UnivariateFit fit)
    {
        ArgumentNullException.ThrowIfNull(fit);
        var points = new BaujatPoint[fit.K];
        var without = LeaveOneOut.Of(fit);
        for (var i = 0; i < fit.K; i++)
        {
            var x = ModelRows.Row(fit.Effects, i);
            var full = Dot(x, fit);
            var residual = fit.Effects.Yi[i] - full;
            var heterogeneity = residual * residual / (fit.Tau2 + fit.Effects.Vi[i]);
            if (without[i].Outcome.Fit is not { } rest)
            {
                points[i] = new BaujatPoint(fit.Effects.Ids[i], heterogeneity, double.NaN, without[i].Outcome.Refusal);
                continue;
            }
            var variance = 0.0;
            for (var a = 0; a < x.Length; a++)
                for (var b = 0; b < x.Length; b++)
                    variance += x[a] * rest.Covariance[a, b] * x[b];
            var change = Dot(x, rest) - full;
            points[i] = new BaujatPoint(fit.Effects.Ids[i], heterogeneity, change * change / variance, null);
        }
        return points;
    }

    private static double Dot(double[] x, UnivariateFit fit)
    {
        var sum = 0.0;
        for (var a = 0; a < x.Length; a++)
            sum += x[a] * fit.Coefficients[a].Estimate;
        return sum;
    }
}

/// <summary>A point of a Baujat plot.</summary>
/// <param name="Id">The effect.</param>
/// <param name="Heterogeneity">Squared Pearson residual: its contribution to the heterogeneity (to Q where tau-squared is zero).</param>
/// <param name="Influence">Squared change of its fitted value in variances of the fitted value without it; NaN where there is no pool without it.</param>
/// <param name="Refusal">Why there is none, or null.</param>
public sealed record BaujatPoint(string Id, double Heterogeneity, double Influence, PoolRefusal? Refusal);
