using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace IpdEngine.Stage1.Multilevel.LinearMixed;

/// <summary>Rows padded to whole vectors of four doubles, and the few products that the mixed model makes of them.</summary>
/// <remarks>The width is four whatever the processor, every multiply-add is fused and every sum runs in row order: the same bits everywhere.</remarks>
internal static class Lanes
{
    internal const int Width = 4;

    /// <summary>The length of a row of <paramref name="columns"/> numbers.</summary>
    internal static int Padded(int columns) => (columns + Width - 1) / Width * Width;

    /// <summary>R'R of n padded rows, stride x stride; upper triangle, by whole vectors.</summary>
    internal static double[] CrossProduct(ReadOnlySpan<double> rows, int n, int stride)
    {
        var product = new double[stride * stride];
        for (var i = 0; i < n; i++)
        {
            var row = rows.Slice(i * stride, stride);
            AddOuterUpper(row, row, product, stride, 1);
        }

        return product;
    }

    /// <summary>Replaces each padded row by row * M, M stride x stride.</summary>
    internal static void MultiplyRows(Span<double> rows, int n, int stride, ReadOnlySpan<double> m)
    {
        Span<double> result = stackalloc double[stride];
        for (var i = 0; i < n; i++)
        {
            var row = rows.Slice(i * stride, stride);
            result.Clear();
            for (var k = 0; k < stride; k++)
                AddScaled(row[k], m.Slice(k * stride, stride), result);
            result.CopyTo(row);
        }
    }

    /// <summary>y += scale * x, whole vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void AddScaled(double scale, ReadOnlySpan<double> x, Span<double> y)
    {
        ref var from = ref MemoryMarshal.GetReference(x);
        ref var to = ref MemoryMarshal.GetReference(y);
        var factor = Vector256.Create(scale);
        for (var i = 0; i < y.Length; i += Width)
            Vector256.FusedMultiplyAdd(factor, Vector256.LoadUnsafe(ref from, (nuint)i), Vector256.LoadUnsafe(ref to, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
    }

    /// <summary>A += sign * x y', rows from the diagonal's vector on: enough for the upper triangle of a symmetric sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void AddOuterUpper(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> a, int stride, double sign)
    {
        ref var from = ref MemoryMarshal.GetReference(y);
        ref var to = ref MemoryMarshal.GetReference(a);
        for (var r = 0; r < stride; r++)
        {
            var factor = Vector256.Create(sign * x[r]);
            ref var row = ref Unsafe.Add(ref to, r * stride);
            for (var i = r / Width * Width; i < stride; i += Width)
                Vector256.FusedMultiplyAdd(factor, Vector256.LoadUnsafe(ref from, (nuint)i), Vector256.LoadUnsafe(ref row, (nuint)i)).StoreUnsafe(ref row, (nuint)i);
        }
    }

    /// <summary>A += x y', all of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void AddOuter(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> a, int stride)
    {
        ref var from = ref MemoryMarshal.GetReference(y);
        ref var to = ref MemoryMarshal.GetReference(a);
        for (var r = 0; r < stride; r++)
        {
            var factor = Vector256.Create(x[r]);
            ref var row = ref Unsafe.Add(ref to, r * stride);
            for (var i = 0; i < stride; i += Width)
                Vector256.FusedMultiplyAdd(factor, Vector256.LoadUnsafe(ref from, (nuint)i), Vector256.LoadUnsafe(ref row, (nuint)i)).StoreUnsafe(ref row, (nuint)i);
        }
    }

    /// <summary>x'y over whole vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        ref var left = ref MemoryMarshal.GetReference(x);
        ref var right = ref MemoryMarshal.GetReference(y);
        var sum = Vector256<double>.Zero;
        for (var i = 0; i < x.Length; i += Width)
            sum = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref left, (nuint)i), Vector256.LoadUnsafe(ref right, (nuint)i), sum);
        return sum[0] + sum[2] + (sum[1] + sum[3]);
    }
}
