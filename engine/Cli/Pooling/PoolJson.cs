using System.Text.Json;
using IpdEngine.Cli.Output;
using IpdEngine.Stage2;
using IpdEngine.Stage2.Effects;
using IpdEngine.Stage2.Moderators;
using IpdEngine.Stage2.Sensitivity;

namespace IpdEngine.Cli.Pooling;

/// <summary>A pool of independent effects as JSON in metafor's names, with a block for each extra that was asked for.</summary>
internal static class PoolJson
{
    public static void Write(PoolAnswer answer, Utf8JsonWriter json)
    {
        var (fit, shown) = (answer.Fit, answer.Rows.Shown);
        json.WriteStartObject();
        json.WriteString("measure", answer.Rows.Measure.ToString());
        json.WriteString("method", fit.Options.Estimator.ToString());
        json.WriteString("test", fit.Options.Test.ToString().ToLowerInvariant());
        json.WriteNumber("level", fit.Options.Level);
        json.WriteNumber("k", fit.K);
        json.WriteNumber("p", fit.Coefficients.Count);
        json.Coefficients(fit.Coefficients);
        json.Finite("s2w", fit.ScaleFactor);
        json.Finite("tau2", fit.Tau2);
        json.Finite("se.tau2", fit.Tau2StandardError);
        json.Finite("tau2.lb", fit.Tau2Interval.Low);
        json.Finite("tau2.ub", fit.Tau2Interval.High);
        json.WriteString("tau2.note", fit.Tau2Interval.Note);
        json.Block("tau2.profile", answer.LikelihoodInterval, interval =>
        {
            json.Finite("ci.lb", interval.Low);
            json.Finite("ci.ub", interval.High);
            json.WriteString("note", interval.Note);
        });
        json.Finite("I2", fit.I2);
        json.Finite("H2", fit.H2);
        json.Finite("R2", fit.R2);
        json.Finite("QE", fit.Q);
        json.Finite("QEdf", fit.QDegreesOfFreedom);
        json.Finite("QEp", fit.QPValue);
        json.Omnibus(fit.Moderation);
        json.Finite("logLik", fit.LogLikelihood);
        json.Prediction(fit.Prediction);
        WriteShown(json, fit, shown);
        json.WriteStartObject("status");
        json.WriteString("code", fit.Converged ? "ok" : "not_converged");
        json.WriteString("reason", fit.Reason);
        json.WriteEndObject();
        var sources = answer.Rows.Sources;
        json.Objects("effects", Enumerable.Range(0, fit.K), i =>
        {
            json.WriteString("slab", fit.Effects.Ids[i]);
            json.WriteString("source", sources[i]);
            json.Finite("yi", fit.Effects.Yi[i]);
            json.Finite("vi", fit.Effects.Vi[i]);
            json.Finite("weight", fit.Weights[i]);
        });
        json.Objects("omitted", answer.Rows.Omitted, json.Refusal);
        if (fit.Effects.Moderators.Count > 1)
            json.Block("vif", VarianceInflation.Of(fit), factors => json.Objects("terms", factors, f =>
            {
                json.Texts("coefficients", f.Terms);
                json.Finite("gvif", f.Value);
            }));
        json.Block("subgroups", answer.Subgroups, groups => WriteSubgroups(json, groups));
        if (answer.LeaveOneOut is { } without)
            json.Objects("leave1out", without, row => WritePool(json, row.Id, row.Outcome));
        json.Block("cumulative", answer.Cumulative, rows => json.Objects("rows", rows, row =>
        {
            json.WriteNumber("k", row.K);
            WritePool(json, row.Id, row.Outcome);
        }));
        json.Block("influence", answer.Influence, rows => json.Objects("rows", rows, row => WriteInfluence(json, row)));
        if (answer.Baujat is { } points)
            json.Objects("baujat", points, point =>
            {
                json.WriteString("slab", point.Id);
                json.Finite("x", point.Heterogeneity);
                json.Finite("y", point.Influence);
            });
        json.Block("gosh", answer.Gosh, gosh => WriteGosh(json, gosh));
        json.Block("permutation", answer.Permutation, test =>
        {
            json.Texts("terms", test.Terms);
            json.Finite("pval", test.PValues);
            json.Finite("QMp", test.OmnibusPValue);
            json.WriteBoolean("exact", test.Exact);
            json.WriteNumber("arrangements", test.Arrangements);
            json.WriteString("definition", test.Definition);
        });
        json.Block("robust", answer.Robust, robust => MultilevelJson.Robust(json, robust));
        if (answer.SmallStudy is { } bias)
            SmallStudyJson.Write(json, bias);
        json.WriteEndObject();
    }

