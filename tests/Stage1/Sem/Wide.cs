using System.Globalization;

namespace IpdEngine.Tests.Stage1.Sem;

/// <summary>A committed wide CSV file of tests/References/stage1/data.</summary>
internal sealed class Wide
{
    private readonly string[][] _cells;
    private readonly string[] _names;

    private Wide(string[] names, string[][] cells) => (_names, _cells) = (names, cells);

    public int Rows => _cells.Length;

    public static Wide Read(string name)
    {
        var lines = File.ReadAllLines(Path.Combine(ExpectedCorpus.Folder("stage1"), "data", name + ".csv"));
        return new Wide([.. lines[0].Split(',').Select(cell => cell.Trim('"'))], [.. lines.Skip(1).Select(line => line.Split(','))]);
    }

    public static string Syntax(string name) => File.ReadAllText(Path.Combine(ExpectedCorpus.Folder("stage1"), "syntax", name + ".lav"));

    /// <summary>Names of the columns that a model text mentions.</summary>
    public string[] Mentioned(IEnumerable<string> variables) => [.. _names.Where(variables.Contains)];

    /// <summary>rows x columns; NaN where missing.</summary>
    public double[] Columns(IReadOnlyList<string> names)
    {
        int[] places = [.. names.Select(name => Array.IndexOf(_names, name))];
        return [.. _cells.SelectMany(row => places.Select(place => ExpectedCorpus.Number(row[place])))];
    }

    public int[] Integers(string name)
    {
        var place = Array.IndexOf(_names, name);
        return [.. _cells.Select(row => row[place].Length == 0 ? -1 : int.Parse(row[place], CultureInfo.InvariantCulture))];
    }
}
