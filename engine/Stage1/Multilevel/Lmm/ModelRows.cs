namespace IpdEngine.Stage1.Multilevel.Lmm;

/// <summary>The rows of a linear mixed model in an order of their own: whatever the order of the file, sums give the same bits.</summary>
internal sealed class ModelRows
{
    /// <param name="response">y - offset, n.</param>
    /// <param name="fixedColumns">X, n x p, column by column.</param>
    /// <param name="fixedNames">Names of the p columns.</param>
    /// <param name="blocks">Z.</param>
    /// <param name="weights">Prior weights, n, above zero; null for none.</param>
    internal ModelRows(double[] response, double[] fixedColumns, IReadOnlyList<string> fixedNames, IReadOnlyList<RandomBlock> blocks, double[]? weights)
    {
        (Rows, Fixed, FixedNames) = (response.Length, fixedNames.Count, fixedNames);
        var order = CanonicalOrder(response, fixedColumns, blocks, weights);
        Order = order;
        Response = Array.ConvertAll(order, i => response[i] * Root(weights, i));
        FixedColumns = new double[Rows * Fixed];
        for (var k = 0; k < Rows; k++)
            for (var j = 0; j < Fixed; j++)
                FixedColumns[k * Fixed + j] = fixedColumns[j * Rows + order[k]] * Root(weights, order[k]);
        Blocks = [.. blocks.Select(b => b with { Codes = Array.ConvertAll(order, i => b.Codes[i]), Columns = Weighted(b, order, weights) })];
        if (weights is not null)
            foreach (var i in order)
                LogWeights += Math.Log(weights[i]);
    }

    /// <summary>n.</summary>
    internal int Rows { get; }

    /// <summary>p.</summary>
    internal int Fixed { get; }

    internal IReadOnlyList<string> FixedNames { get; }

    /// <summary>For each row here, its index in what was given.</summary>
    internal int[] Order { get; }

    /// <summary>y, each row times the root of its weight.</summary>
    internal double[] Response { get; }

    /// <summary>X likewise, row-major.</summary>
    internal double[] FixedColumns { get; }

    /// <summary>Z likewise.</summary>
    internal IReadOnlyList<RandomBlock> Blocks { get; }

    /// <summary>Sum of the logarithms of the weights.</summary>
    internal double LogWeights { get; }

    private double[] Weighted(RandomBlock block, int[] order, double[]? weights)
    {
        var columns = new double[Rows * block.Width];
        for (var k = 0; k < Rows; k++)
            for (var j = 0; j < block.Width; j++)
                columns[k * block.Width + j] = block.Columns[order[k] * block.Width + j] * Root(weights, order[k]);
        return columns;
    }

    private static double Root(double[]? weights, int row) => weights is null ? 1 : Math.Sqrt(weights[row]);

    private static int[] CanonicalOrder(double[] response, double[] fixedColumns, IReadOnlyList<RandomBlock> blocks, double[]? weights)
    {
        int[] order = [.. Enumerable.Range(0, response.Length)];
        Array.Sort(order, (a, b) =>
        {
            var sign = 0;
            for (var k = 0; k < blocks.Count && sign == 0; k++)
                sign = blocks[k].Codes[a].CompareTo(blocks[k].Codes[b]);
            if (sign == 0)
                sign = response[a].CompareTo(response[b]);
            for (var at = 0; at < fixedColumns.Length && sign == 0; at += response.Length)
                sign = fixedColumns[at + a].CompareTo(fixedColumns[at + b]);
            for (var k = 0; k < blocks.Count && sign == 0; k++)
                for (var j = 0; j < blocks[k].Width && sign == 0; j++)
                    sign = blocks[k].Columns[a * blocks[k].Width + j].CompareTo(blocks[k].Columns[b * blocks[k].Width + j]);
            return sign != 0 || weights is null ? sign : weights[a].CompareTo(weights[b]);
        });
        return order;
    }
}
