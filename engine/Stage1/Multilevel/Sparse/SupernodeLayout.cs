namespace IpdEngine.Stage1.Multilevel.Sparse;

/// <summary>Where the elements of a factor lie: supernodes in order of elimination, the border as the last.</summary>
internal sealed class SupernodeLayout
{
    private readonly int[] _owner;

    /// <param name="order">Order of the nodes.</param>
    /// <param name="sizes">Columns of each node.</param>
    /// <param name="border">Columns of the border, eliminated last and dense.</param>
    internal SupernodeLayout(EliminationOrder order, int[] sizes, int border)
    {
        FirstColumn = new int[sizes.Length];
        Sparse = 0;
        foreach (var node in order.Nodes)
        {
            FirstColumn[node] = Sparse;
            Sparse += sizes[node];
        }

        (Border, _owner) = (border, new int[Sparse + border]);
        Supernodes = Assemble(order, sizes);
        for (var s = 0; s < Supernodes.Count; s++)
            _owner.AsSpan(Supernodes[s].First, Supernodes[s].Width).Fill(s);
        foreach (var supernode in Supernodes)
            supernode.Segments = [.. Segments(supernode)];
        Length = Supernodes[^1].Offset + border * border;
    }

    /// <summary>Columns before the border.</summary>
    internal int Sparse { get; }

    /// <summary>Columns of the border.</summary>
    internal int Border { get; }

    /// <summary>The supernodes; the border is the last.</summary>
    internal IReadOnlyList<Supernode> Supernodes { get; }

    /// <summary>First column of each node.</summary>
    internal int[] FirstColumn { get; }

    /// <summary>Elements in all.</summary>
    internal int Length { get; }

    /// <summary>Place of the element (row, column), row at or before column and within the pattern, and the distance from row to row there.</summary>
    internal (int Place, int Stride) At(int row, int column)
    {
        var s = Supernodes[_owner[row]];
        var within = column < s.First + s.Width ? column - s.First : s.Width + Array.BinarySearch(s.Columns, column);
        return (s.Offset + (row - s.First) * s.Stride + within, s.Stride);
    }

    /// <summary>Joins a node to the next one where that has the same pattern.</summary>
    private List<Supernode> Assemble(EliminationOrder order, int[] sizes)
    {
        var (supernodes, offset) = (new List<Supernode>(), 0);
        for (var k = 0; k < order.Nodes.Length;)
        {
            var last = k;
            while (last + 1 < order.Nodes.Length && order.Ahead[last].Length == order.Ahead[last + 1].Length + 1 && order.Ahead[last][0] == last + 1)
                last++;
            var width = 0;
            for (var j = k; j <= last; j++)
                width += sizes[order.Nodes[j]];
            var columns = new List<int>();
            foreach (var place in order.Ahead[last])
                columns.AddRange(Enumerable.Range(FirstColumn[order.Nodes[place]], sizes[order.Nodes[place]]));
            columns.AddRange(Enumerable.Range(Sparse, Border));
            supernodes.Add(new Supernode { First = FirstColumn[order.Nodes[k]], Width = width, Columns = [.. columns], Offset = offset });
            offset += width * supernodes[^1].Stride;
            k = last + 1;
        }

        supernodes.Add(new Supernode { First = Sparse, Width = Border, Columns = [], Offset = offset });
        return supernodes;
    }

    private IEnumerable<Segment> Segments(Supernode supernode)
    {
        for (var start = 0; start < supernode.Columns.Length;)
        {
            var owner = _owner[supernode.Columns[start]];
            var target = Supernodes[owner];
            var end = start;
            while (end < supernode.Columns.Length && _owner[supernode.Columns[end]] == owner)
                end++;
            var places = new int[supernode.Columns.Length - start];
            for (var b = 0; b < places.Length; b++)
                places[b] = At(target.First, supernode.Columns[start + b]).Place - target.Offset;
            yield return new Segment(owner, start, end, places);
            start = end;
        }
    }
}
