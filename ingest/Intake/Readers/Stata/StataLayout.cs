using IpdEngine.Intake.Readers.Binary;

namespace IpdEngine.Intake.Readers.Stata;

/// <summary>The columns of a Stata file and where each lies in a row.</summary>
/// <param name="Columns">The columns in file order.</param>
/// <param name="Fields">Their places, one a column.</param>
/// <param name="RowBytes">Bytes of a row.</param>
internal sealed record StataLayout(IReadOnlyList<RawColumn> Columns, StataField[] Fields, int RowBytes)
{
    /// <summary>Gives the variables their texts, clocks and labels.</summary>
    /// <exception cref="BrokenFileException">A name is empty or stands twice.</exception>
    public static StataLayout Of(StataDictionary dictionary, StataLabels labels, TextDecoder decoder)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var columns = new RawColumn[dictionary.Fields.Length];
        var fields = new StataField[columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            var field = dictionary.Fields[i];
            var name = decoder.Text(dictionary.Names[i]);
            if (name.Length == 0 || !taken.Add(name))
                throw BrokenFileException.Corrupt($"variable {i + 1} has the name '{name}'", "a name that no other variable has");
            var label = dictionary.Labels[i].Length == 0 ? null : decoder.Text(dictionary.Labels[i]);
            var text = field.Type is StataType.Text or StataType.LongText;
            var clock = text ? StataClock.None : StataTime.Clock(decoder.Text(dictionary.Formats[i]));
            var kind = text ? RawKind.Text : clock == StataClock.None ? RawKind.Number : RawKind.Date;
            var set = decoder.Text(dictionary.LabelNames[i]);
            columns[i] = text
                ? new RawColumn(name, label, kind, [], null)
                : new RawColumn(name, label, kind, labels.Numbers(set), null) { TextLabels = labels.Letters(set) };
            fields[i] = field with { Clock = clock };
        }
        return new StataLayout(columns, fields, dictionary.RowBytes);
    }
}
