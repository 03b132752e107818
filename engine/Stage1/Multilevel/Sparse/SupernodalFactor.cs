using System.Runtime.CompilerServices;
using IpdEngine.Numerics;

namespace IpdEngine.Stage1.Multilevel.Sparse;

/// <summary>The Cholesky factor B = U'U of a sparse symmetric matrix with a dense border, by supernodes.</summary>
/// <remarks>
/// Fill <see cref="Values"/> with B's upper triangle at the places of the layout, then <see cref="Factor"/>. Every sum runs in one order, so
/// the same matrix gives the same bits. Source: Davis, Direct Methods for Sparse Linear Systems (2006), chapter 4; Ng and Peyton 1993, doi 10.1137/0914063.
/// </remarks>
internal sealed class SupernodalFactor
{
    private const int PanelRows = 48;

    private readonly double[] _sum, _gather, _negated;

    internal SupernodalFactor(SupernodeLayout layout)
    {
        Layout = layout;
        Values = new double[layout.Length];
        var widest = layout.Supernodes.Max(s => s.Stride);
        (_sum, _gather, _negated) = (new double[widest], new double[widest], new double[PanelRows * layout.Supernodes.Max(s => s.Width)]);
    }

    internal SupernodeLayout Layout { get; }

    /// <summary>B before, U after <see cref="Factor"/>.</summary>
    internal double[] Values { get; }

    /// <summary>Factors in place; true where B is positive definite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal bool Factor()
    {
        foreach (var supernode in Layout.Supernodes)
        {
            if (!FactorRows(supernode))
                return false;
            foreach (var segment in supernode.Segments)
                Update(supernode, segment);
        }

        return true;
    }

    /// <summary>Sum of log U_kk over some columns.</summary>
    internal double LogDiagonal(int first, int count)
    {
        var (sum, product) = (0.0, 1.0);
        foreach (var s in Layout.Supernodes)
        {
            for (var k = Math.Max(0, first - s.First); k < Math.Min(s.Width, first + count - s.First); k++)
            {
                // A logarithm of the product of many, before it leaves the range of a double.
                product *= Values[s.Offset + k * s.Stride + k];
                if (product is > 1e100 or < 1e-100)
                    (sum, product) = (sum + Math.Log(product), 1);
            }
        }

        return sum + Math.Log(product);
    }

    /// <summary>Solves U x = z in place; x has all columns, the border's at the end.</summary>
    internal void SolveUpper(Span<double> x)
    {
        for (var index = Layout.Supernodes.Count - 1; index >= 0; index--)
        {
            var s = Layout.Supernodes[index];
            var r = s.Columns.Length;
            for (var b = 0; b < r; b++)
                _gather[b] = x[s.Columns[b]];
            for (var k = s.Width - 1; k >= 0; k--)
            {
                var row = Values.AsSpan(s.Offset + k * s.Stride, s.Stride);
                var own = s.Width - k - 1;
                var sum = x[s.First + k] - VectorAlgebra.Dot(row.Slice(k + 1, own), x.Slice(s.First + k + 1, own)) - VectorAlgebra.Dot(row[s.Width..], _gather.AsSpan(0, r));
                x[s.First + k] = sum / row[k];
            }
        }
    }

    private bool FactorRows(Supernode s)
    {
        for (var panel = 0; panel < s.Width; panel += PanelRows)
        {
            var end = Math.Min(panel + PanelRows, s.Width);
            for (var k = panel; k < end; k++)
            {
                var row = Values.AsSpan(s.Offset + k * s.Stride + k, s.Stride - k);
                Subtract(s, panel, k, k, row);
                var pivot = row[0];
                if (!(pivot > 0) || double.IsInfinity(pivot))
                    return false;
                var root = Math.Sqrt(pivot);
                row[0] = root;
                var scale = 1 / root;
                for (var j = 1; j < row.Length; j++)
                    row[j] *= scale;
            }

            if (end < s.Width)
                SubtractPanel(s, panel, end);
        }

        return true;
    }

    /// <summary>Subtracts from the rows behind a panel what its rows leave on them.</summary>
    private void SubtractPanel(Supernode s, int panel, int end)
    {
        var (height, behind, rest) = (end - panel, s.Width - end, s.Stride - end);
        for (var i = 0; i < height; i++)
            for (var k = 0; k < behind; k++)
                _negated[i * behind + k] = -Values[s.Offset + (panel + i) * s.Stride + end + k];
        MatrixProduct.AddBlock(
            _negated, Values.AsSpan(s.Offset + panel * s.Stride + end), Values.AsSpan(s.Offset + end * s.Stride + end), (behind, s.Stride, s.Stride), (behind, height, rest), transposed: true,
            upper: true);
    }

    /// <summary>Subtracts from row k what the rows from first to behind last leave on it.</summary>
    private void Subtract(Supernode s, int first, int last, int k, Span<double> row)
    {
        var i = first;
        for (; i + 4 <= last; i += 4)
        {
            ReadOnlySpan<double> a = Above(i), b = Above(i + 1), c = Above(i + 2), d = Above(i + 3);
            VectorAlgebra.AddFourScaled((-a[0], -b[0], -c[0], -d[0]), a, b, c, d, row);
        }

        for (; i < last; i++)
            VectorAlgebra.AddScaled(-Above(i)[0], Above(i), row);

        ReadOnlySpan<double> Above(int index) => Values.AsSpan(s.Offset + index * s.Stride + k, s.Stride - k);
    }

    /// <summary>Subtracts U_sR'U_sR from the rows that the segment's owner has.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Update(Supernode s, Segment segment)
    {
        var target = Layout.Supernodes[segment.Owner];
        var r = s.Columns.Length;
        for (var a = segment.Start; a < segment.End; a++)
        {
            var places = segment.Places.AsSpan(a - segment.Start);
            var to = Values.AsSpan(target.Offset + (s.Columns[a] - target.First) * target.Stride, target.Stride);
            if (s.Width == 1)
            {
                var row = Values.AsSpan(s.Offset + 1 + a, r - a);
                var factor = -row[0];
                for (var b = 0; b < row.Length; b++)
                    to[places[b]] = Math.FusedMultiplyAdd(factor, row[b], to[places[b]]);
                continue;
            }

            var sum = _sum.AsSpan(0, r - a);
            sum.Clear();
            for (var k = 0; k < s.Width; k++)
            {
                var row = Values.AsSpan(s.Offset + k * s.Stride + s.Width + a, r - a);
                VectorAlgebra.AddScaled(row[0], row, sum);
            }

            for (var b = 0; b < sum.Length; b++)
                to[places[b]] -= sum[b];
        }
    }
}
