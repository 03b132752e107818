using System.Text;
using IpdEngine.Stage2;

namespace IpdEngine.Cli.Pooling;

/// <summary>A multilevel or multivariate pool as a person reads it.</summary>
internal static class MultilevelText
{
    public static string Of(MultilevelAnswer answer)
    {
        var (fit, text) = (answer.Fit, new StringBuilder());
        PoolText.Line(text, $"Multilevel pool of {fit.K} effects ({answer.Rows.Measure}) by {fit.Options.Estimator}, test {fit.Options.Test.ToString().ToLowerInvariant()} ({fit.Options.Degrees.ToString().ToLowerInvariant()} degrees of freedom)");
        foreach (var omitted in answer.Rows.Omitted)
            PoolText.Line(text, $"  left out: {omitted}");
        PoolText.Line(text, "");
        PoolText.Coefficients(text, fit.Coefficients);
        PoolText.Line(text, "");
        PoolText.Line(text, "Variance components");
        foreach (var c in fit.Components)
        {
            var profile = answer.Profiles?.FirstOrDefault(p => p.Component == c);
            PoolText.Line(text, $"  {c.Name}: {(c.Kind == ComponentKind.Rho ? "correlation" : "variance")} {PoolText.Number(c.Estimate)}{(profile is null ? "" : $" [{PoolText.Number(profile.Low)}, {PoolText.Number(profile.High)}]")}, {c.Levels} levels{(c.Fixed ? ", fixed" : "")}");
        }
        PoolText.Line(text, $"Q({fit.QDegreesOfFreedom}) = {fit.Q:F2}, p = {PoolText.P(fit.QPValue)}; logLik {fit.LogLikelihood:F3}, AIC {fit.Aic:F2}, BIC {fit.Bic:F2}");
        if (fit.Moderation is { } test)
            PoolText.Line(text, $"moderators: {PoolText.Omnibus(test)}");
        PoolText.Line(text, fit.Converged ? $"status: ok ({fit.Reason})" : $"NOT CONVERGED: {fit.Reason}");
        Robust(text, answer.Robust);
        if (answer.Influence is { } influence)
        {
            PoolText.Line(text, "");
            PoolText.Line(text, "Without each cluster");
            foreach (var cluster in influence.Clusters)
                PoolText.Line(text, cluster.Without is { } without
                    ? $"  {cluster.Cluster} ({cluster.Effects} effects): {PoolText.Number(without.Coefficients[0].Estimate)} [{PoolText.Number(without.Coefficients[0].ConfLow)}, {PoolText.Number(without.Coefficients[0].ConfHigh)}], Cook's distance {PoolText.Number(cluster.CooksDistance)}"
                    : $"  {cluster.Cluster}: {cluster.Refusal}");
        }
        foreach (var permutation in answer.Permutation ?? [])
            PoolText.Line(text, permutation.Fit is { } flips ? $"sign-flip test of {flips.Term}: p = {PoolText.P(flips.PValue)} ({flips.Flips} flips{(flips.Exact ? ", all" : "")})" : $"sign-flip test: {permutation.Refusal}");
        if (answer.Egger is { } egger)
            PoolText.Line(text, egger.Fit is { } asymmetry
                ? $"Egger-type regression (CR2): slope {PoolText.Number(asymmetry.Slope.Estimate)}, p = {PoolText.P(asymmetry.Slope.PValue)}{(asymmetry.Warning is null ? "" : $" ({asymmetry.Warning})")}"
                : $"Egger-type regression: {egger.Refusal}");
        return text.ToString();
    }

    /// <summary>Cluster-robust tests, of any fit.</summary>
    public static void Robust(StringBuilder text, PoolOutcome<RobustFit>? outcome)
    {
        if (outcome is null)
            return;
        PoolText.Line(text, "");
        if (outcome.Fit is not { } robust)
        {
            PoolText.Line(text, $"robust tests: {outcome.Refusal}");
            return;
        }
        PoolText.Line(text, $"Cluster-robust tests ({robust.Options.Adjustment}, {robust.Clusters} clusters, Satterthwaite degrees of freedom)");
        PoolText.Coefficients(text, robust.Coefficients);
    }
}
