using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace IpdEngine.Intake.Description;

/// <summary>Writes YAML that <see cref="StrictYaml"/> reads back as it was.</summary>
public static partial class YamlText
{
    /// <summary>A scalar, in quotes where it needs them.</summary>
    public static string Quote(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        // Without quotes these two would be nothing at all.
        if (Plain().IsMatch(text) && text is not ("null" or "~"))
            return text;
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
            quoted.Append(c switch
            {
                '\\' => "\\\\",
                '"' => "\\\"",
                '\t' => "\\t",
                '\n' => "\\n",
                '\r' => "\\r",
                // Controls, and the line ends and marks that YAML knows beside those of ASCII.
                _ when char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF' || char.IsSurrogate(c) || c >= '\uFFFE' => $"\\u{(int)c:x4}",
                _ => c.ToString(),
            });
        return quoted.Append('"').ToString();
    }

    /// <summary>A number as <see cref="StrictYaml"/>'s readers take it.</summary>
    public static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A node on one line: <c>{instrument: SRS, score: srs}</c>, <c>[-9, NA]</c>, <c>text</c>.</summary>
    public static string Flow(YamlNode node) => node switch
    {
        YamlScalar { IsNull: true } => "~",
        YamlScalar scalar => Quote(scalar.Text),
        YamlList list => $"[{string.Join(", ", list.Items.Select(Flow))}]",
        YamlMap map => $"{{{string.Join(", ", map.Entries.Select(entry => $"{Quote(entry.Key)}: {Flow(entry.Value)}"))}}}",
        _ => throw new ArgumentException($"found a node of type {node?.GetType().Name}, expected a scalar, list or map", nameof(node)),
    };

    /// <summary>A scalar of a text, which is never nothing.</summary>
    public static YamlScalar Scalar(string text) => new(0, text, text is "" or "~" or "null");

    /// <summary>A list of texts.</summary>
    public static YamlList List(IEnumerable<string> texts) => new(0, [.. texts.Select(Scalar)]);

    /// <summary>A map of keys and nodes.</summary>
    public static YamlMap Map(params IEnumerable<(string Key, YamlNode Value)> entries) => new(0, [.. entries.Select(entry => new YamlEntry(0, entry.Key, entry.Value))]);

    [GeneratedRegex(@"^(?:[\p{L}\p{N}_](?:[\p{L}\p{N}_.\- ]*[\p{L}\p{N}_.\-])?|\?\?\?)\z")]
    private static partial Regex Plain();
}
