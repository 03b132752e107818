namespace IpdEngine.Worker.Versions;

/// <summary>The lines by which two texts differ, by their longest common subsequence (Hunt and McIlroy 1976): <c>- went</c>, <c>+ came</c>.</summary>
internal static class LineDifference
{
    // A table of this many cells is made in a moment; longer texts are told as a whole.
    private const long MostCells = 4_000_000;

    public static IReadOnlyList<string> Of(string old, string fresh)
    {
        var (a, b) = (Lines(old), Lines(fresh));
        if ((long)a.Length * b.Length > MostCells)
            return old == fresh ? [] : [$"- {a.Length} lines", $"+ {b.Length} lines"];
        var common = new int[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
            for (var j = b.Length - 1; j >= 0; j--)
                common[i, j] = a[i] == b[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        var lines = new List<string>();
        var (x, y) = (0, 0);
        while (x < a.Length || y < b.Length)
            if (x < a.Length && y < b.Length && a[x] == b[y])
                (x, y) = (x + 1, y + 1);
            else if (x < a.Length && (y == b.Length || common[x + 1, y] >= common[x, y + 1]))
                lines.Add("- " + a[x++]);
            else
                lines.Add("+ " + b[y++]);
        return lines;
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
}
