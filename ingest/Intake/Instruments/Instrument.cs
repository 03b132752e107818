namespace IpdEngine.Intake.Instruments;

/// <summary>How a score is made from the answered items.</summary>
public enum ScoreRule
{
    /// <summary>Sum; unanswered items count as the mean of the answered ones.</summary>
    Sum,

    /// <summary>Mean of the answered items.</summary>
    Mean,

    /// <summary>Ten times the mean of the answered items (the CORE forms).</summary>
    MeanTimesTen,

    /// <summary>A rule of another kind: only finished scores can be read.</summary>
    Other,
}

/// <summary>What a measure is about; each construct has one direction in the store.</summary>
public enum Construct
{
    /// <summary>Alliance: stored with higher = better.</summary>
    Alliance,

    /// <summary>Symptoms: stored with higher = worse.</summary>
    Symptom,
}

/// <summary>A closed range of numbers.</summary>
public readonly record struct Bounds(double Minimum, double Maximum)
{
    /// <summary>True where the number lies inside; a slack of 1e-9 forgives the last digit of a decimal.</summary>
    public bool Holds(double value) => value >= Minimum - 1e-9 && value <= Maximum + 1e-9;

    /// <summary>The value mirrored within the range: minimum + maximum - value. Twice is identity.</summary>
    public double Reflect(double value) => Minimum + Maximum - value;

    /// <inheritdoc/>
    public override string ToString() => $"{Minimum} to {Maximum}";
}

/// <summary>An instrument: its items, its key and its score, with what is certain of them. Null = not known.</summary>
public sealed record Instrument
{
    /// <summary>Code, such as <c>WAI-SR</c>.</summary>
    public required string Code { get; init; }

    /// <summary>Full name and reference.</summary>
    public required string Name { get; init; }

    /// <summary>Alliance or symptom; null where a description defines the instrument and does not say.</summary>
    public Construct? Construct { get; init; }

    /// <summary>Who usually answers it: P patient, T therapist, O observer.</summary>
    public string Rater { get; init; } = "P";

    /// <summary>Number of items.</summary>
    public int? Items { get; init; }

    /// <summary>Possible answers to an item.</summary>
    public Bounds? ItemRange { get; init; }

    /// <summary>Items with a range of their own, by item number.</summary>
    public IReadOnlyDictionary<int, Bounds> ItemRanges { get; init; } = new Dictionary<int, Bounds>();

    /// <summary>Items keyed the other way, from 1; null where the key is not known for certain.</summary>
    public IReadOnlyList<int>? Reversed { get; init; }

    /// <summary>What the registry recalls of an uncertain key, to show and never to use.</summary>
    public string RecalledKey { get; init; } = "";

    /// <summary>How the score is made.</summary>
    public ScoreRule Rule { get; init; }

    /// <summary>Possible scores; null where they are not known for certain.</summary>
    public Bounds? ScoreRange { get; init; }

    /// <summary>True where a higher score is better for the patient.</summary>
    public bool HigherIsBetter { get; init; }

    /// <summary>Fewest answered items that make a score; null: all.</summary>
    public int? MinimumAnswered { get; init; }

    /// <summary>What is certain of these facts, in the registry's words.</summary>
    public string Certainty { get; init; } = "";

    /// <summary>True where the direction of the score is against the construct's direction in the store.</summary>
    public bool IsReflected(Construct construct) => HigherIsBetter != (construct == Instruments.Construct.Alliance);

    /// <summary>Scores that the items can give by the rule; null where items, answers or rule are not known.</summary>
    public Bounds? PossibleScores()
    {
        if (Items is not { } items || ItemRange is null || Rule == ScoreRule.Other)
            return null;
        var ranges = Enumerable.Range(1, items).Select(item => RangeOf(item)!.Value).ToArray();
        var factor = Rule switch { ScoreRule.Sum => 1.0, ScoreRule.Mean => 1.0 / items, _ => 10.0 / items };
        return new Bounds(factor * ranges.Sum(range => range.Minimum), factor * ranges.Sum(range => range.Maximum));
    }

    /// <summary>The possible answers to an item (from 1).</summary>
    public Bounds? RangeOf(int item) => ItemRanges.TryGetValue(item, out var own) ? own : ItemRange;
}
