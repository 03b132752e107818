using IpdEngine.Intake.Description;

namespace IpdEngine.Worker.Form;

/// <summary>A description as the form shows it: what the form can say stands in its fields, everything else, unchanged, in the field of the rest.</summary>
internal static class FormReading
{
    private static readonly string[] s_measureKeys = ["instrument", "score", "items", "rater", "timing", "missing"];

    public static FormValues Of(YamlMap description)
    {
        var values = new FormValues();
        var rest = new List<YamlEntry>();
        foreach (var entry in description.Entries)
            // The upload knows its data file; instruments are read once the measures are.
            if (entry.Key is not ("data" or "instruments") && entry.Value is not YamlScalar { IsNull: true } && !Take(entry, values))
                rest.Add(entry);
        if (description.Entries.FirstOrDefault(entry => entry.Key == "instruments") is { Value: not YamlScalar { IsNull: true } } instruments
            && !DefinitionFields.Take(instruments.Value, values))
            rest.Add(instruments);
        values[FormFields.Rest] = RestText.Of(rest);
        return values;
    }

    private static bool Take(YamlEntry entry, FormValues values) => entry.Key switch
    {
        "session" => TakeSession(entry.Value, values),
        "published" => PublishedFields.Take(entry.Value, values),
        var key when FormFields.Lists.Contains(key) => Put(values, key, FieldText.Many(entry.Value)),
        var key when FormFields.Persons.Contains(key) => TakeColumn(key, entry.Value, values),
        var key when FormFields.Measures.Contains(key) => TakeMeasure(key, entry.Value, values),
        var key when FormFields.Texts.Contains(key) => Put(values, key, FieldText.Choice(key, entry.Value)),
        _ => false,
    };

    private static bool Put(FormValues values, string field, string? text)
    {
        if (text is null)
            return false;
        values[field] = text;
        return true;
    }

    private static bool TakeSession(YamlNode node, FormValues values) => node is YamlMap { Entries: [{ Key: "order_of" } order] }
        ? Put(values, "session.order_of", FieldText.Of(order.Value))
        : Put(values, "session", FieldText.Of(node));

    private static bool TakeColumn(string key, YamlNode node, FormValues values)
    {
        if (node is not YamlMap map)
            return Put(values, key, FieldText.Of(node));
        if (!FormFields.Translated.Contains(key) || map.Entries is not [{ Key: "column" } column, { Key: "values", Value: YamlMap translation }]
            || FieldText.Of(column.Value) is not { Length: > 0 } name)
            return false;
        var pairs = translation.Entries.Select(entry => (entry.Key, Value: FieldText.Of(entry.Value))).ToArray();
        if (pairs.Length == 0 || pairs.Any(pair => pair.Value is null || $"{pair.Key}{pair.Value}".AsSpan().ContainsAny(",=") || FieldText.Of(YamlText.Scalar(pair.Key)) is not { Length: > 0 }))
            return false;
        values[key] = name;
        values[$"{key}.values"] = string.Join(", ", pairs.Select(pair => $"{pair.Key} = {pair.Value}"));
        return true;
    }

    private static bool TakeMeasure(string key, YamlNode node, FormValues values)
    {
        if (node is YamlScalar)
            return Put(values, $"{key}.columns", FieldText.Of(node)) && Put(values, $"{key}.kind", "score");
        if (node is not YamlMap map || map.Entries.Any(entry => !s_measureKeys.Contains(entry.Key)))
            return false;
        YamlNode? At(string name) => map.Entries.FirstOrDefault(entry => entry.Key == name)?.Value;
        var columns = At("score") is { } score && At("items") is null ? FieldText.Of(score) : At("items") is { } items && At("score") is null ? FieldText.Many(items) : null;
        var parts = new List<(string Field, string? Text)> { ("columns", columns), ("kind", At("score") is null ? "items" : "score") };
        foreach (var name in new[] { "instrument", "rater", "timing", "missing" })
            if (At(name) is { } value)
                parts.Add((name, name == "missing" ? FieldText.Many(value) : FieldText.Choice(name, value)));
        // Without an instrument of its own a measure is a name alone, which also inherits the timing: a map says less.
        if (parts.Any(part => part.Text is null) || At("instrument") is null)
            return false;
        foreach (var (field, text) in parts)
            values[$"{key}.{field}"] = text!;
        return true;
    }
}
