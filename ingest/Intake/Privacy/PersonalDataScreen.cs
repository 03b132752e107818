using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Readers;

namespace IpdEngine.Intake.Privacy;

/// <summary>
/// Looks over the columns of a table that are stored as they stand or not used at all, while the table is read: one that seems to hold names, birth dates, e-mail or postal addresses,
/// telephone or insurance numbers refuses the study until the description drops it. A finding never shows a cell.
/// </summary>
internal sealed class PersonalDataScreen
{
    private readonly (int Column, string Name, ColumnSuspicion Suspicion)[] _columns;
    private readonly string? _sheet;

    /// <param name="columns">All columns of the table.</param>
    /// <param name="looked">Indices of those that are looked at.</param>
    /// <param name="sheet">The sheet, where the format has sheets.</param>
    public PersonalDataScreen(IReadOnlyList<RawColumn> columns, IEnumerable<int> looked, string? sheet)
    {
        _columns = [.. looked.Select(column => (column, columns[column].Name.Trim(), new ColumnSuspicion(columns[column])))];
        _sheet = sheet;
    }

    /// <summary>Takes up the rows of a batch.</summary>
    public void Look(RawBatch batch)
    {
        foreach (var (column, _, suspicion) in _columns)
            for (var row = 0; row < batch.Count; row++)
                suspicion.Look(batch, batch.Cell(row, column), batch.RowNumber(row));
    }

    /// <summary>Names of the columns that seem to hold personal data, with what they seem to hold; once all rows were seen.</summary>
    public IEnumerable<(string Column, string Holds)> Suspects() =>
        _columns.Select(each => (each.Name, Verdict: each.Suspicion.Verdict())).Where(each => each.Verdict is not null).Select(each => (each.Name, Words(each.Verdict!.Value.Kind)));

    /// <summary>Writes a finding for each column that seems to hold personal data.</summary>
    public void Report(FindingLog log)
    {
        foreach (var (_, name, suspicion) in _columns)
            if (suspicion.Verdict() is var (kind, cells, filled, row))
                log.Add(new Finding("personal-data", Severity.Error, log.File, _sheet, row > 0 ? row : null, name,
                    $"what looks like {Words(kind)} ({cells} of {filled} cells)", "a file without what tells who a person is",
                    "remove the column from the file, or write 'drop: [COLUMN]' in the description if it has to stay there: it is then neither read nor stored")
                { Count = cells });
    }

    /// <summary>A kind in words.</summary>
    public static string Words(PersonalKind kind) => kind switch
    {
        PersonalKind.Name => "names of persons",
        PersonalKind.BirthDate => "birth dates",
        PersonalKind.Email => "e-mail addresses",
        PersonalKind.Phone => "telephone numbers",
        PersonalKind.PersonalNumber => "insurance or identity numbers",
        _ => "postal addresses",
    };
}
