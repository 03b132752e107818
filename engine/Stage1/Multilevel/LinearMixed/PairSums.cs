using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace IpdEngine.Stage1.Multilevel.LinearMixed;

/// <summary>The sums of groups with two random columns, sixteen groups at a time: a lane a group, two vectors of eight lanes.</summary>
/// <remarks>
/// The inverses of two by two matrices are written out, which G singular does not disturb. The width is eight whatever the processor, and lanes are joined in
/// one order: the same bits everywhere. Where groups do not fill the last sixteen, T and W of the others are zero and add nothing.
/// </remarks>
internal sealed class PairSums : GroupSums
{
    private const int Width = 8;

    // A product of this size leaves room for seven more like it.
    private const double LargeProduct = 1e30;

    private readonly int _block;
    private readonly double[] _blocks, _lanes, _scratch;
    private int _groups;
    private double _g00, _g01, _g11, _determinant;

    internal PairSums(int columns, int groups)
        : base(2, columns)
    {
        _block = Width * (3 + 2 * columns);
        _blocks = new double[(groups + 2 * Width - 1) / (2 * Width) * 2 * _block];
        (_lanes, _scratch) = (new double[3 * Width * Triangle.Length(columns)], new double[4 * Width * columns]);
    }

    internal override void Add(ReadOnlySpan<double> t, ReadOnlySpan<double> w, int stride)
    {
        var at = _blocks.AsSpan(_groups / Width * _block + _groups % Width);
        (at[0], at[Width], at[2 * Width]) = (t[0], t[1], t[3]);
        for (var a = 0; a < Columns; a++)
            (at[(3 + a) * Width], at[(3 + Columns + a) * Width]) = (w[a], w[stride + a]);
        _groups++;
    }

