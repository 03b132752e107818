using IpdEngine.Intake.Instruments;

namespace IpdEngine.Intake.Mapping;

/// <summary>The values that a column can hold, and what is said of one that it cannot.</summary>
/// <param name="Code">Code of the finding.</param>
/// <param name="Range">Possible values; null: any finite number.</param>
/// <param name="IsWhole">True where only whole numbers are possible.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record PossibleValues(string Code, Bounds? Range, bool IsWhole, string Remedy)
{
    public static PossibleValues Sessions { get; } = new("session-impossible", new Bounds(0, 9999), true, "correct the number; the row was left out");

    public static PossibleValues Ages { get; } = new("age-impossible", new Bounds(0, 120), false, "correct the age, or declare the code under 'missing'; a year of birth is no age");

    public static PossibleValues Female { get; } =
        new("female-impossible", new Bounds(0, 1), true, "say which code is women: 'female: {column: NAME, values: {1: 0, 2: 1}}'");

    public static PossibleValues Covariates { get; } = new("value-impossible", null, false, "correct the cell, or declare the code under 'missing'");

    public static PossibleValues Scores(Bounds? range) => new("score-out-of-range", range, false,
        "correct the cell, declare the code under 'missing', or state the range of the form that was used under 'instruments'");

    public static PossibleValues Items(Bounds? range) => new("item-out-of-range", range, false,
        "correct the cell, declare the code under 'missing', or state the 'item_range' of the form that was used under 'instruments'");

    /// <summary>What was expected, in words.</summary>
    public string Expected => $"{(IsWhole ? "a whole number" : "a value")} {(Range is { } range ? $"from {range}" : "that is finite")}";

    public bool Holds(double number) =>
        double.IsFinite(number) && (Range is not { } range || range.Holds(number)) && !(IsWhole && number != Math.Floor(number));
}
