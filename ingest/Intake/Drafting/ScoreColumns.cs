using IpdEngine.Intake.Description;
using IpdEngine.Intake.Instruments;

namespace IpdEngine.Intake.Drafting;

/// <summary>A family of columns that looks like a measure.</summary>
/// <param name="Family">The columns.</param>
/// <param name="Guess">What they seem to measure.</param>
/// <param name="Pattern">Their name with <c>{session}</c> and <c>{item}</c>.</param>
internal sealed record ScoreColumns(NameFamily Family, InstrumentGuess Guess, string Pattern)
{
    /// <summary>The code to write: the instrument's, or the beginning of the columns' own name.</summary>
    public string Code => Guess.Instrument?.Code ?? string.Concat(Family.Stem.TakeWhile(char.IsLetter)).ToUpperInvariant();

    /// <summary>The measures among the columns of a layout, in file order.</summary>
    public static IReadOnlyList<ScoreColumns> In(IEnumerable<NameFamily> families, Layout layout) =>
        [.. families.Select(family => Of(family, layout)).OfType<ScoreColumns>()];

    /// <summary>The map of a measure as the description writes it.</summary>
    public YamlMap Map() => YamlText.Map(("instrument", YamlText.Scalar(Code)), (Guess.IsItems ? "items" : "score", YamlText.Scalar(Pattern)));

    /// <summary>The definition that the instrument needs in the description; null where the registry knows enough.</summary>
    public (YamlMap Definition, string Why)? Definition()
    {
        if (Guess.Instrument is { ScoreRange: not null } known && Guess.FitsRange)
            return Guess.IsItems && known.Reversed is null
                ? (YamlText.Map(("reversed", YamlText.List(known.RecalledKey.Split(' ', StringSplitOptions.RemoveEmptyEntries)))), "recalled, not verified; compare the reversed items with your form")
                : null;
        var (low, high) = Family.Range;
        // Means of the WAI's long and short form run from 1 to 7, whatever part of it was seen.
        var isWaiMean = Code == "WAI" && low >= 1 && high <= 7;
        var (bottom, top) = isWaiMean ? (1, 7) : double.IsNaN(low) ? (0, 1) : (Math.Floor(low), Math.Max(Math.Ceiling(high), Math.Floor(low) + 1));
        var range = ("score_range", (YamlNode)YamlText.List([YamlText.Number(bottom), YamlText.Number(top)]));
        var isAlliance = Guess.Construct == Construct.Alliance;
        return Guess.Instrument is { } registered
            ? (YamlText.Map(range), $"the registry asks for the range ({registered.Certainty}); this is that of the values seen: replace it")
            : (YamlText.Map(("construct", YamlText.Scalar(isAlliance ? "alliance" : "symptom")), range, ("higher_is", YamlText.Scalar(isAlliance ? "better" : "worse"))),
                "the form is not clear; the range is that of the values seen: replace both");
    }

    private static ScoreColumns? Of(NameFamily family, Layout layout)
    {
        var isWide = layout == Layout.WideRows;
        if (!family.Members.Any(member => member.IsNumeric) || family.Numbers.Count > (isWide ? 2 : 1) || (isWide && family.Numbers.Count == 0))
            return null;
        int[] counts = [.. family.Numbers.Select(numbers => numbers.Count)];
        if (InstrumentGuess.Of(family.Stem, family.Range, isWide && counts.Length == 1 ? [] : counts) is not { } guess)
            return null;
        if (!guess.IsItems)
            return family.Numbers.Count == (isWide ? 1 : 0) ? new ScoreColumns(family, guess, family.Pattern(isWide ? ["{session}"] : [])) : null;
        if (!isWide)
            return new ScoreColumns(family, guess, family.Pattern("{item}"));
        // Of two numbers the one that counts the instrument's items is the item; where both do, the later.
        var item = counts[1] == guess.Instrument!.Items ? 1 : 0;
        return new ScoreColumns(family, guess, family.Pattern(item == 1 ? ["{session}", "{item}"] : ["{item}", "{session}"]));
    }
}