    internal override void SetLambda(ReadOnlySpan<double> lambda)
    {
        (_g00, _g01) = (lambda[0] * lambda[0] + lambda[1] * lambda[1], lambda[0] * lambda[2] + lambda[1] * lambda[3]);
        _g11 = lambda[2] * lambda[2] + lambda[3] * lambda[3];
        var determinant = lambda[0] * lambda[3] - lambda[1] * lambda[2];
        _determinant = determinant * determinant;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override double Subtract(Span<double> triangle)
    {
        Vector512<double> g00 = Vector512.Create(_g00), g01 = Vector512.Create(_g01), g11 = Vector512.Create(_g11), d = Vector512.Create(_determinant);
        var (logarithms, product) = (0.0, Vector512<double>.One);
        _lanes.AsSpan().Clear();
        ref var u = ref MemoryMarshal.GetArrayDataReference(_scratch);
        var columns = Columns;
        ref var v = ref Unsafe.Add(ref u, 2 * columns * Width);
        for (var start = 0; start < _blocks.Length; start += 2 * _block)
        {
            for (var half = 0; half < 2; half++)
            {
                ref var t = ref _blocks[start + half * _block];
                Vector512<double> t00 = Vector512.LoadUnsafe(ref t), t01 = Vector512.LoadUnsafe(ref t, Width), t11 = Vector512.LoadUnsafe(ref t, 2 * Width);
                var determinant = Determinant(t00, t01, t11);
                product *= determinant;
                if (Vector512.GreaterThanAny(product, Vector512.Create(LargeProduct)))
                    (logarithms, product) = (logarithms + SumOfLogarithms(product), Vector512<double>.One);
                var scale = Vector512<double>.One / determinant;
                Vector512<double> m00 = (g00 + t11 * d) * scale, m01 = (g01 - t01 * d) * scale, m11 = (g11 + t00 * d) * scale;
                Transform(ref Unsafe.Add(ref t, 3 * Width), ref half == 0 ? ref u : ref v, columns, m00, m01, m01, m11);
            }

            ref var w = ref _blocks[start + 3 * Width];
            ref var next = ref Unsafe.Add(ref w, _block);
            ref var sum = ref MemoryMarshal.GetArrayDataReference(_lanes);
            var second = (nuint)(columns * Width);
            for (nuint a = 0; a < second; a += Width)
            {
                Vector512<double> x0 = Vector512.LoadUnsafe(ref w, a), y0 = Vector512.LoadUnsafe(ref w, second + a);
                Vector512<double> x1 = Vector512.LoadUnsafe(ref next, a), y1 = Vector512.LoadUnsafe(ref next, second + a);
                for (var b = a; b < second; b += Width)
                {
                    var total = Vector512.FusedMultiplyAdd(x0, Vector512.LoadUnsafe(ref u, b), Vector512.LoadUnsafe(ref sum));
                    total = Vector512.FusedMultiplyAdd(y0, Vector512.LoadUnsafe(ref u, second + b), total);
                    total = Vector512.FusedMultiplyAdd(x1, Vector512.LoadUnsafe(ref v, b), total);
                    Vector512.FusedMultiplyAdd(y1, Vector512.LoadUnsafe(ref v, second + b), total).StoreUnsafe(ref sum);
                    sum = ref Unsafe.Add(ref sum, Width);
                }
            }
        }

        for (var k = 0; k < Triangle.Length(Columns); k++)
            triangle[k] -= Lanes.Join(Vector512.LoadUnsafe(ref _lanes[k * Width]));
        var last = 1.0;
        for (var lane = 0; lane < Width; lane++)
            last *= product.GetElement(lane);
        return logarithms + Math.Log(last);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void Differentiate(ReadOnlySpan<double> weights)
    {
        var columns = Columns;
        nuint rows = (nuint)(columns * Width), apart = (nuint)(Triangle.Length(columns) * Width);
        var totals = default(PairTotals);
        _lanes.AsSpan().Clear();
        ref var u = ref MemoryMarshal.GetArrayDataReference(_scratch);
        ref var v = ref Unsafe.Add(ref u, 2 * columns * Width);
        for (var start = 0; start < _blocks.Length; start += 2 * _block)
        {
            Project(ref _blocks[start], ref u, columns);
            Project(ref _blocks[start + _block], ref v, columns);
            Vector512<double> q00 = default, q01 = default, q11 = default, r00 = default, r01 = default, r11 = default;
            ref var sum = ref MemoryMarshal.GetArrayDataReference(_lanes);
            ref var weight = ref MemoryMarshal.GetReference(weights);
            for (nuint a = 0; a < rows; a += Width)
            {
                Vector512<double> x0 = Vector512.LoadUnsafe(ref u, a), y0 = Vector512.LoadUnsafe(ref u, rows + a);
                Vector512<double> x1 = Vector512.LoadUnsafe(ref v, a), y1 = Vector512.LoadUnsafe(ref v, rows + a);
                Vector512<double> along0 = default, across0 = default, along1 = default, across1 = default;
                for (var b = a; b < rows; b += Width)
                {
                    Vector512<double> first0 = Vector512.LoadUnsafe(ref u, b), second0 = Vector512.LoadUnsafe(ref u, rows + b);
                    Vector512<double> first1 = Vector512.LoadUnsafe(ref v, b), second1 = Vector512.LoadUnsafe(ref v, rows + b);
                    var k = Vector512.Create(weight);
                    (along0, across0) = (Vector512.FusedMultiplyAdd(k, first0, along0), Vector512.FusedMultiplyAdd(k, second0, across0));
                    (along1, across1) = (Vector512.FusedMultiplyAdd(k, first1, along1), Vector512.FusedMultiplyAdd(k, second1, across1));
                    Vector512.FusedMultiplyAdd(x1, first1, Vector512.FusedMultiplyAdd(x0, first0, Vector512.LoadUnsafe(ref sum))).StoreUnsafe(ref sum);
                    var mixed = Vector512.FusedMultiplyAdd(x0, second0, Vector512.FusedMultiplyAdd(y0, first0, Vector512.LoadUnsafe(ref sum, apart)));
                    Vector512.FusedMultiplyAdd(x1, second1, Vector512.FusedMultiplyAdd(y1, first1, mixed)).StoreUnsafe(ref sum, apart);
                    Vector512.FusedMultiplyAdd(y1, second1, Vector512.FusedMultiplyAdd(y0, second0, Vector512.LoadUnsafe(ref sum, 2 * apart))).StoreUnsafe(ref sum, 2 * apart);
                    sum = ref Unsafe.Add(ref sum, Width);
                    weight = ref Unsafe.Add(ref weight, 1);
                }

                (q00, r00) = (Vector512.FusedMultiplyAdd(x0, along0, q00), Vector512.FusedMultiplyAdd(x1, along1, r00));
                q01 = Vector512.FusedMultiplyAdd(x0, across0, Vector512.FusedMultiplyAdd(y0, along0, q01));
                r01 = Vector512.FusedMultiplyAdd(x1, across1, Vector512.FusedMultiplyAdd(y1, along1, r01));
                (q11, r11) = (Vector512.FusedMultiplyAdd(y0, across0, q11), Vector512.FusedMultiplyAdd(y1, across1, r11));
            }

            AddTo(ref totals, ref _blocks[start], q00, q01, q11);
            AddTo(ref totals, ref _blocks[start + _block], r00, r01, r11);
        }

        for (var pair = 0; pair < 3; pair++)
            for (var k = 0; k < Triangle.Length(columns); k++)
                Outers[pair * Length + k] = Lanes.Join(Vector512.LoadUnsafe(ref _lanes[(pair * Triangle.Length(columns) + k) * Width]));
        totals.Share(Gamma, Products);
    }

    // U = B W of a block.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Project(ref double t, ref double u, int columns)
    {
        Vector512<double> g00 = Vector512.Create(_g00), g01 = Vector512.Create(_g01), g11 = Vector512.Create(_g11);
        Vector512<double> t00 = Vector512.LoadUnsafe(ref t), t01 = Vector512.LoadUnsafe(ref t, Width), t11 = Vector512.LoadUnsafe(ref t, 2 * Width);
        var scale = Vector512<double>.One / Determinant(t00, t01, t11);
        Vector512<double> b00 = (Vector512<double>.One + t01 * g01 + t11 * g11) * scale, b01 = -(t00 * g01 + t01 * g11) * scale;
        Vector512<double> b10 = -(t01 * g00 + t11 * g01) * scale, b11 = (Vector512<double>.One + t00 * g00 + t01 * g01) * scale;
        Transform(ref Unsafe.Add(ref t, 3 * Width), ref u, columns, b00, b01, b10, b11);
    }

    // P of a block beside its Q; q01 comes doubled.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddTo(ref PairTotals totals, ref double t, Vector512<double> q00, Vector512<double> q01, Vector512<double> q11)
    {
        Vector512<double> t00 = Vector512.LoadUnsafe(ref t), t01 = Vector512.LoadUnsafe(ref t, Width), t11 = Vector512.LoadUnsafe(ref t, 2 * Width);
        var scale = Vector512<double>.One / Determinant(t00, t01, t11);
        var determinantOfT = t00 * t11 - t01 * t01;
        totals.Add(
            q00, q01 * Vector512.Create(0.5), q11, (t00 + Vector512.Create(_g11) * determinantOfT) * scale, (t01 - Vector512.Create(_g01) * determinantOfT) * scale,
            (t11 + Vector512.Create(_g00) * determinantOfT) * scale);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<double> Determinant(Vector512<double> t00, Vector512<double> t01, Vector512<double> t11) =>
        Vector512<double>.One + t00 * Vector512.Create(_g00) + (t01 + t01) * Vector512.Create(_g01) + t11 * Vector512.Create(_g11) + (t00 * t11 - t01 * t01) * Vector512.Create(_determinant);

    // The two rows of [c00 c01; c10 c11] W.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transform(ref double w, ref double u, int columns, Vector512<double> c00, Vector512<double> c01, Vector512<double> c10, Vector512<double> c11)
    {
        var second = (nuint)(columns * Width);
        for (nuint a = 0; a < second; a += Width)
        {
            Vector512<double> x = Vector512.LoadUnsafe(ref w, a), y = Vector512.LoadUnsafe(ref w, second + a);
            Vector512.FusedMultiplyAdd(c01, y, c00 * x).StoreUnsafe(ref u, a);
            Vector512.FusedMultiplyAdd(c11, y, c10 * x).StoreUnsafe(ref u, second + a);
        }
    }

    private static double SumOfLogarithms(Vector512<double> x)
    {
        var sum = 0.0;
        for (var lane = 0; lane < Width; lane++)
            sum += Math.Log(x.GetElement(lane));
        return sum;
    }
}
