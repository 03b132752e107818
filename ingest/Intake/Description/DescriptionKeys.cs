namespace IpdEngine.Intake.Description;

/// <summary>The keys of a study description by section: what the parser takes, and what <c>study.schema.json</c> tells editors.</summary>
public static class DescriptionKeys
{
    /// <summary>Keys at the top.</summary>
    public static IReadOnlyList<string> Study { get; } =
    [
        "study", "synthetic", "country", "design", "data",
        "layout", "sheet", "sheets", "participant_sheet", "header_row", "label_rows", "separator", "decimal", "encoding", "date_format", "missing",
        "participant", "session", "date",
        "instruments", "alliance", "symptom", "intake", "outcome", "extra",
        "therapist", "arm", "age", "female", "covariates", "drop",
        "variables", "session_lag", "duplicates", "published",
    ];

    /// <summary>Keys of <c>alliance</c>, <c>symptom</c>, <c>intake</c>, <c>outcome</c>.</summary>
    public static IReadOnlyList<string> Measure { get; } = ["instrument", "rater", "timing", "score", "items", "missing", "values"];

    /// <summary>Keys of an extra measure.</summary>
    public static IReadOnlyList<string> Extra { get; } = [.. Measure, "construct"];

    /// <summary>Keys of a column that is more than a name.</summary>
    public static IReadOnlyList<string> Column { get; } = ["column", "missing", "values"];

    /// <summary>Keys of <c>session</c> where it is more than a column's name.</summary>
    public static IReadOnlyList<string> Session { get; } = ["column", "missing", "values", "order_of"];

    /// <summary>Keys of an instrument's definition.</summary>
    public static IReadOnlyList<string> Instrument { get; } =
        ["name", "construct", "items", "item_range", "score_range", "rule", "reversed", "min_answered", "higher_is"];

    /// <summary>Keys of <c>published</c>.</summary>
    public static IReadOnlyList<string> Published { get; } = ["n", "moments"];

    /// <summary>Keys of one published moment.</summary>
    public static IReadOnlyList<string> Moment { get; } = ["measure", "session", "mean", "sd", "tolerance"];
}
