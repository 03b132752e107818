using System.Globalization;
using IpdEngine.Intake.Drafting;
using IpdEngine.Intake.Readers;
using IpdEngine.Worker.Markup;

namespace IpdEngine.Worker.Pages.Uploads;

/// <summary>What a file is and which columns were found in it. No value of anybody is shown.</summary>
internal static class FileTables
{
    private const int MostColumns = 400;
    private const int MostListed = 12;

    /// <summary>Facts and tables of columns.</summary>
    public static Html Of(FileSurvey survey) => Html.Of(
        $"""
        <h2 id="columns">What the file holds</h2>
        {Facts.Of([("Format", Html.Of($"{Name(survey.Format)}")), .. Sheets(survey), .. survey.Settings.Where(setting => setting.Value is not ("no" or "0")).Select(setting => (Capital(setting.Key), (Html?)Html.Of($"{Shown(setting.Value)}")))])}
        {Html.When(survey.Findings.Count > 0 && survey.Tables.Count == 0, () => FindingTables.Of(survey.Findings, null, _ => null))}
        {Html.Each(survey.Tables, Table)}
        """);

    /// <summary>A format in words.</summary>
    public static string Name(RawFormat format) => format switch
    {
        RawFormat.Delimited => "delimited text",
        RawFormat.Excel => "Excel workbook",
        RawFormat.Spss => "SPSS",
        RawFormat.Stata => "Stata",
        RawFormat.Parquet => "Parquet",
        _ => "none that is read",
    };

    private static IEnumerable<(string, Html?)> Sheets(FileSurvey survey) => survey.Sheets is [] or [""] ? [] :
        [("Sheets", Html.Of($"{survey.Sheets.Count}: {string.Join(", ", survey.Sheets.Take(MostListed))}{(survey.Sheets.Count > MostListed ? ", ..." : "")}"))];

    private static Html Table(SurveyedTable table)
    {
        var name = table.Sheet.Length == 0 ? "Columns found" : $"Columns found in sheet {table.Sheet}";
        var read = $"{Facts.Count(table.Columns.Count, "column")}; ranges and missing from {(table.IsWhole ? $"all {Facts.Count(table.Rows, "row")}" : $"the first {table.Rows} rows")}"
            + (table.Columns.Count > MostColumns ? $"; the first {MostColumns} are listed" : "");
        return Region.Table(name, Html.Of($" <small>{read}</small>"), ["Column", "Label", "Type", "Range", Heading.Number("Different values"), "Value labels", "Missing codes", Heading.Number("Missing")],
            Html.Each(table.Columns.Take(MostColumns), Row));
    }

    private static Html Row(SurveyedColumn column) => Html.Of(
        $"""
        <tr><th scope="row">{column.Name}</th><td>{column.Label}</td><td>{column.Kind}</td><td>{Range(column)}</td><td class="number">{(column.Withheld is null ? $"{column.Distinct}" : "")}</td>
        <td>{string.Join("; ", column.ValueLabels.Take(MostListed).Select(label => $"{label.Key} = {label.Value}"))}{(column.ValueLabels.Count > MostListed ? "; ..." : "")}</td><td>{Missing(column)}</td><td class="number">{Share(column.ShareMissing)}</td></tr>

        """);

    private static Html Range(SurveyedColumn column) => column.Withheld is { } look
        ? Html.Of($"<span class=\"mark warn\">not shown</span> <small>{look}</small>")
        : Html.Of($"{(double.IsNaN(column.Low) ? "" : $"{Number(column.Low)} to {Number(column.High)}")}");

    private static string Missing(SurveyedColumn column) => string.Join(", ", column.Missing.Take(MostListed).Select(code => code.IsDeclared ? code.Code : $"{code.Code} (likely)"));

    private static string Share(double share) => double.IsNaN(share) ? "" : share.ToString("0 %", CultureInfo.InvariantCulture);

    private static string Number(double number) => number.ToString("0.####", CultureInfo.InvariantCulture);

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static string Shown(string value) => value switch { "\t" => "tab", " " => "blank", _ => value };
}
