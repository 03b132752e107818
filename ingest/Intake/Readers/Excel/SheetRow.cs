using System.Collections.Frozen;
using System.Globalization;
using ExcelDataReader;

namespace IpdEngine.Intake.Readers.Excel;

/// <summary>The cells of the row at which a workbook reader stands, in the terms of a batch.</summary>
internal static class SheetRow
{
    // ECMA-376 part 1, 18.18.11: what a cell of type e shows.
    private static readonly FrozenSet<string> Errors = FrozenSet.ToFrozenSet(["#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA"]);

    /// <summary>Days from 1970-01-01.</summary>
    public static double Days(DateTime date) => (date.Ticks - DateTime.UnixEpoch.Ticks) / (double)TimeSpan.TicksPerDay;

    /// <summary>What a cell holds: its kind, its number, its text. An error cell is missing, with the error as its text.</summary>
    public static (RawKind Kind, double Number, string Text) Cell(IExcelDataReader reader, int column) => reader.GetValue(column) switch
    {
        double number => double.IsFinite(number) ? (RawKind.Number, number, "") : (RawKind.Empty, double.NaN, ""),
        string text when text.StartsWith('#') && Errors.Contains(text) => (RawKind.Missing, double.NaN, text),
        string text => string.IsNullOrWhiteSpace(text) ? (RawKind.Empty, double.NaN, "") : (RawKind.Text, double.NaN, text),
        bool truth => (RawKind.Number, truth ? 1 : 0, ""),
        DateTime date => (RawKind.Date, Days(date), ""),
        TimeSpan time => (RawKind.Number, time.TotalDays, ""),
        null => (RawKind.Empty, double.NaN, ""),
        object other => (RawKind.Text, double.NaN, other.ToString() ?? ""),
    };

    /// <summary>A cell as a name or a probe shows it.</summary>
    public static ProbeCell Probe(IExcelDataReader reader, int column)
    {
        var (kind, number, text) = Cell(reader, column);
        return kind switch
        {
            RawKind.Number => new(number.ToString("R", CultureInfo.InvariantCulture), true),
            RawKind.Date => new(DateTime.UnixEpoch.AddDays(number).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), true),
            RawKind.Text => new(text, NumberText.Read(text, '.', out _) == NumberReading.Number || NumberText.Read(text, ',', out _) == NumberReading.Number),
            _ => new(text, false),
        };
    }
}
