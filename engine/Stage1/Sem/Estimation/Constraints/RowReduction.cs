namespace IpdEngine.Stage1.Sem.Estimation.Constraints;

/// <summary>
/// The solutions of A theta = d as theta = K x + c, where x are those elements of theta that no equation gives: Gauss-Jordan elimination.
/// </summary>
/// <param name="Kept">Indices of theta's elements that x holds, rising.</param>
/// <param name="Basis">K, q x r row-major: its columns span the null space of A.</param>
/// <param name="Offset">c, q.</param>
/// <param name="Contradiction">The first equation that contradicts those before it, or -1.</param>
internal sealed record RowReduction(int[] Kept, double[] Basis, double[] Offset, int Contradiction)
{
    // What elimination leaves of an equation counts as nothing at this share of its size.
    private const double Negligible = 1e-10;

    /// <summary>q: elements of theta.</summary>
    public int Full => Offset.Length;

    /// <summary>r: elements of x.</summary>
    public int Reduced => Kept.Length;

    /// <summary>Rank of A.</summary>
    public int Rank => Full - Reduced;

    /// <summary>Solves a system.</summary>
    /// <param name="equations">A's rows, q each.</param>
    /// <param name="right">d.</param>
    /// <param name="q">Elements of theta.</param>
    public static RowReduction Of(IReadOnlyList<double[]> equations, IReadOnlyList<double> right, int q)
    {
        List<(double[] Row, double Right, int Pivot)> reduced = [];
        var contradiction = -1;
        for (var e = 0; e < equations.Count; e++)
        {
            var row = (double[])equations[e].Clone();
            var (value, size) = (right[e], Size(row, right[e]));
            foreach (var (known, knownRight, pivot) in reduced)
            {
                var factor = row[pivot];
                if (factor == 0)
                    continue;
                Subtract(row, known, factor);
                value -= factor * knownRight;
                row[pivot] = 0;
            }

            var place = PivotOf(row, Negligible * size);
            if (place < 0)
            {
                if (contradiction < 0 && Math.Abs(value) > Negligible * Math.Max(size, 1))
                    contradiction = e;
                continue;
            }

            var scale = 1 / row[place];
            for (var j = 0; j < q; j++)
                row[j] *= scale;
            (row[place], value) = (1, value * scale);
            for (var k = 0; k < reduced.Count; k++)
            {
                var factor = reduced[k].Row[place];
                if (factor == 0)
                    continue;
                Subtract(reduced[k].Row, row, factor);
                reduced[k].Row[place] = 0;
                reduced[k] = reduced[k] with { Right = reduced[k].Right - factor * value };
            }

            reduced.Add((row, value, place));
        }

        return Solution(reduced, q, contradiction);
    }

    private static RowReduction Solution(List<(double[] Row, double Right, int Pivot)> reduced, int q, int contradiction)
    {
        var pivots = reduced.Select(r => r.Pivot).ToHashSet();
        int[] kept = [.. Enumerable.Range(0, q).Where(i => !pivots.Contains(i))];
        var (basis, offset) = (new double[q * kept.Length], new double[q]);
        for (var j = 0; j < kept.Length; j++)
            basis[kept[j] * kept.Length + j] = 1;
        foreach (var (row, right, pivot) in reduced)
        {
            offset[pivot] = right;
            for (var j = 0; j < kept.Length; j++)
                basis[pivot * kept.Length + j] = -row[kept[j]];
        }

        return new RowReduction(kept, basis, offset, contradiction);
    }

    // The last element that is not much smaller than the largest: earlier parameters stay free and keep their names.
    private static int PivotOf(double[] row, double negligible)
    {
        var largest = 0.0;
        foreach (var value in row)
            largest = Math.Max(largest, Math.Abs(value));
        if (!(largest > negligible))
            return -1;
        for (var j = row.Length - 1; ; j--)
            if (Math.Abs(row[j]) >= 0.1 * largest)
                return j;
    }

    private static double Size(double[] row, double right)
    {
        var size = Math.Abs(right);
        foreach (var value in row)
            size = Math.Max(size, Math.Abs(value));
        return size;
    }

    private static void Subtract(double[] target, double[] source, double factor)
    {
        for (var j = 0; j < target.Length; j++)
            target[j] -= factor * source[j];
    }
}
