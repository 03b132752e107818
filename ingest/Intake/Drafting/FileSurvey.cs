using System.Globalization;
using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Readers;
using IpdEngine.Intake.Readers.Opening;

namespace IpdEngine.Intake.Drafting;

/// <summary>What an uploaded file is and which columns it has, from the first 5,000 rows of each of its first tables. It holds no value of anybody.</summary>
/// <param name="Format">What the bytes are.</param>
/// <param name="Sheets">Names of all tables; one empty name where the format has no sheets.</param>
/// <param name="Settings">How it is read: separator, encoding, decimal mark, ... by name.</param>
/// <param name="Tables">The tables that were looked at.</param>
/// <param name="Findings">What was wrong.</param>
public sealed record FileSurvey(
    RawFormat Format, IReadOnlyList<string> Sheets, IReadOnlyList<KeyValuePair<string, string>> Settings, IReadOnlyList<SurveyedTable> Tables, IReadOnlyList<Finding> Findings)
{
    /// <summary>Most tables that are looked at.</summary>
    public const int MostTables = 12;

    private const int MostLabels = 40;

    /// <summary>Looks at a file. Never throws for what is in it.</summary>
    /// <param name="path">The data file.</param>
    /// <param name="options">How to read it; null: as it seems to be.</param>
    public static FileSurvey Of(string path, ReadOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new ReadOptions();
        var log = new FindingLog(Path.GetFileName(path));
        var file = TableReader.Open(path, options);
        log.AddRange(file.Findings);
        var tables = new List<SurveyedTable>();
        foreach (var sheet in file.IsReadable ? file.Sheets.Take(MostTables) : [])
            if (TableProfile.Of(path, file, sheet, log, options) is { } profile)
                tables.Add(Table(profile, log));
        return new FileSurvey(file.Format, file.Sheets, file.Settings, tables, log.ToList());
    }

    private static SurveyedTable Table(TableProfile profile, FindingLog log)
    {
        var identity = new IdentityLook(profile);
        var rows = profile.Columns.Count == 0 ? 0 : profile.Columns[0].Rows;
        return new SurveyedTable(profile.Sheet, [.. profile.Columns.Select(column => Column(column, identity.Of(column)))], rows, profile.IsWhole && !log.ToList().Any(finding => finding.Code == FirstRows.Code));
    }

    private static SurveyedColumn Column(ColumnProfile column, string? withheld)
    {
        var (low, high) = withheld is null && column.IsNumeric ? column.Range : (double.NaN, double.NaN);
        return new SurveyedColumn(column.Name, column.Label, Kind(column), low, high, column.Distinct, withheld is null ? Labels(column) : [], [.. Missing(column, withheld is null)],
            column.Rows, column.Filled, withheld);
    }

    private static string Kind(ColumnProfile column) => column switch
    {
        { Filled: 0 } => "empty",
        _ when column.Dates * 2 > column.Filled => "dates",
        { IsNumeric: true } => column.Values.All(value => value == Math.Floor(value)) ? "whole numbers" : "numbers",
        { Numbers: > 0 } => "numbers and text",
        _ => "text",
    };

    private static KeyValuePair<string, string>[] Labels(ColumnProfile column) =>
    [
        .. column.ValueLabels.Select(label => KeyValuePair.Create(label.Key.ToString("R", CultureInfo.InvariantCulture), label.Value))
            .Concat(column.TextLabels).Take(MostLabels),
    ];

    private static IEnumerable<SurveyedCode> Missing(ColumnProfile column, bool withSeeming)
    {
        if (column.Missing is { } rule)
        {
            foreach (var value in rule.Values)
                yield return new SurveyedCode(value.ToString("R", CultureInfo.InvariantCulture), true);
            if (!double.IsNaN(rule.Low))
                yield return new SurveyedCode(string.Create(CultureInfo.InvariantCulture, $"{rule.Low:R} to {rule.High:R}"), true);
            foreach (var text in rule.Texts)
                yield return new SurveyedCode(text, true);
        }
        foreach (var mark in column.MissingMarks)
            yield return new SurveyedCode(mark, false);
        foreach (var code in withSeeming ? column.LikelyCodes : [])
            yield return new SurveyedCode(code.ToString("R", CultureInfo.InvariantCulture), false);
    }
}
