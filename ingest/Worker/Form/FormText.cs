using IpdEngine.Intake.Description;
using IpdEngine.Intake.Findings;

namespace IpdEngine.Worker.Form;

/// <summary>What the form says, as a description.</summary>
/// <param name="Text">The YAML.</param>
/// <param name="Fields">The field of each of its lines.</param>
/// <param name="Values">What stood in the fields.</param>
internal sealed record FormText(string Text, IReadOnlyList<string> Fields, FormValues Values)
{
    private static readonly char[] s_comma = [','];

    /// <summary>Writes it: a key a line, the rest below as it was written.</summary>
    /// <param name="values">The fields.</param>
    /// <param name="data">Name of the data file.</param>
    public static FormText Of(FormValues values, string data)
    {
        var lines = new DescriptionLines();
        foreach (var key in FormFields.Texts)
            if (values[key] is { Length: > 0 } text)
                lines.Add(0, key, YamlText.Scalar(text), key);
        foreach (var key in FormFields.Lists)
            if (values[key] is { Length: > 0 } texts)
                lines.Add(0, key, Split(texts), key);
        if (values["session"] is { Length: > 0 } session)
            lines.Add(0, "session", YamlText.Scalar(session), "session");
        else if (values["session.order_of"] is { Length: > 0 } dates)
            lines.Add(0, "session", YamlText.Map(("order_of", YamlText.Scalar(dates))), "session.order_of");
        foreach (var key in FormFields.Persons)
            WriteColumn(lines, values, key);
        DefinitionFields.Write(lines, values);
        foreach (var key in FormFields.Measures)
            WriteMeasure(lines, values, key);
        PublishedFields.Write(lines, values);
        // At the left margin and last of its own: what follows cannot become part of it.
        lines.Add(0, "data", YamlText.Scalar(data), FormFields.Rest);
        lines.AddRest(values[FormFields.Rest]);
        return new FormText(lines.ToString(), lines.Fields, values);
    }

    /// <summary>The field that a finding speaks of; null where it is none of the form's.</summary>
    public string? FieldOf(Finding finding)
    {
        var key = finding.Column ?? "";
        if (finding.Code == "personal-data")
            return "drop";
        // What the fields write can be read; only what was written by hand may not be.
        if (finding.Code == "yaml-unreadable")
            return FormFields.Rest;
        if (finding.Row is { } line && line >= 1 && line <= Fields.Count)
        {
            var field = Fields[(int)line - 1];
            var group = field.StartsWith("published.", StringComparison.Ordinal) && field.LastIndexOf('.') is var end and > 9 ? field[..end] : field.Split('.')[0];
            if (finding.Code.StartsWith("column-", StringComparison.Ordinal) && FormFields.IsField($"{group}.columns"))
                return $"{group}.columns";
            // A key that is absent is told of the map's first line, where it would have to stand.
            return field == FormFields.Rest && FormFields.Of(key, key) is { } missing && finding.Code == "key-missing" ? missing : field == FormFields.Rest ? field
                : finding.Code == "key-missing" && FormFields.Of(key, key) is { } top && line == 1 ? top : FormFields.Of(group, key) ?? field;
        }
        return FormFields.Of(key, key) ?? Values.Filled.FirstOrDefault(pair => pair.Value == key).Key;
    }

    private static YamlList Split(string texts) => YamlText.List(texts.Split(s_comma, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static void WriteColumn(DescriptionLines lines, FormValues values, string key)
    {
        if (values[key] is not { Length: > 0 } column)
            return;
        if (values[$"{key}.values"] is not { Length: > 0 } pairs)
        {
            lines.Add(0, key, YamlText.Scalar(column), key);
            return;
        }
        lines.Open(0, key, key);
        lines.Add(2, "column", YamlText.Scalar(column), key);
        lines.Add(2, "values", Translation(pairs), $"{key}.values");
    }

    // 'weiblich = 1, männlich = 0'; what has no '=' is written as it stands, and the reader of descriptions says what was expected.
    private static YamlNode Translation(string text)
    {
        var pairs = text.Split(s_comma, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(pair => pair.Split('=', StringSplitOptions.TrimEntries)).ToList();
        return pairs.All(pair => pair is [{ Length: > 0 }, _]) ? YamlText.Map(pairs.Select(pair => (pair[0], (YamlNode)YamlText.Scalar(pair[1])))) : YamlText.Scalar(text);
    }

    private static void WriteMeasure(DescriptionLines lines, FormValues values, string key)
    {
        string At(string end) => values[$"{key}.{end}"];
        if (At("instrument").Length == 0 && At("columns").Length == 0)
            return;
        if (At("instrument").Length == 0 && At("kind") != "items" && !FormFields.Defining.Contains(key))
        {
            lines.Add(0, key, YamlText.Scalar(At("columns")), $"{key}.columns");
            return;
        }
        lines.Open(0, key, $"{key}.instrument");
        if (At("instrument").Length > 0)
            lines.Add(2, "instrument", YamlText.Scalar(At("instrument")), $"{key}.instrument");
        if (At("columns").Length > 0)
            lines.Add(2, At("kind") == "items" ? "items" : "score", At("kind") == "items" && At("columns").Contains(',', StringComparison.Ordinal) ? Split(At("columns")) : YamlText.Scalar(At("columns")), $"{key}.columns");
        foreach (var end in new[] { "rater", "timing" })
            if (At(end).Length > 0)
                lines.Add(2, end, YamlText.Scalar(At(end)), $"{key}.{end}");
        if (At("missing").Length > 0)
            lines.Add(2, "missing", Split(At("missing")), $"{key}.missing");
    }
}
