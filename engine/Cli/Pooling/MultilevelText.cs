using System.Text;
using IpdEngine.Stage2;

namespace IpdEngine.Cli.Pooling;

/// <summary>A multilevel or multivariate pool as a person reads it.</summary>
internal static class MultilevelText
{
    public static string Of(MultilevelAnswer answer)
    {
        var (fit, text) = (answer.Fit, new StringBuilder());
        PoolLines.Line(text, $"Multilevel pool of {fit.K} effects ({answer.Rows.Measure}) by {fit.Options.Estimator}, test {fit.Options.Test.ToString().ToLowerInvariant()} ({fit.Options.Degrees.ToString().ToLowerInvariant()} degrees of freedom)");
        foreach (var omitted in answer.Rows.Omitted)
            PoolLines.Line(text, $"  left out: {omitted}");
        PoolLines.Line(text, "");
        PoolLines.Coefficients(text, fit.Coefficients);
        PoolLines.Line(text, "");
        PoolLines.Line(text, "Variance components");
        foreach (var c in fit.Components)
        {
            var profile = answer.Profiles?.FirstOrDefault(p => p.Component == c);
            PoolLines.Line(text, $"  {c.Name}: {(c.Kind == ComponentKind.Rho ? "correlation" : "variance")} {PoolLines.Number(c.Estimate)}{(profile is null ? "" : $" [{PoolLines.Number(profile.Low)}, {PoolLines.Number(profile.High)}]")}, {c.Levels} levels{(c.Fixed ? ", fixed" : "")}");
        }
        PoolLines.Line(text, $"Q({fit.QDegreesOfFreedom}) = {fit.Q:F2}, p = {PoolLines.P(fit.QPValue)}; logLik {fit.LogLikelihood:F3}, AIC {fit.Aic:F2}, BIC {fit.Bic:F2}");
        if (fit.Moderation is { } test)
            PoolLines.Line(text, $"moderators: {PoolLines.Omnibus(test)}");
        PoolLines.Line(text, fit.Converged ? $"status: ok ({fit.Reason})" : $"NOT CONVERGED: {fit.Reason}");
        PoolLines.Robust(text, answer.Robust);
        if (answer.Influence is { } influence)
        {
            PoolLines.Line(text, "");
            PoolLines.Line(text, "Without each cluster");
            foreach (var cluster in influence.Clusters)
                PoolLines.Line(text, cluster.Without is { } without
                    ? $"  {cluster.Cluster} ({cluster.Effects} effects): {PoolLines.Number(without.Coefficients[0].Estimate)} [{PoolLines.Number(without.Coefficients[0].ConfLow)}, {PoolLines.Number(without.Coefficients[0].ConfHigh)}], Cook's distance {PoolLines.Number(cluster.CooksDistance)}"
                    : $"  {cluster.Cluster}: {cluster.Refusal}");
        }
        foreach (var permutation in answer.Permutation ?? [])
            PoolLines.Line(text, permutation.Fit is { } flips ? $"sign-flip test of {flips.Term}: p = {PoolLines.P(flips.PValue)} ({flips.Flips} flips{(flips.Exact ? ", all" : "")})" : $"sign-flip test: {permutation.Refusal}");
        if (answer.Egger is { } egger)
            PoolLines.Line(text, egger.Fit is { } asymmetry
                ? $"Egger-type regression (CR2): slope {PoolLines.Number(asymmetry.Slope.Estimate)}, p = {PoolLines.P(asymmetry.Slope.PValue)}{(asymmetry.Warning is null ? "" : $" ({asymmetry.Warning})")}"
                : $"Egger-type regression: {egger.Refusal}");
        return text.ToString();
    }
}
