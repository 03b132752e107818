using System.Globalization;
using IpdEngine.Tests.Walls;

namespace IpdEngine.Tests.Stage2;

/// <summary>A committed CSV file of expected values, by column name.</summary>
internal sealed class CorpusRows
{
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);

    public CorpusRows(string file)
    {
        var lines = Repository.Read(Path.Combine("tests", "References", "corpus", file)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var names = Cells(lines[0]);
        for (var i = 0; i < names.Length; i++)
            _columns[names[i]] = i;
        Rows = [.. lines.Skip(1).Select(Cells)];
    }

    public IReadOnlyList<string[]> Rows { get; }

    public string Text(string[] row, string column) => row[_columns[column]];

    public double Number(string[] row, string column) => double.Parse(Text(row, column), CultureInfo.InvariantCulture);

    private static string[] Cells(string line) => [.. line.TrimEnd('\r').Split(',').Select(c => c.Trim('"'))];
}
