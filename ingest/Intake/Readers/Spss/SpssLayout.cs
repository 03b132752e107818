using System.Buffers.Binary;
using System.Text;
using IpdEngine.Intake.Readers.Binary;

namespace IpdEngine.Intake.Readers.Spss;

/// <summary>The columns of a system file and where each lies in a case.</summary>
/// <param name="Columns">The columns in file order; segments of very long strings are one column.</param>
/// <param name="Fields">Their places, one a column.</param>
/// <param name="CaseBytes">Bytes of an unpacked case.</param>
internal sealed record SpssLayout(IReadOnlyList<RawColumn> Columns, SpssField[] Fields, int CaseBytes)
{
    private const int MostTextBytes = 32_767;

    /// <summary>Lays out what the dictionary declares.</summary>
    /// <exception cref="BrokenFileException">The dictionary contradicts itself or has more columns than allowed.</exception>
    public static SpssLayout Of(SpssDictionary dictionary, bool bigEndian, Encoding encoding, int mostColumns)
    {
        double Number(byte[] bytes, int at) => bigEndian ? BinaryPrimitives.ReadDoubleBigEndian(bytes.AsSpan(at)) : BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(at));

        var decoder = new TextDecoder(encoding);
        var names = SpssNames.Long(dictionary, encoding);
        var widths = SpssNames.Widths(dictionary, encoding);
        var labels = new SpssLabels(dictionary, bigEndian, decoder, Number);
        var longMissing = LongStringRecords.Missing(dictionary, bigEndian, decoder);
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var columns = new List<RawColumn>();
        var fields = new List<SpssField>();
        for (var i = 0; i < dictionary.Variables.Count; i++)
        {
            var variable = dictionary.Variables[i];
            var shortName = decoder.Text(variable.Name);
            var name = names.GetValueOrDefault(shortName, shortName);
            if (name.Length == 0 || !taken.Add(name))
                throw BrokenFileException.Corrupt($"variable {columns.Count + 1} has the name '{name}'", "a name that no other variable has");
            if (columns.Count == mostColumns)
                throw BrokenFileException.Limit($"more than {mostColumns} columns", "at most that");
            var label = variable.Label.Length == 0 ? null : decoder.Text(TextDecoder.Trim(variable.Label));
            if (variable.Width == 0)
            {
                var missing = SpssMissing.OfNumber(variable, dictionary, Number);
                var kind = SpssFormat.IsDate(variable.Format) ? RawKind.Date : RawKind.Number;
                columns.Add(new RawColumn(name, label, kind, labels.OfNumber(variable), missing?.Rule(decoder)));
                fields.Add(new SpssField(kind, variable.Element * 8, 0, 0, missing));
                continue;
            }
            var width = widths.GetValueOrDefault(shortName, variable.Width);
            var last = variable;
            if (width <= SpssField.SegmentBytes)
                width = variable.Width;
            else
                last = Segments(dictionary.Variables, ref i, width, name);
            var values = longMissing.GetValueOrDefault(name) ?? longMissing.GetValueOrDefault(shortName) ?? variable.Missing.Chunk(8);
            var texts = SpssMissing.OfText(values);
            columns.Add(new RawColumn(name, label, RawKind.Text, [], texts?.Rule(decoder)) { TextLabels = labels.OfText(variable, name) });
            fields.Add(new SpssField(RawKind.Text, variable.Element * 8, width, last.Width, texts));
        }
        return new SpssLayout(columns, [.. fields], dictionary.Elements * 8);
    }

    /// <summary>Steps over the segments of a very long string to the last one.</summary>
    private static VariableRecord Segments(IReadOnlyList<VariableRecord> variables, ref int at, int width, string name)
    {
        if (width > MostTextBytes)
            throw BrokenFileException.Corrupt($"string {name} is {width} bytes wide", $"at most {MostTextBytes}");
        var segments = SpssField.Segments(width);
        for (var i = 0; i < segments; i++)
        {
            var found = at + i < variables.Count ? variables[at + i].Width : 0;
            if (found == 0 || (i < segments - 1 && found != SpssField.SegmentBytes))
                throw BrokenFileException.Corrupt($"segment {i + 1} of string {name} is {found} bytes wide", i < segments - 1 ? $"{SpssField.SegmentBytes}" : "1 to 255");
        }
        at += segments - 1;
        return variables[at];
    }
}
