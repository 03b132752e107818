using IpdEngine.Intake.Instruments;

namespace IpdEngine.Intake.Drafting;

/// <summary>The instrument that a name and its values point to.</summary>
/// <param name="Instrument">The instrument, or null where only the construct is told.</param>
/// <param name="Construct">Alliance or symptoms.</param>
/// <param name="IsItems">True where the values are answers to items rather than scores.</param>
/// <param name="FitsRange">True where all values are possible.</param>
internal sealed record InstrumentGuess(Instrument? Instrument, Construct Construct, bool IsItems, bool FitsRange)
{
    private static readonly (string Begins, Construct Construct, string[] Codes)[] Names =
    [
        ("waisr", Construct.Alliance, ["WAI-SR"]),
        ("wais", Construct.Alliance, ["WAI-S", "WAI-SR"]),
        ("wai", Construct.Alliance, ["WAI-SR", "WAI-S", "WAI-36"]),
        ("haq", Construct.Alliance, ["HAq-II"]),
        ("srs", Construct.Alliance, ["SRS"]),
        ("sai", Construct.Alliance, ["SAI"]),
        ("calpas", Construct.Alliance, ["CALPAS-P"]),
        ("bpsr", Construct.Alliance, ["BPSR-P"]),
        ("bez", Construct.Alliance, ["BPSR-P"]),
        ("star", Construct.Alliance, ["STA-R"]),
        ("alliance", Construct.Alliance, []),
        ("bdi", Construct.Symptom, ["BDI-II"]),
        ("hrsd", Construct.Symptom, ["HRSD-17"]),
        ("hamd", Construct.Symptom, ["HRSD-17"]),
        ("phq", Construct.Symptom, ["PHQ-9"]),
        ("gad", Construct.Symptom, ["GAD-7"]),
        ("core", Construct.Symptom, ["CORE-OM", "CORE-10"]),
        ("oq", Construct.Symptom, ["OQ-45.2", "OQ-30"]),
        ("hscl", Construct.Symptom, ["HSCL-11"]),
        ("scl", Construct.Symptom, ["SCL-90-R"]),
        ("bsi", Construct.Symptom, ["BSI-53"]),
        ("gsi", Construct.Symptom, ["BSI-53"]),
        ("ors", Construct.Symptom, ["ORS"]),
        ("spin", Construct.Symptom, ["SPIN"]),
        ("pdss", Construct.Symptom, ["PDSS"]),
        ("pss", Construct.Symptom, ["PSS-SR"]),
        ("qids", Construct.Symptom, ["QIDS-SR"]),
        ("symptom", Construct.Symptom, []),
    ];

    /// <summary>The guess for a family of columns; null where its name says nothing.</summary>
    /// <param name="stem">The name without varying numbers.</param>
    /// <param name="range">Its values.</param>
    /// <param name="items">Number of columns that may be items of one session; 1 where the family is one score.</param>
    public static InstrumentGuess? Of(string stem, (double Low, double High) range, IReadOnlyList<int> items)
    {
        var letters = string.Concat(stem.Where(char.IsLetter)).ToLowerInvariant();
        foreach (var (begins, construct, codes) in Names)
        {
            if (!letters.StartsWith(begins, StringComparison.Ordinal))
                continue;
            // Of several forms that could give the values the one with the narrowest range is likeliest.
            var known = codes.Select(code => InstrumentRegistry.Find(code)!).ToArray();
            if (known.Where(each => each.Items is { } count && count > 1 && items.Contains(count) && Holds(each.ItemRange, range)).MinBy(each => Width(each.ItemRange)) is { } byItems)
                return new InstrumentGuess(byItems, construct, true, true);
            if (known.Where(each => Holds(each.ScoreRange, range)).MinBy(each => Width(each.ScoreRange)) is { } byScore)
                return new InstrumentGuess(byScore, construct, false, true);
            return new InstrumentGuess(known.FirstOrDefault(each => each.ScoreRange is null), construct, false, false);
        }
        return null;
    }

    private static double Width(Bounds? bounds) => bounds is { } range ? range.Maximum - range.Minimum : double.PositiveInfinity;

    private static bool Holds(Bounds? bounds, (double Low, double High) range) =>
        bounds is { } possible && !double.IsNaN(range.Low) && possible.Holds(range.Low) && possible.Holds(range.High);
}
