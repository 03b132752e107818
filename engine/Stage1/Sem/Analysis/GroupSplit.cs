using System.Globalization;

namespace IpdEngine.Stage1.Sem.Analysis;

/// <summary>The rows of each group. Groups stand in order of their labels, numbers by size: the order of rows never matters.</summary>
/// <param name="Labels">Labels; one empty label where there are no groups.</param>
/// <param name="Rows">Rows of each group.</param>
/// <param name="Unknown">Rows without a label, left out.</param>
internal sealed record GroupSplit(IReadOnlyList<string> Labels, IReadOnlyList<int[]> Rows, int Unknown)
{
    /// <summary>Most groups: each has moments and parameters of its own.</summary>
    public const int MostGroups = 50;

    /// <summary>Splits rows by label.</summary>
    /// <exception cref="ArgumentException">There is one group alone, or more than <see cref="MostGroups"/>.</exception>
    public static GroupSplit Of(SemTable table)
    {
        if (table.Groups is null)
            return new GroupSplit([""], [[.. Enumerable.Range(0, table.Rows)]], 0);
        var found = Enumerable.Range(0, table.Rows).Where(row => table.Groups[row] is not null).GroupBy(row => table.Groups[row]!, StringComparer.Ordinal).ToArray();
        if (found.Length is < 2 or > MostGroups)
            throw new ArgumentException($"found {found.Length} groups, expected 2 to {MostGroups}");
        var sorted = found.OrderBy(g => Number(g.Key)).ThenBy(g => g.Key, StringComparer.Ordinal).ToArray();
        return new GroupSplit([.. sorted.Select(g => g.Key)], [.. sorted.Select(g => g.ToArray())], table.Rows - sorted.Sum(g => g.Count()));
    }

    private static double Number(string label) => double.TryParse(label, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.PositiveInfinity;
}
