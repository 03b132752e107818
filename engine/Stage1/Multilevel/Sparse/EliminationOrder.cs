namespace IpdEngine.Stage1.Multilevel.Sparse;

/// <summary>An order in which the nodes of a sparse symmetric matrix are eliminated so that little fills in, and what fills in.</summary>
/// <remarks>
/// Minimum degree (Rose 1972; George and Liu 1989, doi 10.1137/1031001), ties by index, so the same graph gives the same order. Once what is left
/// is near a clique it is taken as one: a dense block is factored faster than it is ordered.
/// </remarks>
/// <param name="Nodes">The node at each place of the order.</param>
/// <param name="Ahead">For each place: the later places that its node is joined to when it is eliminated, rising.</param>
internal sealed record EliminationOrder(int[] Nodes, int[][] Ahead)
{
    private const double NearlyDense = 0.55;

    /// <summary>The order, or null where more elements fill in than are allowed.</summary>
    /// <param name="sizes">Columns of each node.</param>
    /// <param name="edges">Pairs of nodes with an element between them; in either direction, again and again.</param>
    /// <param name="border">Columns that every node is joined to.</param>
    /// <param name="mostElements">Most elements of the factor.</param>
    internal static EliminationOrder? Of(int[] sizes, IEnumerable<(int, int)> edges, int border, long mostElements)
    {
        var neighbours = new HashSet<int>[sizes.Length];
        for (var v = 0; v < sizes.Length; v++)
            neighbours[v] = [];
        foreach (var (a, b) in edges)
        {
            if (a == b)
                continue;
            neighbours[a].Add(b);
            neighbours[b].Add(a);
        }

        var queue = new SortedSet<(int Degree, int Node)>(Enumerable.Range(0, sizes.Length).Select(v => (neighbours[v].Count, v)));
        var nodes = new List<int>(sizes.Length);
        var ahead = new List<int[]>(sizes.Length);
        var (elements, joints) = (0L, neighbours.Sum(joined => (long)joined.Count));
        while (queue.Count > 0 && !(joints > NearlyDense * queue.Count * (queue.Count - 1)))
        {
            var (degree, node) = queue.Min;
            queue.Remove((degree, node));
            int[] joined = [.. neighbours[node]];
            elements += sizes[node] * (sizes[node] + border + joined.Sum(j => (long)sizes[j]));
            if (elements > mostElements)
                return null;
            foreach (var j in joined)
            {
                queue.Remove((neighbours[j].Count, j));
                joints -= neighbours[j].Count;
                neighbours[j].UnionWith(joined);
                neighbours[j].Remove(j);
                neighbours[j].Remove(node);
                queue.Add((neighbours[j].Count, j));
                joints += neighbours[j].Count;
            }

            joints -= degree;

            nodes.Add(node);
            ahead.Add(joined);
            neighbours[node] = [];
        }

        // What is left, as a clique.
        int[] rest = [.. queue.Select(q => q.Node).Order()];
        var order = rest.Sum(v => (long)sizes[v]);
        if (elements + order * (order + border) > mostElements)
            return null;
        for (var k = 0; k < rest.Length; k++)
        {
            nodes.Add(rest[k]);
            ahead.Add(rest[(k + 1)..]);
        }

        var place = new int[sizes.Length];
        for (var k = 0; k < nodes.Count; k++)
            place[nodes[k]] = k;
        return new EliminationOrder([.. nodes], [.. ahead.Select(joined => joined.Select(j => place[j]).Order().ToArray())]);
    }
}
