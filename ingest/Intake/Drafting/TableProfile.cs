using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Privacy;
using IpdEngine.Intake.Readers;
using IpdEngine.Intake.Readers.Opening;

namespace IpdEngine.Intake.Drafting;

/// <summary>What the first rows of a table show.</summary>
/// <param name="Sheet">Its sheet; empty where the format has none.</param>
/// <param name="Columns">Its columns.</param>
internal sealed record TableProfile(string Sheet, IReadOnlyList<ColumnProfile> Columns)
{
    private const int MostRows = 5000;
    private const int FewestRows = 50;
    private const int MostCells = 2_000_000;

    /// <summary>True where all rows were seen.</summary>
    public bool IsWhole { get; private init; }

    /// <summary>Names of the columns that seem to tell who a person is, and what they seem to hold.</summary>
    public IReadOnlyList<(string Column, string Holds)> Personal { get; private init; } = [];

    /// <summary>Profiles one table; null where it cannot be opened, with the reasons in the log.</summary>
    public static TableProfile? Of(string path, RawFile file, string sheet, FindingLog log, ReadOptions? options = null)
    {
        var (table, findings) = TableReader.OpenTable(path, file, sheet, options ?? new ReadOptions());
        using (table)
        {
            if (table is null)
            {
                log.AddRange(findings);
                return null;
            }
            ColumnProfile[] columns = [.. table.Columns.Select(column => new ColumnProfile(column))];
            var screen = new PersonalDataScreen(table.Columns, Enumerable.Range(0, columns.Length), sheet);
            var batch = new RawBatch(columns.Length, Math.Clamp(32768 / Math.Max(1, columns.Length), 1, 1000));
            // However wide a table is, what is kept of it stays small.
            var most = Math.Clamp(MostCells / Math.Max(1, columns.Length), FewestRows, MostRows);
            var isWhole = false;
            for (var rows = 0; rows < most && !(isWhole = !table.Read(batch)); rows += batch.Count)
            {
                screen.Look(batch);
                for (var row = 0; row < batch.Count; row++)
                    for (var column = 0; column < columns.Length; column++)
                        columns[column].Add(batch, batch.Cell(row, column), file.DecimalMark);
            }
            log.AddRange(table.Findings);
            return new TableProfile(sheet, columns) { IsWhole = isWhole, Personal = [.. screen.Suspects()] };
        }
    }
}
