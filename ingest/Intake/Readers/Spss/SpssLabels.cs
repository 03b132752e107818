using IpdEngine.Intake.Readers.Binary;

namespace IpdEngine.Intake.Readers.Spss;

/// <summary>Value labels by variable: a set that many variables share is decoded once.</summary>
internal sealed class SpssLabels
{
    private readonly Dictionary<int, IReadOnlyList<KeyValuePair<double, string>>> _numbers = [];
    private readonly Dictionary<int, IReadOnlyList<KeyValuePair<string, string>>> _texts = [];
    private readonly Dictionary<string, List<(byte[] Value, byte[] Label)>> _long;
    private readonly TextDecoder _decoder;

    /// <summary>Decodes the labels of a dictionary.</summary>
    /// <exception cref="BrokenFileException">A label set names a place where no variable is.</exception>
    public SpssLabels(SpssDictionary dictionary, bool bigEndian, TextDecoder decoder, Func<byte[], int, double> number)
    {
        _decoder = decoder;
        _long = LongStringRecords.Labels(dictionary, bigEndian, decoder);
        var widths = dictionary.Variables.ToDictionary(v => v.Element, v => v.Width);
        foreach (var set in dictionary.Labels)
        {
            IReadOnlyList<KeyValuePair<double, string>>? numbers = null;
            IReadOnlyList<KeyValuePair<string, string>>? texts = null;
            foreach (var place in set.Elements)
            {
                if (!widths.TryGetValue(place - 1, out var width))
                    throw BrokenFileException.Corrupt($"value labels of the variable at place {place}", $"the place of a variable, 1 to {dictionary.Elements}");
                if (width == 0)
                    _numbers[place - 1] = numbers ??= Distinct(set.Values.Select(v => number(v, 0)), set.Labels);
                else
                    _texts[place - 1] = texts ??= Distinct(set.Values.Select(Text), set.Labels);
            }
        }
    }

    /// <summary>Labels of a number.</summary>
    public IReadOnlyList<KeyValuePair<double, string>> OfNumber(VariableRecord variable) => _numbers.GetValueOrDefault(variable.Element, []);

    /// <summary>Labels of a string, short or long.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> OfText(VariableRecord variable, string name) =>
        _long.TryGetValue(name, out var labels)
            ? Distinct(labels.Select(l => Text(l.Value)), labels.Select(l => l.Label))
            : _texts.GetValueOrDefault(variable.Element, []);

    private string Text(byte[] value) => _decoder.Text(TextDecoder.Trim(value));

    private List<KeyValuePair<T, string>> Distinct<T>(IEnumerable<T> values, IEnumerable<byte[]> labels) where T : notnull
    {
        var seen = new HashSet<T>();
        var list = new List<KeyValuePair<T, string>>();
        foreach (var (value, label) in values.Zip(labels))
            if (seen.Add(value))
                list.Add(new(value, Text(label)));
        return list;
    }
}
