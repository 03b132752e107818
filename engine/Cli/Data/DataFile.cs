using IpdEngine.Cli.Output;
using IpdEngine.Formula;
using IpdEngine.Intake.Description;
using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Readers;
using IpdEngine.Intake.Readers.Opening;

namespace IpdEngine.Cli.Data;

/// <summary>Any table that the readers of uploads can read, as a <see cref="DataFrame"/>.</summary>
internal static class DataFile
{
    /// <summary>Reads a table: delimited text, workbook, SPSS, Stata or Parquet, known by its bytes.</summary>
    /// <remarks>
    /// The file is read twice: once to learn which columns hold nothing but numbers, once to fill them, so that memory holds each value once.
    /// Warnings go to stderr.
    /// </remarks>
    /// <param name="path">Path of the file.</param>
    /// <param name="options">How to read it; detected where null.</param>
    /// <exception cref="CommandException">The file cannot be read as a table, or has more cells than memory is given.</exception>
    public static DataFrame Read(string path, DataFileOptions? options = null)
    {
        options ??= new DataFileOptions();
        var reading = new ReadOptions { DecimalMark = options.DecimalMark };
        var file = TableReader.Open(path, reading);
        Refuse(file.File, file.Findings);
        var sheet = options.Sheet ?? file.Sheets[0];
        if (!file.Sheets.Contains(sheet))
            throw new CommandException($"{file.File}: found no sheet '{sheet}'; {NearestName.Suggest(sheet, [.. file.Sheets])}");

        DataFileColumn[] columns;
        IReadOnlyList<Finding> findings;
        using (var table = Table(path, file, sheet, reading))
        {
            columns = [.. table.Columns.Select(c => new DataFileColumn(c, file.DecimalMark, options.Missing))];
            var rows = 0L;
            Each(table, (batch, row) =>
            {
                if (++rows * columns.Length > options.MostCells)
                    throw new CommandException($"{file.File}: found more than {options.MostCells:N0} cells, expected a table that fits in memory: keep only the rows and columns of the model");
                for (var c = 0; c < columns.Length; c++)
                    columns[c].Look(batch, batch.Cell(row, c));
            });
            findings = table.Findings;
        }
        Refuse(file.File, findings);
        if (!options.InfiniteIsMissing && Array.Find(columns, c => c.FirstInfinite > 0) is { } infinite)
            throw new CommandException($"{file.File}: found an infinite value in column '{infinite.Name}', row {infinite.FirstInfinite} of the data, expected finite numbers: leave the cell empty where there is no value");
        FindingLines.Write(file.File, file.Findings.Concat(findings).Where(f => f.Severity == Severity.Warning));

        using (var table = Table(path, file, sheet, reading))
        {
            Each(table, (batch, row) =>
            {
                for (var c = 0; c < columns.Length; c++)
                    columns[c].Take(batch, batch.Cell(row, c));
            });
            // The file may have changed between the two readings.
            Refuse(file.File, table.Findings);
        }
        return columns.Length == 0
            ? throw new CommandException($"{file.File}: found no columns, expected a table with a header")
            : new DataFrame(Named(columns));
    }

    private static List<DataColumn> Named(DataFileColumn[] columns)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var result = new List<DataColumn>();
        foreach (var (column, index) in columns.Select((c, i) => (c, i)))
        {
            var plain = column.Name.Length > 0 ? column.Name : $"column{index + 1}";
            var name = plain;
            for (var k = 2; !names.Add(name); k++)
                name = $"{plain}_{k}";
            result.Add(column.ToColumn(name));
        }
        return result;
    }

    private static RawTable Table(string path, RawFile file, string sheet, ReadOptions reading)
    {
        var (table, findings) = TableReader.OpenTable(path, file, sheet, reading);
        if (table is not null)
            return table;
        Refuse(file.File, findings);
        throw new CommandException($"{file.File}: found no table that can be read, expected one");
    }

    private static void Each(RawTable table, Action<RawBatch, int> take)
    {
        var batch = table.CreateBatch();
        while (table.Read(batch))
            for (var row = 0; row < batch.Count; row++)
                take(batch, row);
    }

    private static void Refuse(string file, IReadOnlyList<Finding> findings)
    {
        var errors = findings.Where(f => f.Severity == Severity.Error).ToList();
        if (errors.Count == 0)
            return;
        FindingLines.Write(file, errors);
        throw new CommandException($"{file}: cannot be read: found {errors[0].Found}, expected {errors[0].Expected}; {errors[0].Remedy}");
    }
}
