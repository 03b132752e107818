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
        Number(json, "logLik", fit.LogLikelihood);
        Number(json, "AIC", fit.Aic);
        Number(json, "BIC", fit.Bic);
        json.WriteString("confint", output.Intervals);
        json.WriteNumber("level", output.Level);
        Array(json, "fixed", output.Fixed(fit), e =>
        {
            json.WriteString("term", e.Term);
            Number(json, "estimate", e.Estimate);
            Number(json, "std.error", e.StandardError);
            Number(json, "df", e.Df);
            Number(json, "statistic", e.Statistic);
            Number(json, "p.value", e.PValue);
            Number(json, "conf.low", e.Low);
            Number(json, "conf.high", e.High);
        });
        Array(json, "random", fit.Random.SelectMany(Elements), e => WriteElement(json, e.Term, e.A, e.B));
        json.WriteStartObject("residual");
        Number(json, "variance", fit.Sigma * fit.Sigma);
        Number(json, "sd", fit.Sigma);
        json.WriteEndObject();
        Array(json, "groups", fit.Random.DistinctBy(r => r.Group), r =>
        {
            json.WriteString("group", r.Group);
            json.WriteNumber("levels", r.Levels.Count);
        });
        WriteCovariance(json, fit);
        if (output.Profile.Count > 0)
            Array(json, "profile", output.Profile, p =>
            {
                json.WriteString("parameter", p.Parameter);
                Number(json, "estimate", p.Estimate);
                Number(json, "conf.low", p.Low);
                Number(json, "conf.high", p.High);
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
        Number(json, a == b ? "variance" : "covariance", term.Covariance[a, b]);
        Number(json, a == b ? "sd" : "correlation", a == b ? term.StandardDeviation(a) : term.Correlation(a, b));
    }

    private static void WriteCovariance(Utf8JsonWriter json, LinearMixedFit fit)
    {
        json.WriteStartArray("vcov");
        for (var i = 0; i < fit.FixedNames.Count; i++)
        {
            json.WriteStartArray();
            for (var j = 0; j < fit.FixedNames.Count; j++)
                if (double.IsFinite(fit.Covariance[i, j]))
                    json.WriteNumberValue(fit.Covariance[i, j]);
                else
                    json.WriteNullValue();
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void Array<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }
}
