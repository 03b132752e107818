namespace IpdEngine.Intake.Description;

/// <summary>The name that was probably meant.</summary>
public static class NearestName
{
    private const int LongestCompared = 64;

    /// <summary>
    /// The candidate with the smallest edit distance (insertions, deletions, substitutions and swaps of neighbours, case counting a quarter); null where none is near.
    /// Ties go to the earlier candidate. Damerau 1964, doi 10.1145/363958.363994 (restricted to adjacent swaps).
    /// </summary>
    public static string? Of(string name, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(candidates);
        string? best = null;
        var bestDistance = 4 * Math.Max(2, name.Length / 2);
        foreach (var candidate in candidates)
        {
            var distance = Distance(name, candidate);
            if (distance < bestDistance)
                (best, bestDistance) = (candidate, distance);
        }
        return best;
    }

    /// <summary>A remedy that names the nearest match first and the others after it.</summary>
    public static string Suggest(string name, IReadOnlyCollection<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        var shown = candidates.Take(12).Select(candidate => candidate.Trim() == candidate ? candidate : $"'{candidate}'");
        var all = string.Join(", ", shown) + (candidates.Count > 12 ? $" and {candidates.Count - 12} more" : "");
        return Of(name, candidates) is { } near ? $"did you mean '{near}'? There are: {all}" : $"there are: {all}";
    }

    /// <summary>Four times the edit distance; a difference of case alone costs 1.</summary>
    private static int Distance(string a, string b)
    {
        a = a.Length <= LongestCompared ? a : a[..LongestCompared];
        b = b.Length <= LongestCompared ? b : b[..LongestCompared];
        var rows = new int[3][];
        for (var r = 0; r < 3; r++)
            rows[r] = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            rows[0][j] = 4 * j;
        for (var i = 1; i <= a.Length; i++)
        {
            var (above, here, twoAbove) = (rows[(i - 1) % 3], rows[i % 3], rows[(i + 1) % 3]);
            here[0] = 4 * i;
            for (var j = 1; j <= b.Length; j++)
            {
                var best = Math.Min(Math.Min(above[j], here[j - 1]) + 4, above[j - 1] + Substitution(a[i - 1], b[j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    best = Math.Min(best, twoAbove[j - 2] + 4);
                here[j] = best;
            }
        }
        return rows[a.Length % 3][b.Length];
    }

    private static int Substitution(char a, char b) =>
        a == b ? 0 : char.ToUpperInvariant(a) == char.ToUpperInvariant(b) ? 1 : 4;
}
