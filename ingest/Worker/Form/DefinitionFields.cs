using IpdEngine.Intake.Description;

namespace IpdEngine.Worker.Form;

/// <summary>The section <c>instruments</c> in the form: what the study states of the instruments of its two session measures.</summary>
internal static class DefinitionFields
{
    /// <summary>Takes the section where every definition in it is of one of the two instruments and can be shown; false leaves it whole to the rest.</summary>
    public static bool Take(YamlNode node, FormValues values)
    {
        if (node is not YamlMap map)
            return false;
        var taken = new List<(string Field, string Text)>();
        foreach (var entry in map.Entries)
        {
            if (FormFields.Defining.FirstOrDefault(key => string.Equals(values[$"{key}.instrument"], entry.Key, StringComparison.Ordinal)) is not { } measure || entry.Value is not YamlMap definition)
                return false;
            foreach (var fact in definition.Entries)
            {
                if (fact.Key == "construct" && FieldText.Of(fact.Value) == measure)
                    continue;
                if (FormFields.Definition.FirstOrDefault(each => each.Key == fact.Key).Field is not { } field || Text(fact) is not { } text)
                    return false;
                taken.Add(($"{measure}.{field}", text));
            }
        }
        foreach (var (field, text) in taken)
            values[field] = text;
        return true;
    }

    /// <summary>Writes what the form states of an instrument.</summary>
    public static void Write(DescriptionLines lines, FormValues values)
    {
        var measures = FormFields.Defining.Where(measure => values[$"{measure}.instrument"].Length > 0 && FormFields.Definition.Any(each => values[$"{measure}.{each.Field}"].Length > 0)).ToList();
        if (measures.Count == 0)
            return;
        lines.Open(0, "instruments", "alliance.instrument");
        foreach (var measure in measures)
        {
            lines.Open(2, values[$"{measure}.instrument"], $"{measure}.instrument");
            lines.Add(4, "construct", YamlText.Scalar(measure), $"{measure}.instrument");
            foreach (var (key, end) in FormFields.Definition)
                if (values[$"{measure}.{end}"] is { Length: > 0 } text)
                    lines.Add(4, key, Node(key, text), $"{measure}.{end}");
        }
    }

    private static string? Text(YamlEntry fact) => fact.Key switch
    {
        "score_range" or "item_range" => fact.Value is YamlList { Items: [YamlScalar low, YamlScalar high] } ? FieldText.Of(low) is { Length: > 0 } a && FieldText.Of(high) is { Length: > 0 } b ? $"{a} to {b}" : null : null,
        "reversed" => fact.Value is YamlList { Items.Count: 0 } ? "none" : FieldText.Many(fact.Value),
        _ => FieldText.Choice(fact.Key, fact.Value),
    };

    private static YamlNode Node(string key, string text) => key switch
    {
        "reversed" when text == "none" => YamlText.List([]),
        "reversed" => YamlText.List(text.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
        // What is no range of two is written as it stands: the reader of descriptions says what was expected.
        "score_range" or "item_range" => text.Split(" to ") is [var low, var high] ? YamlText.List([low.Trim(), high.Trim()]) : YamlText.Scalar(text),
        _ => YamlText.Scalar(text),
    };
}
