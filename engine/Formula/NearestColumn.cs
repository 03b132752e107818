namespace IpdEngine.Formula;

/// <summary>The column that was probably meant where a name is unknown.</summary>
internal static class NearestColumn
{
    private const int Shown = 12;
    private const int LongestCompared = 64;

    /// <summary>"'age' (did you mean that?) or one of: ..." for a message that ends in what was expected.</summary>
    public static string Suggest(string name, IReadOnlyList<DataColumn> columns)
    {
        if (columns.Count == 0)
            return "one of its columns, but the table has none";
        var names = string.Join(", ", columns.Take(Shown).Select(c => c.Name)) + (columns.Count > Shown ? $" and {columns.Count - Shown} more" : "");
        var nearest = columns.MinBy(c => Distance(name, c.Name))!.Name;
        return Distance(name, nearest) <= Math.Max(1, name.Length / 2) ? $"a column of the table; did you mean '{nearest}'? There are: {names}" : $"one of: {names}";
    }

    /// <summary>Insertions, deletions and substitutions, letters compared without case (Levenshtein 1966).</summary>
    private static int Distance(string a, string b)
    {
        (a, b) = (a.Length > LongestCompared ? a[..LongestCompared] : a, b.Length > LongestCompared ? b[..LongestCompared] : b);
        int[] above = [.. Enumerable.Range(0, b.Length + 1)], here = new int[b.Length + 1];
        for (var i = 1; i <= a.Length; i++)
        {
            here[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var same = char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]);
                here[j] = Math.Min(Math.Min(above[j], here[j - 1]) + 1, above[j - 1] + (same ? 0 : 1));
            }
            (above, here) = (here, above);
        }
        return above[b.Length];
    }
}
