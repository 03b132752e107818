namespace IpdEngine.Stage2.Multilevel;

/// <summary>Effects that hang together by V or by a random term: n rows, and q columns of Z, one a term and level (outer and inner).</summary>
/// <remarks>Columns of one term and outer level stand side by side: a group. Z has one 1 a row and term, so it is kept as the column of each.</remarks>
internal sealed class EffectBlock
{
    public EffectBlock(int[] rows, IReadOnlyList<TermLayout> terms, Func<int, int, double> covariance)
    {
        (Rows, N) = (rows, rows.Length);
        S = new double[N * N];
        for (var i = 0; i < N; i++)
            for (var j = 0; j < N; j++)
                S[i * N + j] = covariance(rows[i], rows[j]);
        Column = new int[terms.Count * N];
        List<int> starts = [], lengths = [], owners = [], inner = [];
        TermGroups = new int[terms.Count + 1];
        for (var t = 0; t < terms.Count; t++)
        {
            var term = terms[t];
            foreach (var group in Enumerable.Range(0, N).GroupBy(r => term.Outer[rows[r]]).OrderBy(g => g.Key))
            {
                var levels = group.Select(r => term.Inner[rows[r]]).Distinct().Order().ToArray();
                starts.Add(inner.Count);
                lengths.Add(levels.Length);
                owners.Add(t);
                foreach (var r in group)
                    Column[t * N + r] = inner.Count + Array.IndexOf(levels, term.Inner[rows[r]]);
                inner.AddRange(levels);
            }
            TermGroups[t + 1] = starts.Count;
        }
        (GroupStart, GroupLength, Inner, Q) = ([.. starts], [.. lengths], [.. inner], inner.Count);
        GroupOf = new int[Q];
        for (var g = 0; g < GroupStart.Length; g++)
            Array.Fill(GroupOf, g, GroupStart[g], GroupLength[g]);
    }

    /// <summary>Rows in canonical order (n).</summary>
    public int[] Rows { get; }

    public int N { get; }

    /// <summary>Sampling covariance (n x n).</summary>
    public double[] S { get; }

    /// <summary>Number of columns of Z.</summary>
    public int Q { get; }

    /// <summary>Column of term t at row r: element t n + r.</summary>
    public int[] Column { get; }

    /// <summary>Inner level of each column (q).</summary>
    public int[] Inner { get; }

    /// <summary>Group of each column (q).</summary>
    public int[] GroupOf { get; }

    /// <summary>First column of each group.</summary>
    public int[] GroupStart { get; }

    /// <summary>Columns of each group.</summary>
    public int[] GroupLength { get; }

    /// <summary>Groups of term t: from element t up to element t + 1.</summary>
    public int[] TermGroups { get; }
}
