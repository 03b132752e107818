using System.Text.Json;
using IpdEngine.Stage1.Sem.Analysis;

namespace IpdEngine.Cli.Output.Fits;

/// <summary>A fit as JSON, in lavaan's names; what is not finite is null.</summary>
internal static class FitJson
{
    public static void Write(SemResult result, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        Write(result, json, _ => { });
        json.Flush();
        stream.Write("\n"u8);
    }

    /// <summary>One object; <paramref name="more"/> adds properties at its end.</summary>
    public static void Write(SemResult result, Utf8JsonWriter json, Action<Utf8JsonWriter> more)
    {
        json.WriteStartObject();
        json.WriteBoolean("converged", result.Fit?.Search.Converged ?? false);
        json.WriteStartObject("status");
        json.WriteString("code", result.Status.Name);
        json.WriteString("reason", result.Status.Reason);
        json.WriteString("parameter", result.Status.Parameter);
        json.WriteEndObject();
        json.WriteNumber("n", result.Fit?.Rows ?? 0);
        json.WriteNumber("npar", result.Fit?.Parameters ?? 0);
        json.WriteNumber("patterns", result.Fit?.Patterns ?? 0);
        json.WriteNumber("clusters", result.Clusters);
        WriteGroups(json, result);
        WriteOptimiser(json, result);
        WriteEstimates(json, result);
        WriteStandardised(json, result);
        json.WriteStartArray("r2");
        foreach (var row in result.Explained)
        {
            json.WriteStartObject();
            json.WriteString("variable", row.Variable);
            json.WriteNumber("group", row.Group);
            json.Finite("r2", row.Share);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("fit");
        foreach (var (name, value) in result.Fit?.Fit ?? [])
            json.Finite(name, value);
        json.WriteEndObject();
        WriteCovariance(json, result);
        WriteBootstrap(json, result);
        json.WriteStartArray("messages");
        foreach (var message in result.Messages)
            json.WriteStringValue(message);
        json.WriteEndArray();
        more(json);
        json.WriteEndObject();
    }

    private static void WriteGroups(Utf8JsonWriter json, SemResult result)
    {
        json.WriteStartArray("groups");
        for (var g = 0; g < result.Groups.Count && result.Groups.Count > 1; g++)
        {
            json.WriteStartObject();
            json.WriteString("label", result.Groups[g]);
            json.WriteNumber("n", result.Fit?.Groups[g].Rows ?? 0);
            json.WriteNumber("patterns", result.Fit?.Groups[g].Patterns ?? 0);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteOptimiser(Utf8JsonWriter json, SemResult result)
    {
        if (result.Fit is not { Search: var search })
            return;
        json.WriteStartObject("optimiser");
        json.WriteString("story", search.Story);
        json.WriteNumber("iterations", search.Iterations);
        json.WriteNumber("evaluations", search.Evaluations);
        json.Finite("decrement", search.Decrement);
        json.WriteStartArray("history");
        foreach (var step in search.History)
        {
            json.WriteStartObject();
            json.WriteNumber("iteration", step.Iteration);
            json.Finite("objective", step.Value);
            json.Finite("decrement", step.Decrement);
            json.WriteString("curvature", step.Exact ? "exact" : "expected");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteEstimates(Utf8JsonWriter json, SemResult result)
    {
        json.WriteStartArray("estimates");
        foreach (var row in result.Estimates)
        {
            Names(json, row.Left, row.Operator, row.Right);
            json.WriteString("label", row.Label);
            json.WriteNumber("group", row.Group);
            json.Finite("est", row.Estimate);
            json.Finite("se", row.StandardError);
            json.Finite("z", row.Z);
            json.Finite("pvalue", row.P);
            json.Finite("ci.lower", row.Lower);
            json.Finite("ci.upper", row.Upper);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteStandardised(Utf8JsonWriter json, SemResult result)
    {
        json.WriteStartArray("standardized");
        foreach (var row in result.Standardised)
        {
            Names(json, row.Left, row.Operator, row.Right);
            json.WriteNumber("group", row.Group);
            json.Finite("est.std", row.All);
            json.Finite("se", row.StandardError);
            json.Finite("z", row.Z);
            json.Finite("pvalue", row.P);
            json.Finite("ci.lower", row.Lower);
            json.Finite("ci.upper", row.Upper);
            json.Finite("est.lv", row.Latent);
            json.Finite("se.lv", row.LatentError);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteCovariance(Utf8JsonWriter json, SemResult result)
    {
        json.WriteStartObject("vcov");
        json.WriteStartArray("names");
        foreach (var name in result.Fit?.Model.Table.FreeNames ?? [])
            json.WriteStringValue(name);
        json.WriteEndArray();
        json.WriteStartArray("matrix");
        if (result.Fit is { Covariance: { } covariance } fit)
        {
            for (var i = 0; i < fit.Model.FreeCount; i++)
            {
                json.WriteStartArray();
                for (var j = 0; j < fit.Model.FreeCount; j++)
                    json.Finite(covariance[i * fit.Model.FreeCount + j]);
                json.WriteEndArray();
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteBootstrap(Utf8JsonWriter json, SemResult result)
    {
        if (result.Bootstrap is not { } bootstrap)
            return;
        json.WriteStartObject("bootstrap");
        json.WriteNumber("draws", bootstrap.Options.Draws);
        json.WriteNumber("seed", bootstrap.Options.Seed);
        json.WriteStartObject("statuses");
        foreach (var (status, count) in bootstrap.Statuses)
            json.WriteNumber(status, count);
        json.WriteEndObject();
        json.WriteStartArray("estimates");
        foreach (var row in bootstrap.Statistics)
        {
            json.WriteStartObject();
            json.WriteString("name", row.Name);
            json.Finite("est", row.Estimate);
            json.WriteNumber("usable", row.Usable);
            json.Finite("mean", row.Mean);
            json.Finite("se", row.StandardError);
            json.Finite("ci.lower", row.Percentile.Low);
            json.Finite("ci.upper", row.Percentile.High);
            json.Finite("bc.lower", row.BiasCorrected.Low);
            json.Finite("bc.upper", row.BiasCorrected.High);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Names(Utf8JsonWriter json, string left, string op, string right)
    {
        json.WriteStartObject();
        json.WriteString("lhs", left);
        json.WriteString("op", op);
        json.WriteString("rhs", right);
    }
}
