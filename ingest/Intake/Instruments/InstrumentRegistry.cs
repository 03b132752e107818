using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace IpdEngine.Intake.Instruments;

/// <summary>
/// The instruments that are known by code, from <c>instruments.csv</c> beside this file. Where the registry's certainty says that a key or a
/// range was recalled or not found, the fact is null here: whoever describes a study states it, nothing is guessed.
/// </summary>
public static class InstrumentRegistry
{
    private static readonly Lazy<Dictionary<string, Instrument>> Table = new(Read);

    /// <summary>All instruments in the registry's order.</summary>
    public static IReadOnlyCollection<Instrument> All => Table.Value.Values;

    /// <summary>SHA-256 of the registry, part of a study version's identity.</summary>
    public static string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text())));

    /// <summary>The instrument of that code (upper or lower case), or null.</summary>
    public static Instrument? Find(string code) => Table.Value.GetValueOrDefault(code);

    private static Dictionary<string, Instrument> Read()
    {
        var lines = Text().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var header = lines[0].Split(',');
        var table = new Dictionary<string, Instrument>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.Skip(1))
        {
            var cells = line.Split(',');
            if (cells.Length != header.Length)
                throw new InvalidDataException($"instruments.csv: found {cells.Length} cells in '{line}', expected {header.Length}");
            var instrument = Parse(name => cells[Array.IndexOf(header, name)]);
            table.Add(instrument.Code, instrument);
        }
        return table;
    }

    private static Instrument Parse(Func<string, string> cell)
    {
        var certainty = cell("certainty");
        bool Says(params string[] words) => words.Any(word => certainty.Contains(word, StringComparison.Ordinal));
        // "except" qualifies a key of which part is not certain; "recalled" and "not found" say it outright.
        var keyIsCertain = cell("reversed_items") != "?" && !Says("recalled", "except", "not found", "scores only");
        var rangeIsAsked = Says("range uncertain", "range not found");
        return new Instrument
        {
            Code = cell("code"),
            Name = cell("name"),
            Construct = cell("construct") == "alliance" ? Construct.Alliance : Construct.Symptom,
            Rater = cell("rater")[..1],
            Items = cell("items") is "" ? null : int.Parse(cell("items"), CultureInfo.InvariantCulture),
            ItemRange = rangeIsAsked ? null : Range(cell("item_min"), cell("item_max")),
            ItemRanges = NarrowItems(cell("subscales")),
            Reversed = keyIsCertain ? Numbers(cell("reversed_items")) : null,
            RecalledKey = keyIsCertain || cell("reversed_items") is "" or "?" ? "" : cell("reversed_items"),
            Rule = cell("score") switch { "sum" => ScoreRule.Sum, "mean" => ScoreRule.Mean, "mean x10" => ScoreRule.MeanTimesTen, _ => ScoreRule.Other },
            ScoreRange = rangeIsAsked ? null : Range(cell("score_min"), cell("score_max")),
            HigherIsBetter = cell("higher_is") == "better",
            MinimumAnswered = cell("min_answered") is "" ? null : int.Parse(cell("min_answered"), CultureInfo.InvariantCulture),
            Certainty = certainty,
        };
    }

    private static Bounds? Range(string low, string high) =>
        low is "" || high is "" ? null : new Bounds(double.Parse(low, CultureInfo.InvariantCulture), double.Parse(high, CultureInfo.InvariantCulture));

    private static int[] Numbers(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(number => int.Parse(number, CultureInfo.InvariantCulture))];

    /// <summary>Reads <c>items 4-6 12-14 16 17 are 0-2</c>: the items whose answers have a range of their own.</summary>
    private static Dictionary<int, Bounds> NarrowItems(string text)
    {
        var narrow = new Dictionary<int, Bounds>();
        if (!text.StartsWith("items ", StringComparison.Ordinal) || text.Split(" are ") is not [var items, var range])
            return narrow;
        var ends = range.Split('-');
        var span = Range(ends[0], ends[1])!.Value;
        foreach (var part in items["items ".Length..].Split(' '))
        {
            var (first, last) = part.Split('-') is [var from, var to] ? (from, to) : (part, part);
            for (var item = int.Parse(first, CultureInfo.InvariantCulture); item <= int.Parse(last, CultureInfo.InvariantCulture); item++)
                narrow[item] = span;
        }
        return narrow;
    }

    private static string Text()
    {
        using var stream = typeof(InstrumentRegistry).Assembly.GetManifestResourceStream("Instruments/instruments.csv")
            ?? throw new InvalidOperationException("found no embedded instruments.csv, expected it in the assembly");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
