using System.Text.Json;
using IpdEngine.Stage1;
using IpdEngine.Stage1.Panels;

namespace IpdEngine.Cli.Output.Fits;

/// <summary>Groups compared, as JSON: the test, then the lags of each group, free and equal across groups.</summary>
internal static class GroupComparisonJson
{
    public static void Write(ArmComparison comparison, string model, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("model", model);
        json.WriteString("note", comparison.Note);
        json.WriteStartArray("groups");
        foreach (var label in comparison.Arms)
            json.WriteStringValue(label);
        json.WriteEndArray();
        if (comparison.Difference is { } test)
        {
            json.WriteStartObject("difference");
            json.Finite("chisq", test.Statistic);
            json.WriteNumber("df", test.DegreesOfFreedom);
            json.Finite("pvalue", test.PValue);
            json.Finite("scaling", test.ScalingFactor);
            json.WriteString("note", test.Note);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("difference");
        }

        WriteFits(json, "free", comparison, comparison.Free);
        WriteFits(json, "equal", comparison, comparison.Equal);
        json.WriteEndObject();
        json.Flush();
        stream.Write("\n"u8);
    }

    // One model of all groups: its measures and its text are the same for each.
    private static void WriteFits(Utf8JsonWriter json, string name, ArmComparison comparison, IReadOnlyList<StudyEstimate> groups)
    {
        json.WriteStartObject(name);
        if (groups.Count > 0)
        {
            json.WriteString("syntax", groups[0].Syntax);
            json.WriteStartObject("fit");
            foreach (var (key, value) in groups[0].Fit)
                json.Finite(key, value);
            json.WriteEndObject();
        }

        json.WriteStartArray("groups");
        for (var i = 0; i < groups.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("group", comparison.Arms[i]);
            json.WriteString("status", groups[i].Status.Name);
            json.WriteString("reason", groups[i].Status.Reason);
            json.WriteNumber("n", groups[i].Participants);
            PanelJson.WriteLags(json, groups[i]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
