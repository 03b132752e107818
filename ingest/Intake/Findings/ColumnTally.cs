namespace IpdEngine.Intake.Findings;

/// <summary>
/// Counts the cells of one source column that held something, and those that could not be used. Above <see cref="Tolerated"/> of them the
/// column is an error, below it a warning: a slip of the pen is set missing, a column read the wrong way refuses the study.
/// </summary>
public sealed class ColumnTally(string? sheet, string column)
{
    /// <summary>Share of faulty cells up to which a column is still taken.</summary>
    public const double Tolerated = 0.05;

    private readonly Dictionary<string, Fault> _faults = new(StringComparer.Ordinal);

    /// <summary>Sheet of the column, where the format has sheets.</summary>
    public string? Sheet { get; } = sheet;

    /// <summary>Name of the column as the file writes it.</summary>
    public string Column { get; } = column;

    /// <summary>Cells that held something, faulty ones included.</summary>
    public long Cells { get; private set; }

    /// <summary>Cells that were set missing because they could not be used.</summary>
    public long Faulty { get; private set; }

    /// <summary>Cells that gave a value.</summary>
    public long Usable => Cells - Faulty;

    /// <summary>Counts a cell that held something.</summary>
    public void Count() => Cells++;

    /// <summary>Counts a faulty cell (which <see cref="Count"/> has counted); the finding shows the first of each rule.</summary>
    public void AddFault(string code, long row, string found, string expected, string remedy)
    {
        Faulty++;
        if (!_faults.TryGetValue(code, out var fault))
            _faults.Add(code, fault = new Fault(row, found, expected, remedy));
        else if (row < fault.Row)
            _faults[code] = fault = new Fault(row, found, expected, remedy) { Count = fault.Count, Rows = fault.Rows };
        fault.Add(row);
    }

    /// <summary>Writes the findings of the column.</summary>
    public void Report(FindingLog log)
    {
        ArgumentNullException.ThrowIfNull(log);
        var severity = Faulty > Tolerated * Cells ? Severity.Error : Severity.Warning;
        foreach (var (code, fault) in _faults.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var share = $"{fault.Found} ({fault.Count} of {Cells} cells)";
            var remedy = severity == Severity.Warning
                ? $"the value was set missing; {fault.Remedy}"
                : $"more than {100 * Tolerated:0} % of the column cannot be used, so the study is refused; {fault.Remedy}";
            log.Add(new Finding(code, severity, log.File, Sheet, fault.Row, Column, share, fault.Expected, remedy) { Count = fault.Count, FurtherRows = string.Join(", ", fault.Rows.Skip(1)) });
        }
    }

    private sealed record Fault(long Row, string Found, string Expected, string Remedy)
    {
        private const int MostRows = 10;

        public long Count { get; set; }

        public SortedSet<long> Rows { get; init; } = [];

        /// <summary>Counts a place, and keeps its row where it is among the first, in whatever order they come.</summary>
        public void Add(long row)
        {
            Count++;
            if (Rows.Count == MostRows && row >= Rows.Max)
                return;
            Rows.Add(row);
            if (Rows.Count > MostRows)
                Rows.Remove(Rows.Max);
        }
    }
}
