using System.Globalization;
using System.Text;
using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Readers;
using IpdEngine.Intake.Readers.Opening;

namespace IpdEngine.Tests.Readers;

/// <summary>A whole table as texts, for comparison with what another program reads.</summary>
internal sealed record Reading(RawFile File, string[] Columns, List<string[]> Rows, List<long> RowNumbers, IReadOnlyList<Finding> Findings)
{
    public static Reading Of(string path, ReadOptions? options = null, string? sheet = null)
    {
        options ??= new ReadOptions();
        RawFile file = TableReader.Open(path, options);
        if (!file.IsReadable)
            return new(file, [], [], [], file.Findings);
        var (table, findings) = TableReader.OpenTable(path, file, sheet ?? file.Sheets[0], options);
        if (table is null)
            return new(file, [], [], [], [.. file.Findings, .. findings]);
        using (table)
        {
            List<string[]> rows = [];
            List<long> numbers = [];
            RawBatch batch = table.CreateBatch();
            while (table.Read(batch))
            {
                for (int row = 0; row < batch.Count; row++)
                {
                    rows.Add([.. Enumerable.Range(0, batch.Columns).Select(column => Show(batch, row, column))]);
                    numbers.Add(batch.RowNumber(row));
                }
            }
            return new(file, [.. table.Columns.Select(column => column.Name)], rows, numbers, [.. file.Findings, .. table.Findings]);
        }
    }

    /// <summary>Reads bytes as if they were uploaded under a name.</summary>
    public static Reading OfBytes(byte[] bytes, string name = "upload.csv", ReadOptions? options = null)
    {
        string folder = Directory.CreateTempSubdirectory("ipd-reading").FullName;
        try
        {
            string path = Path.Combine(folder, name);
            System.IO.File.WriteAllBytes(path, bytes);
            return Of(path, options);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static Reading OfText(string text, ReadOptions? options = null) => OfBytes(Encoding.UTF8.GetBytes(text), options: options);

    public string Setting(string name) => File.Settings.Single(setting => setting.Key == name).Value;

    public Finding The(string code) => Findings.Single(finding => finding.Code == code);

    public string Codes => string.Join(" ", Findings.Select(finding => finding.Code));

    private static string Show(RawBatch batch, int row, int column)
    {
        RawCell cell = batch.Cell(row, column);
        string text = batch.Text(cell).ToString();
        return cell.Kind switch
        {
            RawKind.Empty => "",
            RawKind.Number => cell.Number.ToString("R", CultureInfo.InvariantCulture),
            RawKind.Date => "date:" + cell.Number.ToString("R", CultureInfo.InvariantCulture),
            RawKind.Missing => "missing:" + (text.Length > 0 ? text : cell.Number.ToString("R", CultureInfo.InvariantCulture)),
            _ => text,
        };
    }
}
