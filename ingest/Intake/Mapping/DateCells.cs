using System.Globalization;
using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Readers;

namespace IpdEngine.Intake.Mapping;

/// <summary>Reads the cells of a date column as whole days since 1970-01-01. Findings never show a date.</summary>
internal sealed class DateCells(string? format, ColumnTally tally)
{
    /// <summary>A date that is not known.</summary>
    public const int Unknown = int.MinValue;

    private static readonly int Earliest = DayOf(new DateOnly(1900, 1, 1));
    private static readonly int Latest = DayOf(new DateOnly(2200, 1, 1));

    public ColumnTally Tally { get; } = tally;

    public int Read(RawBatch batch, in RawCell cell, long row)
    {
        if (cell.Kind is RawKind.Empty or RawKind.Missing || (cell.Kind == RawKind.Text && IsMissing(batch.Text(cell))))
            return Unknown;
        Tally.Count();
        var day = cell.Kind switch
        {
            RawKind.Date when Math.Abs(cell.Number) < 1e6 => (int)Math.Floor(cell.Number),
            RawKind.Text => Parse(batch.Text(cell).Trim()),
            _ => Unknown,
        };
        if (day >= Earliest && day < Latest)
            return day;
        Tally.AddFault("not-a-date", row, cell.Kind == RawKind.Number ? "a number" : "what is no date", $"a date{(format is null ? " (yyyy-MM-dd)" : $" ({format})")} between 1900 and 2200",
            "correct the cell, or write 'date_format: dd.MM.yyyy' or the like");
        return Unknown;
    }

    private int Parse(ReadOnlySpan<char> text)
    {
        string[] formats = format is null ? ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm"] : [format];
        return DateTime.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? DayOf(DateOnly.FromDateTime(date)) : Unknown;
    }

    private static bool IsMissing(ReadOnlySpan<char> text) => text.IsWhiteSpace() || NumberText.IsMissingMark(text);

    private static int DayOf(DateOnly date) => date.DayNumber - new DateOnly(1970, 1, 1).DayNumber;
}
