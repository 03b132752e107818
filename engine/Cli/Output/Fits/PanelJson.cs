using System.Text.Json;
using IpdEngine.Stage1;
using IpdEngine.Stage1.Panels;

namespace IpdEngine.Cli.Output.Fits;

/// <summary>Panel models as JSON: a fit as any other, with its lags, sensitivity fits and bootstrap; a list of two for the directions of <c>dpm</c>.</summary>
internal static class PanelJson
{
    public static void Write(IReadOnlyList<PanelTableFit> fits, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        if (fits.Count > 1)
            json.WriteStartArray();
        foreach (var fit in fits)
            FitJson.Write(fit.Result, json, more => WritePanel(more, fit));
        if (fits.Count > 1)
            json.WriteEndArray();
        json.Flush();
        stream.Write("\n"u8);
    }

    private static void WritePanel(Utf8JsonWriter json, PanelTableFit fit)
    {
        json.WriteString("model", fit.Estimate.Model);
        if (fit.Estimate.Variant != "free")
            json.WriteString("direction", fit.Estimate.Variant);
        json.WriteString("syntax", fit.Estimate.Syntax);
        json.WriteNumber("waves", fit.Estimate.Waves);
        json.WriteNumber("pairs", fit.Estimate.Pairs);
        WriteLags(json, fit.Estimate);
        json.WriteStartArray("sensitivity");
        foreach (var other in fit.Estimate.Sensitivity)
        {
            json.WriteStartObject();
            json.WriteString("variant", other.Variant);
            json.WriteString("status", other.Status.Name);
            json.WriteString("reason", other.Status.Reason);
            json.Finite("deviance", other.Trail?.Objective ?? double.NaN);
            WriteLags(json, other);
            WriteComponent(json, other, "test");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    internal static void WriteLags(Utf8JsonWriter json, StudyEstimate estimate)
    {
        json.WriteStartObject("lags");
        foreach (var term in estimate.Terms)
        {
            json.WriteStartObject(term);
            json.Finite("est", estimate.Estimate(term));
            json.Finite("se", estimate.StandardError(term));
            WriteFreedom(json, estimate.Rows.First(row => row.Component == "std" && row.Term == term));
            json.WriteStartArray("wave");
            foreach (var row in estimate.Rows.Where(row => row.Component == "std.wave" && row.Term.StartsWith(term + ".", StringComparison.Ordinal)))
            {
                json.WriteStartObject();
                json.WriteString("wave", row.Term[(term.Length + 1)..]);
                json.Finite("est", row.Estimate);
                json.Finite("se", row.StandardError);
                WriteFreedom(json, row);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteStartArray("vcov");
        for (var i = 0; i < estimate.Terms.Count; i++)
        {
            json.WriteStartArray();
            for (var j = 0; j < estimate.Terms.Count; j++)
                json.Finite(estimate.Covariance[i, j]);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        foreach (var component in new[] { "sd", "unstd", "longrun", "intercept", "covariate" })
            WriteComponent(json, estimate, component);
        json.WriteEndObject();
    }

    private static void WriteComponent(Utf8JsonWriter json, StudyEstimate estimate, string component)
    {
        json.WriteStartObject(component);
        foreach (var row in estimate.Rows.Where(row => row.Component == component))
        {
            json.WriteStartObject(row.Term);
            json.Finite("est", row.Estimate);
            json.Finite("se", row.StandardError);
            WriteFreedom(json, row);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    // Errors with a t reference have degrees of freedom, others none.
    private static void WriteFreedom(Utf8JsonWriter json, TermRow row)
    {
        if (double.IsFinite(row.DegreesOfFreedom))
            json.WriteNumber("df", row.DegreesOfFreedom);
    }
}
