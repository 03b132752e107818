namespace IpdEngine.Intake.Drafting;

/// <summary>What a column holds, without a value of anybody: what may be shown to whoever describes a study.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Label">Its label; empty where it has none.</param>
/// <param name="Kind">Numbers, dates, text, or nothing, in words.</param>
/// <param name="Low">Lowest number that is no likely missing code; NaN where there is none, or it is withheld.</param>
/// <param name="High">Highest such number.</param>
/// <param name="Distinct">Number of different values.</param>
/// <param name="ValueLabels">Declared labels of values; empty where there are none, or they are withheld.</param>
/// <param name="Missing">Missing codes: declared ones, then those that seem to be.</param>
/// <param name="Rows">Cells seen.</param>
/// <param name="Filled">Cells that held something.</param>
/// <param name="Withheld">Why values are not shown: what the column looks like; null where they are.</param>
public sealed record SurveyedColumn(
    string Name, string Label, string Kind, double Low, double High, int Distinct, IReadOnlyList<KeyValuePair<string, string>> ValueLabels,
    IReadOnlyList<SurveyedCode> Missing, int Rows, int Filled, string? Withheld)
{
    /// <summary>Share of the cells that held nothing, 0 to 1; NaN where no row was seen.</summary>
    public double ShareMissing => Rows == 0 ? double.NaN : 1 - (double)Filled / Rows;
}

/// <summary>A code that stands for missing.</summary>
/// <param name="Code">The code, a range of codes, or a mark.</param>
/// <param name="IsDeclared">True where the file says so; false where it only seems so.</param>
public sealed record SurveyedCode(string Code, bool IsDeclared);

/// <summary>A table of a surveyed file.</summary>
/// <param name="Sheet">Its sheet; empty where the format has none.</param>
/// <param name="Columns">Its columns in file order.</param>
/// <param name="Rows">Rows seen.</param>
/// <param name="IsWhole">True where these are all rows.</param>
public sealed record SurveyedTable(string Sheet, IReadOnlyList<SurveyedColumn> Columns, int Rows, bool IsWhole);
