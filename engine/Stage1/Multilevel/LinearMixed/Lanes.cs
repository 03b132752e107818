using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace IpdEngine.Stage1.Multilevel.LinearMixed;

/// <summary>Rows padded to whole vectors of four doubles, and the few products that the mixed model makes of them.</summary>
/// <remarks>
/// The width is four whatever the processor, every multiply-add is fused and every sum runs in row order: the same bits everywhere.
/// Hot methods of this room are compiled at full strength at once: a run is over before tiering would have noticed them.
/// </remarks>
internal static class Lanes
{
    internal const int Width = 4;

    /// <summary>The length of a row of <paramref name="columns"/> numbers.</summary>
    internal static int Padded(int columns) => (columns + Width - 1) / Width * Width;

    /// <summary>True where every number is finite: times zero any other is NaN.</summary>
    internal static bool AreFinite(ReadOnlySpan<double> x)
    {
        var (sum, i) = (Vector256<double>.Zero, 0);
        for (; i <= x.Length - Width; i += Width)
            sum += Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(x), (nuint)i) * Vector256<double>.Zero;
        var rest = sum[0] + sum[1] + sum[2] + sum[3];
        for (; i < x.Length; i++)
            rest += x[i] * 0;
        return rest == 0;
    }

    /// <summary>y += scale * x, whole vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void AddScaled(double scale, ReadOnlySpan<double> x, Span<double> y)
    {
        ref var from = ref MemoryMarshal.GetReference(x);
        ref var to = ref MemoryMarshal.GetReference(y);
        var factor = Vector256.Create(scale);
        for (var i = 0; i < y.Length; i += Width)
            Vector256.FusedMultiplyAdd(factor, Vector256.LoadUnsafe(ref from, (nuint)i), Vector256.LoadUnsafe(ref to, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
    }

    /// <summary>Row a of a matrix += z_a x, whole vectors.</summary>
    /// <param name="z">A scale for each row.</param>
    /// <param name="x">Whole vectors.</param>
    /// <param name="rows">As many rows, <paramref name="step"/> apart.</param>
    /// <param name="step">At least the length of <paramref name="x"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void AddOuter(ReadOnlySpan<double> z, ReadOnlySpan<double> x, Span<double> rows, int step)
    {
        ref var from = ref MemoryMarshal.GetReference(x);
        ref var to = ref MemoryMarshal.GetReference(rows);
        for (var a = 0; a < z.Length; a++)
        {
            var factor = Vector256.Create(z[a]);
            for (var i = 0; i < x.Length; i += Width)
            {
                ref var target = ref Unsafe.Add(ref to, a * step + i);
                Vector256.FusedMultiplyAdd(factor, Vector256.LoadUnsafe(ref from, (nuint)i), Vector256.LoadUnsafe(ref target)).StoreUnsafe(ref target);
            }
        }
    }

    /// <summary>triangle += scale (x y' + y x') for the first <paramref name="columns"/> elements of x and y.</summary>
    /// <param name="scale">The scale.</param>
    /// <param name="x">At least <paramref name="columns"/> + 3 long, zero after the columns.</param>
    /// <param name="y">The same.</param>
    /// <param name="triangle">A <see cref="Triangle"/> with at least 3 elements behind it, to which zeros are added.</param>
    /// <param name="columns">Order of the triangle.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void AddTriangle(double scale, ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> triangle, int columns)
    {
        if (Math.Min(x.Length, y.Length) < columns + Width - 1 || triangle.Length < Triangle.Length(columns) + Width - 1)
            throw new ArgumentException($"found {x.Length}, {y.Length} and {triangle.Length} elements, expected room for {columns} columns and {Width - 1} more", nameof(triangle));
        ref var left = ref MemoryMarshal.GetReference(x);
        ref var right = ref MemoryMarshal.GetReference(y);
        ref var to = ref MemoryMarshal.GetReference(triangle);
        for (var r = 0; r < columns; r++)
        {
            var a = Vector256.Create(scale * Unsafe.Add(ref left, r));
            var b = Vector256.Create(scale * Unsafe.Add(ref right, r));
            for (var s = r; s < columns; s += Width)
            {
                ref var target = ref Unsafe.Add(ref to, s - r);
                var sum = Vector256.FusedMultiplyAdd(a, Vector256.LoadUnsafe(ref right, (nuint)s), Vector256.LoadUnsafe(ref target));
                Vector256.FusedMultiplyAdd(b, Vector256.LoadUnsafe(ref left, (nuint)s), sum).StoreUnsafe(ref target);
            }

            to = ref Unsafe.Add(ref to, columns - r);
        }
    }

    /// <summary>x'y over whole vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        ref var left = ref MemoryMarshal.GetReference(x);
        ref var right = ref MemoryMarshal.GetReference(y);
        var sum = Vector256<double>.Zero;
        for (var i = 0; i < x.Length; i += Width)
            sum = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref left, (nuint)i), Vector256.LoadUnsafe(ref right, (nuint)i), sum);
        return sum[0] + sum[2] + (sum[1] + sum[3]);
    }

    /// <summary>The sum of eight lanes, in one order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double Join(Vector512<double> x)
    {
        var four = x.GetLower() + x.GetUpper();
        var two = four.GetLower() + four.GetUpper();
        return two[0] + two[1];
    }
}
