namespace IpdEngine.Stage1.Multilevel.Lmm;

/// <summary>[Z Q e]'[Z Q e] in blocks: formed once, all that the deviance needs of the rows.</summary>
/// <remarks>
/// A node is one level of one grouping factor and has the factor's columns; columns of Z are divided by their root mean squares. A block is
/// the cross product of two nodes that share a row, m_a x m_b row-major, a at or before b.
/// </remarks>
internal sealed class BlockProducts
{
    private BlockProducts(ModelRows rows, int border)
    {
        Border = border;
        Widths = [.. rows.Blocks.Select(b => b.Width)];
        FirstNode = new int[rows.Blocks.Count + 1];
        for (var f = 0; f < rows.Blocks.Count; f++)
            FirstNode[f + 1] = FirstNode[f] + rows.Blocks[f].Levels.Count;
        FactorOf = [.. rows.Blocks.SelectMany((b, f) => Enumerable.Repeat(f, b.Levels.Count))];
        FirstOfNode = new int[FactorOf.Length + 1];
        for (var v = 0; v < FactorOf.Length; v++)
            FirstOfNode[v + 1] = FirstOfNode[v] + Widths[FactorOf[v]];
        Scales = [.. rows.Blocks.Select(b => Enumerable.Range(0, b.Width).Select(j => RootMeanSquare(b, j)).ToArray())];
        OfBorder = new double[FirstOfNode[^1] * border];
        BorderSquare = new double[border * border];
    }

    /// <summary>p + 1: columns of [Q e].</summary>
    internal int Border { get; }

    /// <summary>Columns of each factor.</summary>
    internal int[] Widths { get; }

    /// <summary>First node of each factor, and the number of nodes at the end.</summary>
    internal int[] FirstNode { get; }

    /// <summary>Factor of each node.</summary>
    internal int[] FactorOf { get; }

    /// <summary>First random effect of each node, nodes in order, and their number at the end.</summary>
    internal int[] FirstOfNode { get; }

    /// <summary>What the columns of each factor were divided by.</summary>
    internal double[][] Scales { get; }

    /// <summary>The pairs of nodes, a at or before b, and where their block starts.</summary>
    internal (int A, int B, int Start)[] Pairs { get; private set; } = [];

    /// <summary>All blocks.</summary>
    internal double[] Blocks { get; private set; } = [];

    /// <summary>Z'[Q e], a row a random effect.</summary>
    internal double[] OfBorder { get; }

    /// <summary>[Q e]'[Q e].</summary>
    internal double[] BorderSquare { get; }

    /// <summary>Forms the products.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="basis">[Q e], a row each.</param>
    /// <param name="stride">Distance from row to row in <paramref name="basis"/>.</param>
    internal static BlockProducts Of(ModelRows rows, double[] basis, int stride)
    {
        var products = new BlockProducts(rows, rows.Fixed + 1);
        var index = new Dictionary<(int, int), int>();
        var (pairs, blocks) = (new List<(int A, int B, int Start)>(), new List<double>());
        var factors = rows.Blocks.Count;
        var z = products.Widths.Select(w => new double[w]).ToArray();
        var nodes = new int[factors];
        for (var i = 0; i < rows.Rows; i++)
        {
            for (var f = 0; f < factors; f++)
            {
                nodes[f] = products.FirstNode[f] + rows.Blocks[f].Codes[i];
                for (var j = 0; j < z[f].Length; j++)
                    z[f][j] = rows.Blocks[f].Columns[i * z[f].Length + j] / products.Scales[f][j];
            }

            var own = basis.AsSpan(i * stride, products.Border);
            for (var f = 0; f < factors; f++)
            {
                products.AddToBorder(nodes[f], z[f], own);
                for (var g = f; g < factors; g++)
                {
                    if (!index.TryGetValue((nodes[f], nodes[g]), out var start))
                    {
                        index.Add((nodes[f], nodes[g]), start = blocks.Count);
                        pairs.Add((nodes[f], nodes[g], start));
                        for (var k = 0; k < z[f].Length * z[g].Length; k++)
                            blocks.Add(0);
                    }

                    for (var a = 0; a < z[f].Length; a++)
                        for (var b = 0; b < z[g].Length; b++)
                            blocks[start + a * z[g].Length + b] += z[f][a] * z[g][b];
                }
            }

            for (var a = 0; a < own.Length; a++)
                for (var b = a; b < own.Length; b++)
                    products.BorderSquare[a * own.Length + b] += own[a] * own[b];
        }

        (products.Pairs, products.Blocks) = ([.. pairs], [.. blocks]);
        return products;
    }

    private void AddToBorder(int node, double[] z, ReadOnlySpan<double> own)
    {
        for (var a = 0; a < z.Length; a++)
            for (var b = 0; b < own.Length; b++)
                OfBorder[(FirstOfNode[node] + a) * Border + b] += z[a] * own[b];
    }

    private static double RootMeanSquare(RandomBlock block, int column)
    {
        var sum = 0.0;
        for (var i = column; i < block.Columns.Length; i += block.Width)
            sum += block.Columns[i] * block.Columns[i];
        var root = Math.Sqrt(sum / (block.Columns.Length / block.Width));
        return root > 0 ? root : 1;
    }
}
