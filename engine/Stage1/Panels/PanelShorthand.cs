using System.Globalization;
using System.Text.RegularExpressions;

namespace IpdEngine.Stage1.Panels;

/// <summary>
/// A panel model over the columns of a wide table, in one word: <c>riclpm:a1-a7,s1-s7</c>. Before the colon <c>riclpm</c>, <c>clpm</c>, <c>lcmsr</c> or <c>dpm</c>; after it
/// two lists of columns in order of time, alliance (or any first construct) and symptom (the second), each a range or names: <c>a1-a3,a5,s1-s3,s5</c> is
/// halved; a semicolon says where: <c>wai1,wai2,wai3;phq1,phq2,phq3</c>.
/// </summary>
public sealed partial class PanelShorthand
{
    private PanelShorthand(string model, ScoreColumns scores, int[] waves) => (Model, Scores, Waves) = (model, scores, waves);

    /// <summary>The models that have a shorthand.</summary>
    public static IReadOnlyList<string> Models { get; } = [.. PanelModel.Names.Append(DynamicPanel.Name).Order(StringComparer.Ordinal)];

    /// <summary>The model's name.</summary>
    public string Model { get; }

    /// <summary>Columns of the first construct, in order of time.</summary>
    public IReadOnlyList<string> Alliance => Scores.Alliance;

    /// <summary>Columns of the second construct, in order of time.</summary>
    public IReadOnlyList<string> Symptom => Scores.Symptom;

    /// <summary>All columns that the model needs, the two constructs by turns: the layout of the table that <see cref="PanelTable"/> takes.</summary>
    public IReadOnlyList<string> Columns => Scores.ByTurns;

    internal ScoreColumns Scores { get; }

    /// <summary>Numbers of the waves: those at the end of the columns' names where both constructs have the same, else 1 to T.</summary>
    internal int[] Waves { get; }

    /// <summary>True where a text is meant as a shorthand: a model's name and a colon.</summary>
    public static bool IsShorthand(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && Models.Contains(text[..colon].Trim(), StringComparer.OrdinalIgnoreCase) && !text.Contains('\n', StringComparison.Ordinal);
    }

    /// <summary>Reads a shorthand.</summary>
    /// <exception cref="ArgumentException">The text cannot be read: it says what was found and what was expected.</exception>
    public static PanelShorthand Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var model = (colon < 0 ? text : text[..colon]).Trim().ToLowerInvariant();
        if (!Models.Contains(model, StringComparer.Ordinal))
            throw new ArgumentException($"found model '{model}', expected one of: {string.Join(", ", Models)}", nameof(text));
        var (alliance, symptom) = Halves(colon < 0 ? "" : text[(colon + 1)..]);
        if (alliance.Length != symptom.Length)
            throw new ArgumentException($"found {alliance.Length} columns of the first construct and {symptom.Length} of the second, expected as many: one of each a wave", nameof(text));
        if (alliance.Length < 2)
            throw new ArgumentException($"found {alliance.Length} waves, expected at least 2: write for example {model}:a1-a7,s1-s7", nameof(text));
        if (alliance.Length > PanelSample.MostWaves)
            throw new ArgumentException($"found {alliance.Length} waves, expected at most {PanelSample.MostWaves}", nameof(text));
        if (alliance.Concat(symptom).GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"found column '{twice.Key}' twice, expected each column once", nameof(text));
        foreach (var name in alliance.Concat(symptom))
            if (!Name().IsMatch(name))
                throw new ArgumentException($"found column '{name}', expected a name of letters, digits, points and underscores that begins with a letter: rename the column", nameof(text));
        return new PanelShorthand(model, new ScoreColumns(alliance, symptom), WavesOf(alliance, symptom));
    }

    /// <summary>The model as lavaan text; for <c>dpm</c> one text a direction, the outcome named in a comment.</summary>
    public IReadOnlyList<string> Syntax(PanelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Require(Model);
        return Model == DynamicPanel.Name
            ? [.. DynamicPanel.Directions.Select(direction => DynamicSyntax.Of(DynamicForm.Of(Waves, Scores, direction, options)))]
            : [PanelSyntax.Of(PanelForm.Of(Model, Waves, Scores, options))];
    }

    private static (string[] First, string[] Second) Halves(string lists)
    {
        var parts = lists.Split(';');
        if (parts.Length == 2)
            return (Names(parts[0]), Names(parts[1]));
        if (parts.Length > 2)
            throw new ArgumentException($"found {parts.Length} lists of columns, expected two", nameof(lists));
        var items = lists.Split(',');
        if (items.Length == 2)
            return (Names(items[0]), Names(items[1]));
        var all = Names(lists);
        if (all.Length % 2 != 0)
            throw new ArgumentException($"found {all.Length} columns, expected an even number: as many of each construct, or a semicolon between the two lists", nameof(lists));
        return (all[..(all.Length / 2)], all[(all.Length / 2)..]);
    }

    private static string[] Names(string list) => [.. list.Split(',').Select(item => item.Trim()).Where(item => item.Length > 0).SelectMany(Expand)];

    // a1-a7, a01-a07, wai.1.t-wai.7.t; the second end may be the number alone: a1-7.
    private static IEnumerable<string> Expand(string item)
    {
        if (Range().Match(item) is not { Success: true } range)
            return [item];
        string stem = range.Groups["stem"].Value, first = range.Groups["first"].Value, last = range.Groups["last"].Value, tail = range.Groups["tail"].Value;
        if (!int.TryParse(first, CultureInfo.InvariantCulture, out var from) || !int.TryParse(last, CultureInfo.InvariantCulture, out var to) || to < from || to - from > 1000)
            throw new ArgumentException($"found range '{item}', expected a first number not above the last, such as a1-a7", nameof(item));
        var width = first.Length == last.Length || first.StartsWith('0') ? first.Length : 1;
        return Enumerable.Range(from, to - from + 1).Select(number => stem + number.ToString(CultureInfo.InvariantCulture).PadLeft(width, '0') + tail);
    }

    private static int[] WavesOf(string[] alliance, string[] symptom)
    {
        int[] a = Numbers(alliance), s = Numbers(symptom);
        var rising = a.Length == alliance.Length && a.AsSpan().SequenceEqual(s) && a.Zip(a.Skip(1)).All(pair => pair.First < pair.Second);
        return rising ? a : [.. Enumerable.Range(1, alliance.Length)];
    }

    private static int[] Numbers(string[] names) =>
        [.. names.Select(name => Trailing().Match(name)).Where(match => match.Success && match.Length < 5).Select(match => int.Parse(match.Value, CultureInfo.InvariantCulture))];

    [GeneratedRegex(@"^(?<stem>.*?)(?<first>\d+)(?<tail>\D*)-(?:\k<stem>(?<last>\d+)\k<tail>|(?<last>\d+))$", RegexOptions.CultureInvariant)]
    private static partial Regex Range();

    [GeneratedRegex(@"\d+$", RegexOptions.CultureInvariant)]
    private static partial Regex Trailing();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9._]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
