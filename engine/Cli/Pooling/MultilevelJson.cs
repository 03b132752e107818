using System.Text.Json;
using IpdEngine.Cli.Output;
using IpdEngine.Stage2;

namespace IpdEngine.Cli.Pooling;

/// <summary>A multilevel or multivariate pool as JSON in metafor's names.</summary>
internal static class MultilevelJson
{
    public static void Write(MultilevelAnswer answer, Utf8JsonWriter json)
    {
        var fit = answer.Fit;
        json.WriteStartObject();
        json.WriteString("measure", answer.Rows.Measure.ToString());
        json.WriteString("method", fit.Options.Estimator.ToString());
        json.WriteString("test", fit.Options.Test.ToString().ToLowerInvariant());
        json.WriteString("dfs", fit.Options.Degrees.ToString().ToLowerInvariant());
        json.WriteNumber("level", fit.Options.Level);
        json.WriteNumber("k", fit.K);
        json.WriteNumber("p", fit.Coefficients.Count);
        json.Coefficients(fit.Coefficients);
        json.Finite("s2w", fit.ScaleFactor);
        json.Finite("sigma2", fit.Components.Where(c => c.Kind == ComponentKind.Sigma2).Select(c => c.Estimate));
        json.Finite("tau2", fit.Components.Where(c => c.Kind == ComponentKind.Tau2).Select(c => c.Estimate));
        json.Finite("rho", fit.Components.Where(c => c.Kind == ComponentKind.Rho).Select(c => c.Estimate));
        json.Objects("components", fit.Components, c =>
        {
            json.WriteString("name", c.Name);
            json.WriteString("kind", c.Kind.ToString().ToLowerInvariant());
            json.Finite("estimate", c.Estimate);
            json.WriteBoolean("fixed", c.Fixed);
            json.WriteNumber("levels", c.Levels);
            if (answer.Profiles?.FirstOrDefault(p => p.Component == c) is { } profile)
            {
                json.Finite("ci.lb", profile.Low);
                json.Finite("ci.ub", profile.High);
                json.WriteString("note", profile.Note);
            }
        });
        json.Finite("QE", fit.Q);
        json.Finite("QEdf", fit.QDegreesOfFreedom);
        json.Finite("QEp", fit.QPValue);
        json.Omnibus(fit.Moderation);
        json.Finite("logLik", fit.LogLikelihood);
        json.Finite("AIC", fit.Aic);
        json.Finite("BIC", fit.Bic);
        json.Finite("AICc", fit.Aicc);
        json.Objects("vcov", fit.Coefficients.Select((_, i) => i), i => json.Finite("row", fit.Coefficients.Select((_, j) => fit.Covariance[i, j])));
        json.WriteStartObject("status");
        json.WriteString("code", fit.Converged ? "ok" : "not_converged");
        json.WriteString("reason", fit.Reason);
        json.Texts("history", fit.History);
        json.WriteEndObject();
        json.Objects("omitted", answer.Rows.Omitted, json.Refusal);
        json.Block("robust", answer.Robust, robust => Robust(json, robust));
        if (answer.Influence is { } influence)
            WriteInfluence(json, influence);
        if (answer.Permutation is { } permutation)
            json.Objects("permutation", permutation, test =>
            {
                if (test.Fit is not { } flips)
                {
                    json.Refusal(test.Refusal!);
                    return;
                }
                json.WriteString("term", flips.Term);
                json.Finite("statistic", flips.Statistic);
                json.Finite("pval", flips.PValue);
                json.WriteNumber("flips", flips.Flips);
                json.WriteBoolean("exact", flips.Exact);
                json.WriteNumber("failed", flips.Failed);
            });
        json.Block("regtest", answer.Egger, egger =>
        {
            json.Coefficient(egger.Slope);
            json.WriteString("warning", egger.Warning);
        });
        json.WriteEndObject();
    }

    /// <summary>Cluster-robust tests, of any fit.</summary>
    public static void Robust(Utf8JsonWriter json, RobustFit robust)
    {
        json.WriteString("vcov", robust.Options.Adjustment.ToString());
        json.WriteNumber("clusters", robust.Clusters);
        json.Coefficients(robust.Coefficients);
        if (robust.Moderation is not { } wald)
            return;
        json.Finite("HTZ", wald.HotellingF);
        json.Finite("HTZdf2", wald.HotellingDf2);
        json.Finite("HTZp", wald.HotellingP);
        json.Finite("naiveF", wald.NaiveF);
        json.Finite("naiveFp", wald.NaiveP);
        json.WriteString("note", wald.Note);
    }

    private static void WriteInfluence(Utf8JsonWriter json, MultilevelInfluence influence)
    {
        json.Objects("leave1out", influence.Clusters, cluster =>
        {
            json.WriteString("cluster", cluster.Cluster);
            json.WriteNumber("k", cluster.Effects);
            if (cluster.Refusal is { } refusal)
                json.Refusal(refusal);
            if (cluster.Without is { } without)
                json.Coefficients(without.Coefficients);
            json.Finite("cook.d", cluster.CooksDistance);
            json.Finite("dfbs", cluster.Dfbetas);
            json.Finite("X2", cluster.ChiSquare);
        });
        json.Objects("influence", influence.Effects, effect =>
        {
            json.WriteString("slab", effect.Id);
            json.Finite("resid", effect.Residual);
            json.Finite("rstudent", effect.Standardised);
            json.Finite("hat", effect.Hat);
        });
    }
}
