using IpdEngine.Intake.Findings;

namespace IpdEngine.Intake.Readers;

/// <summary>An opened upload: its format as its bytes say (never its extension alone), and its tables by name.</summary>
/// <param name="File">File name without directory.</param>
/// <param name="Format">What the bytes are.</param>
/// <param name="Sheets">Names of the tables in file order; one empty name where the format has no sheets.</param>
/// <param name="Settings">What was detected or overridden: separator, decimal mark, encoding, ... by name.</param>
/// <param name="Findings">What was wrong so far; an Error means that no table can be opened.</param>
public sealed record RawFile(
    string File, RawFormat Format, IReadOnlyList<string> Sheets, IReadOnlyList<KeyValuePair<string, string>> Settings,
    IReadOnlyList<Finding> Findings)
{
    /// <summary>Decimal mark of numbers that arrive as text; <c>.</c> where the format stores numbers.</summary>
    public char DecimalMark { get; init; } = '.';

    /// <summary>Whether a table of it can be opened: none of the findings is an Error.</summary>
    public bool IsReadable => !Findings.Any(finding => finding.Severity == Severity.Error);
}

/// <summary>The formats that uploads come in.</summary>
public enum RawFormat
{
    /// <summary>None that is known.</summary>
    Unknown,

    /// <summary>Delimited text.</summary>
    Delimited,

    /// <summary>Office Open XML workbook.</summary>
    Excel,

    /// <summary>SPSS system file (.sav, .zsav).</summary>
    Spss,

    /// <summary>Stata data file (113 to 119).</summary>
    Stata,

    /// <summary>Apache Parquet.</summary>
    Parquet,
}

/// <summary>What the study description overrides of how a file is read; null means: detect.</summary>
public sealed record ReadOptions
{
    /// <summary>Field separator of delimited text.</summary>
    public char? Separator { get; init; }

    /// <summary>Whether a character can separate fields: a tab, or one that ASCII prints, but no quote.</summary>
    public static bool CanSeparate(char separator) => separator is '\t' or (>= ' ' and <= '~' and not '"');

    /// <summary>Decimal mark, <c>.</c> or <c>,</c>.</summary>
    public char? DecimalMark { get; init; }

    /// <summary>Encoding by its IANA name.</summary>
    public string? Encoding { get; init; }

    /// <summary>Rows that stand above the header (title lines); null: detect.</summary>
    public int? HeaderRow { get; init; }

    /// <summary>Whether there is a header at all; null: detect. Columns without one are called <c>column1</c>, <c>column2</c>, ...</summary>
    public bool? Header { get; init; }

    /// <summary>Rows between the header and the data that hold labels or units; null: detect.</summary>
    public int? LabelRows { get; init; }

    /// <summary>Most characters in one field or line of text, and most bytes in one decompressed workbook part.</summary>
    public ReadLimits Limits { get; init; } = new();
}

/// <summary>Bounds that keep a hostile upload from taking the machine.</summary>
/// <param name="LineCharacters">Most characters in one line of text.</param>
/// <param name="Columns">Most columns.</param>
/// <param name="UncompressedBytes">Most bytes that a compressed upload may unfold to.</param>
/// <param name="CompressionRatio">Most bytes that one compressed byte may unfold to, past the first megabyte.</param>
/// <param name="Cells">Most cells of a table that are read, for a look at it; the rows below are left out with a note.</param>
public sealed record ReadLimits(
    int LineCharacters = 4 * 1024 * 1024, int Columns = 32_000, long UncompressedBytes = 4L * 1024 * 1024 * 1024, int CompressionRatio = 200, long Cells = long.MaxValue);