    private static void WriteShown(Utf8JsonWriter json, UnivariateFit fit, Transformation shown)
    {
        if (shown == Transformation.None || fit.Effects.Moderators.Count > 0)
            return;
        var estimate = BackTransformation.Of(fit.Coefficients[0], shown);
        json.WriteStartObject("transformed");
        json.WriteString("scale", shown.ToString().ToLowerInvariant());
        json.Finite("pred", estimate.Estimate);
        json.Finite("ci.lb", estimate.ConfLow);
        json.Finite("ci.ub", estimate.ConfHigh);
        json.Prediction(fit.Prediction is { } prediction ? BackTransformation.Of(prediction, shown) : null);
        json.WriteEndObject();
    }

    private static void WritePool(Utf8JsonWriter json, string id, PoolOutcome<UnivariateFit> outcome)
    {
        json.WriteString("slab", id);
        if (outcome.Fit is not { } fit)
        {
            json.Refusal(outcome.Refusal!);
            return;
        }
        json.Coefficients(fit.Coefficients);
        json.Finite("tau2", fit.Tau2);
        json.Finite("I2", fit.I2);
        json.Finite("H2", fit.H2);
        json.Finite("QE", fit.Q);
        json.Finite("QEp", fit.QPValue);
    }

    private static void WriteInfluence(Utf8JsonWriter json, InfluenceRow row)
    {
        json.WriteString("slab", row.Id);
        if (row.Measures is not { } m)
        {
            json.Refusal(row.Refusal!);
            return;
        }
        json.Finite("rstudent", m.StudentisedResidual);
        json.Finite("dffits", m.Dffits);
        json.Finite("cook.d", m.CookDistance);
        json.Finite("cov.r", m.CovarianceRatio);
        json.Finite("tau2.del", m.Tau2Deleted);
        json.Finite("QE.del", m.QDeleted);
        json.Finite("hat", m.Hat);
        json.Finite("weight", m.Weight);
        json.Finite("dfbs", m.Dfbetas);
        json.WriteBoolean("inf", m.Influential);
    }

    private static void WriteSubgroups(Utf8JsonWriter json, SubgroupAnalysis groups)
    {
        json.WriteString("variable", groups.Name);
        json.WriteString("tau2.shared", groups.Tau == SubgroupTau.Common ? "common" : "separate");
        json.Omnibus(groups.Difference);
        json.WriteString("definition", groups.TestDefinition);
        json.Objects("groups", groups.Groups, group =>
        {
            json.WriteString("level", group.Level);
            json.WriteNumber("k", group.Rows.Count);
            if (group.Mean is { } mean)
                json.Coefficient(mean);
            json.Finite("tau2", group.Tau2);
            json.Prediction(group.Prediction);
            if (group.Refusal is { } refusal)
                json.Refusal(refusal);
        });
    }

    // A million subsets are a picture or a histogram; the numbers here are what a reader quotes.
    private static void WriteGosh(Utf8JsonWriter json, GoshResult gosh)
    {
        json.WriteBoolean("exhaustive", gosh.Exhaustive);
        json.WriteNumber("subsets", gosh.Subsets.Count);
        double[] estimates = [.. gosh.Subsets.Select(s => s.Estimates[0]).Where(double.IsFinite).Order()];
        double[] shares = [.. gosh.Subsets.Select(s => s.I2).Where(double.IsFinite).Order()];
        json.Finite("estimate.quantiles", Quantiles(estimates));
        json.Finite("I2.quantiles", Quantiles(shares));
        json.Finite("quantiles", s_shares);
    }

    private static readonly double[] s_shares = [0, 0.025, 0.25, 0.5, 0.75, 0.975, 1];

    private static IEnumerable<double> Quantiles(double[] sorted) =>
        sorted.Length == 0 ? [] : s_shares.Select(share => sorted[(int)Math.Round(share * (sorted.Length - 1))]);
}
