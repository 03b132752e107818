using System.Globalization;
using IpdEngine.Intake.Description;

namespace IpdEngine.Worker.Form;

/// <summary>The section <c>published</c> in the form: N, and a row a mean and SD.</summary>
internal static class PublishedFields
{
    /// <summary>Takes the section; false where the form could not show it.</summary>
    public static bool Take(YamlNode node, FormValues values)
    {
        if (node is not YamlMap map || map.Entries.Any(entry => entry.Key is not ("n" or "moments")))
            return false;
        var rows = (map.Entries.FirstOrDefault(entry => entry.Key == "moments")?.Value as YamlList)?.Items ?? [];
        var n = map.Entries.FirstOrDefault(entry => entry.Key == "n")?.Value;
        if (map.Entries.Any(entry => entry is { Key: "moments", Value: not YamlList }) || rows.Count > FormFields.MostMoments || (n is not null && FieldText.Of(n) is null))
            return false;
        var taken = new List<(string Field, string Text)>();
        for (var row = 0; row < rows.Count; row++)
            foreach (var figure in (rows[row] as YamlMap)?.Entries ?? [new YamlEntry(0, "", rows[row])])
                if (FormFields.MomentKeys.Contains(figure.Key) && FieldText.Choice(figure.Key, figure.Value) is { } text)
                    taken.Add((FormFields.Moment(row, figure.Key), text));
                else
                    return false;
        values["published.n"] = n is null ? "" : FieldText.Of(n)!;
        foreach (var (field, text) in taken)
            values[field] = text;
        return true;
    }

    /// <summary>Writes the section where anything of it is filled.</summary>
    public static void Write(DescriptionLines lines, FormValues values)
    {
        if (values["published.n"].Length == 0 && values.Moments == 0)
            return;
        lines.Open(0, "published", "published.n");
        if (values["published.n"] is { Length: > 0 } n)
            lines.Add(2, "n", YamlText.Scalar(n), "published.n");
        if (values.Moments == 0)
            return;
        lines.Open(2, "moments", FormFields.Moment(0, "measure"));
        foreach (var row in Enumerable.Range(0, values.Moments).Where(values.HasMoment))
            lines.AddItem(4, YamlText.Map(FormFields.MomentKeys.Select(key => (key, text: values[FormFields.Moment(row, key)])).Where(each => each.text.Length > 0)
                .Select(each => (each.key, (YamlNode)YamlText.Scalar(each.text)))), string.Create(CultureInfo.InvariantCulture, $"published.{row}.measure"));
    }
}
