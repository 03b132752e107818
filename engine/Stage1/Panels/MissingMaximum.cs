using System.Globalization;
using IpdEngine.Numerics;
using IpdEngine.Stage1.Sem.Estimation;

namespace IpdEngine.Stage1.Panels;

/// <summary>Why a search ended nowhere: the two ways in which a panel model's likelihood has no maximum, or none within reach.</summary>
/// <remarks>
/// Near a unit root a random intercept and a first within part whose variances run to infinity with opposite signs leave the sum in place: <see cref="DynamicEquivalent"/> passes through, and
/// where a form has no equivalent the search stops there. With hardly more persons than scores an implied covariance matrix can become singular along the data.
/// </remarks>
internal static class MissingMaximum
{
    // Of the scores' own variance, which is 1.
    private const double RunawayVariance = 3;
    private const double NearUnitRoot = 0.9;
    private const double SingularShare = 1e-6;

    /// <summary>The parameter and the reason; null where neither way shows.</summary>
    public static (string? Parameter, string Reason)? Of(SemFit fit)
    {
        if (!double.IsFinite(fit.Deviance))
            return null;
        var implied = fit.Moments.Covariance.AsSpan(0, fit.Model.Observed * fit.Model.Observed).ToArray();
        var pivot = Cholesky.Factor(implied, fit.Model.Observed, SingularShare);
        if (pivot >= 0)
        {
            var name = fit.Model.Variables[pivot];
            return ($"{name}~~{name}",
                $"The likelihood has no bound: it rises for ever as the implied variance of {name} given the scores before it shrinks to zero. {fit.Rows} participants are too few for {fit.Model.Observed} scores: choose a narrower window.");
        }

        var runaway = Intercept(fit, "RIa~~RIa") is { } alliance && Intercept(fit, "RIs~~RIs") is { } symptom
            ? Math.Abs(alliance) >= Math.Abs(symptom) ? ("RIa~~RIa", alliance) : ("RIs~~RIs", symptom)
            : ("", 0.0);
        var radius = Radius(fit);
        return Math.Abs(runaway.Item2) < RunawayVariance || radius < NearUnitRoot ? null : (runaway.Item1,
            $"The likelihood has no maximum that can be reached: it rises ever more slowly as the lags near a unit root (largest eigenvalue {radius:F3}) and {runaway.Item1} runs to {(runaway.Item2 < 0 ? "minus" : "plus")} infinity ({runaway.Item2:G3} of the scores' variance so far). These data do not tell stable differences from carry-over.");
    }

    /// <summary>The remark on a maximum beside which a search ended nowhere, at a higher likelihood.</summary>
    public static string Beside(SemFit maximum, SemFit beyond) => string.Create(
        CultureInfo.InvariantCulture,
        $"The likelihood is higher on a path without end: from another start -2 log L fell {maximum.Deviance - beyond.Deviance:G3} lower than at the maximum reported ({beyond.Search.Story}). {Of(beyond)?.Reason ?? "That search reached no maximum."} The maximum reported is the highest that was reached; the data hold too little to call it the answer: compare it with the model without random intercepts (clpm), and look at the pool without this study");

    private static double? Intercept(SemFit fit, string name)
    {
        for (var i = 0; i < fit.Estimates.Length; i++)
            if (fit.Model.Table.FreeNames[i] == name)
                return fit.Estimates[i];
        return null;
    }

    // NaN, which no bound holds back, where the lags have no single value.
    private static double Radius(SemFit fit)
    {
        double Lag(string label) => Intercept(fit, label) ?? double.NaN;
        var (aa, sa, ss, @as) = (Lag("aa"), Lag("sa"), Lag("ss"), Lag("as"));
        var (half, determinant) = ((aa + ss) / 2, aa * ss - sa * @as);
        var discriminant = half * half - determinant;
        return discriminant >= 0 ? Math.Abs(half) + Math.Sqrt(discriminant) : Math.Sqrt(determinant);
    }
}
