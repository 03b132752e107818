using System.Text.Encodings.Web;
using System.Text.Json;
using IpdEngine.Stage1.Multilevel.Lmm;

namespace IpdEngine.Cli.Output.MixedModels;

/// <summary>A mixed model as JSON, in broom's names; null where a number is not finite.</summary>
internal static class LmmJson
{
    private static readonly JsonWriterOptions s_options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(LmmOutput output, Stream stream)
    {
        using (var json = new Utf8JsonWriter(stream, s_options))
        {
            json.WriteStartObject();
            json.WriteString("formula", output.Formula);
            json.WriteBoolean("converged", output.Result.Status.Poolable);
            json.WriteStartObject("status");
            json.WriteString("code", output.Result.Status.Name);
            json.WriteString("reason", output.Result.Status.Reason);
            json.WriteString("parameter", output.Result.Status.Parameter);
            json.WriteEndObject();
            if (output.Result.Fit is { } fit)
                WriteFit(json, output, fit);
            json.WriteStartArray("messages");
            foreach (var message in output.Messages)
                json.WriteStringValue(message);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        stream.Write("\n"u8);
    }

    private static void WriteFit(Utf8JsonWriter json, LmmOutput output, LinearMixedFit fit)
    {
        json.WriteNumber("n", fit.Rows);
        json.WriteNumber("npar", fit.Parameters);
        json.WriteBoolean("REML", fit.Reml);
        json.WriteBoolean("singular", fit.Singular);
        json.Finite("logLik", fit.LogLikelihood);
        json.Finite("AIC", fit.Aic);
        json.Finite("BIC", fit.Bic);
        json.WriteString("confint", output.Intervals);
        json.WriteNumber("level", output.Level);
        json.Objects("fixed", output.Fixed(fit), e =>
        {
            json.WriteString("term", e.Term);
            json.Finite("estimate", e.Estimate);
            json.Finite("std.error", e.StandardError);
            json.Finite("df", e.Df);
            json.Finite("statistic", e.Statistic);
            json.Finite("p.value", e.PValue);
            json.Finite("conf.low", e.Low);
            json.Finite("conf.high", e.High);
        });
        json.Objects("random", fit.Random.SelectMany(Elements), e => WriteElement(json, e.Term, e.A, e.B));
        json.WriteStartObject("residual");
        json.Finite("variance", fit.Sigma * fit.Sigma);
        json.Finite("sd", fit.Sigma);
        json.WriteEndObject();
        json.Objects("groups", fit.Random.DistinctBy(r => r.Group), r =>
        {
            json.WriteString("group", r.Group);
            json.WriteNumber("levels", r.Levels.Count);
        });
        WriteCovariance(json, fit);
        if (output.Profile.Count > 0)
            json.Objects("profile", output.Profile, p =>
            {
                json.WriteString("parameter", p.Parameter);
                json.Finite("estimate", p.Estimate);
                json.Finite("conf.low", p.Low);
                json.Finite("conf.high", p.High);
            });
        json.WriteStartObject("optimiser");
        json.WriteString("reason", fit.Trail.Reason);
        json.WriteNumber("iterations", fit.Trail.Iterations);
        json.WriteNumber("evaluations", fit.Trail.Evaluations);
        json.WriteEndObject();
    }

    private static IEnumerable<(RandomTermFit Term, int A, int B)> Elements(RandomTermFit term) =>
        from a in Enumerable.Range(0, term.Names.Count) from b in Enumerable.Range(a, term.Names.Count - a) orderby b > a select (term, a, b);

    private static void WriteElement(Utf8JsonWriter json, RandomTermFit term, int a, int b)
    {
        json.WriteString("group", term.Group);
        json.WriteString("term1", term.Names[a]);
        json.WriteString("term2", a == b ? null : term.Names[b]);
        json.Finite(a == b ? "variance" : "covariance", term.Covariance[a, b]);
        json.Finite(a == b ? "sd" : "correlation", a == b ? term.StandardDeviation(a) : term.Correlation(a, b));
    }

    private static void WriteCovariance(Utf8JsonWriter json, LinearMixedFit fit)
    {
        json.WriteStartArray("vcov");
        for (var i = 0; i < fit.FixedNames.Count; i++)
        {
            json.WriteStartArray();
            for (var j = 0; j < fit.FixedNames.Count; j++)
                json.Finite(fit.Covariance[i, j]);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}
