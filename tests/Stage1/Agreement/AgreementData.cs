using System.Globalization;
using IpdEngine.Stage1.Sem.Analysis;
using IpdEngine.Tests.Walls;

namespace IpdEngine.Tests.Stage1.Agreement;

/// <summary>A committed data set of tests/References/agreement/data.</summary>
internal sealed class AgreementData
{
    private readonly string[] _names;
    private readonly string[][] _rows;

    private AgreementData(string[] names, string[][] rows) => (_names, _rows) = (names, rows);

    public static AgreementData Read(string name)
    {
        var lines = Repository.Read($"tests/References/agreement/data/{name}.csv").ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        return new AgreementData(lines[0].Split(','), [.. lines.Skip(1).Select(line => line.Split(','))]);
    }

    public SemTable Table(string group = "", string cluster = "", bool reversed = false)
    {
        var rows = reversed ? [.. _rows.Reverse()] : _rows;
        return new SemTable(_names, [.. _names.Select((_, c) => rows.Select(row => Number(row[c])).ToArray())], Labels(rows, group), Labels(rows, cluster));
    }

    private string?[]? Labels(string[][] rows, string name)
    {
        var column = Array.IndexOf(_names, name);
        return column < 0 ? null : [.. rows.Select(row => row[column].Length == 0 ? null : row[column])];
    }

    private static double Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;
}
