namespace IpdEngine.Intake.Findings;

/// <summary>What a finding means for the study.</summary>
public enum Severity
{
    /// <summary>Worth knowing; nothing was changed.</summary>
    Note,

    /// <summary>A value was set missing or a row dropped; the study is stored.</summary>
    Warning,

    /// <summary>The study is refused.</summary>
    Error,
}

/// <summary>One thing that was wrong with the data: never an exception.</summary>
/// <param name="Code">Stable rule name in kebab-case, such as <c>score-out-of-range</c>.</param>
/// <param name="Severity">What it means for the study.</param>
/// <param name="File">File name without directory.</param>
/// <param name="Sheet">Sheet, where the format has sheets.</param>
/// <param name="Row">Row as the user's program numbers it (the header of a text file is row 1), or null.</param>
/// <param name="Column">Column name, or null.</param>
/// <param name="Found">What was found.</param>
/// <param name="Expected">What was expected.</param>
/// <param name="Remedy">What to do.</param>
public sealed record Finding(
    string Code, Severity Severity, string? File, string? Sheet, long? Row, string? Column, string Found, string Expected, string Remedy)
{
    /// <summary>How many places the finding stands for; the place named is the first.</summary>
    public long Count { get; init; } = 1;

    /// <summary>Rows of the next places, rising, up to nine, separated by commas; empty where there are none, or the rule does not keep them.</summary>
    public string FurtherRows { get; init; } = "";
}
