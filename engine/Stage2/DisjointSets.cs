namespace IpdEngine.Stage2;

/// <summary>Which of n things hang together by ties given two at a time (union-find).</summary>
internal sealed class DisjointSets
{
    private readonly int[] _parent;

    public DisjointSets(int n)
    {
        _parent = new int[n];
        for (var i = 0; i < n; i++)
            _parent[i] = i;
    }

    /// <summary>Ties two things; the lower index speaks for both sets.</summary>
    public void Join(int a, int b)
    {
        var (first, second) = (Root(a), Root(b));
        _parent[Math.Max(first, second)] = Math.Min(first, second);
    }

    /// <summary>Ties everything that shares a level.</summary>
    public void JoinLevels(ReadOnlySpan<int> levels, int count)
    {
        var first = new int[count];
        Array.Fill(first, -1);
        for (var i = 0; i < levels.Length; i++)
            if (first[levels[i]] < 0)
                first[levels[i]] = i;
            else
                Join(first[levels[i]], i);
    }

    /// <summary>The sets, by their lowest member; members ascend.</summary>
    public int[][] Sets()
    {
        var sets = new SortedDictionary<int, List<int>>();
        for (var i = 0; i < _parent.Length; i++)
        {
            var root = Root(i);
            if (!sets.TryGetValue(root, out var members))
                sets[root] = members = [];
            members.Add(i);
        }
        return [.. sets.Values.Select(m => m.ToArray())];
    }

    private int Root(int i)
    {
        while (_parent[i] != i)
            i = _parent[i] = _parent[_parent[i]];
        return i;
    }
}
