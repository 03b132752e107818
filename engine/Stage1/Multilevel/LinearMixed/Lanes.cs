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

    /// <summary>R'R of n padded rows, stride x stride; right from the upper triangle's whole vectors on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double[] CrossProduct(ReadOnlySpan<double> rows, int n, int stride)
    {
        var product = new double[stride * stride];
        ref var to = ref MemoryMarshal.GetArrayDataReference(product);
        for (var i = 0; i < n; i++)
        {
            ref var row = ref Unsafe.Add(ref MemoryMarshal.GetReference(rows), i * stride);
            for (var r = 0; r < stride; r++)
            {
                var factor = Vector256.Create(Unsafe.Add(ref row, r));
                for (var k = r / Width * Width; k < stride; k += Width)
                {
                    ref var target = ref Unsafe.Add(ref to, r * stride + k);
                    Vector256.FusedMultiplyAdd(factor, Vector256.LoadUnsafe(ref row, (nuint)k), Vector256.LoadUnsafe(ref target)).StoreUnsafe(ref target);
                }
            }
        }

        return product;
    }

    /// <summary>Replaces each padded row by row * M, M stride x stride.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void MultiplyRows(Span<double> rows, int n, int stride, ReadOnlySpan<double> m)
    {
        Span<double> result = stackalloc double[stride];
        ref var sum = ref MemoryMarshal.GetReference(result);
        ref var matrix = ref MemoryMarshal.GetReference(m);
        for (var i = 0; i < n; i++)
        {
            ref var row = ref Unsafe.Add(ref MemoryMarshal.GetReference(rows), i * stride);
            for (var column = 0; column < stride; column += Width)
            {
                var total = Vector256<double>.Zero;
                for (var k = 0; k < stride; k++)
                    total = Vector256.FusedMultiplyAdd(
                        Vector256.Create(Unsafe.Add(ref row, k)), Vector256.LoadUnsafe(ref matrix, (nuint)(k * stride + column)), total);
                total.StoreUnsafe(ref sum, (nuint)column);
            }

            result.CopyTo(rows.Slice(i * stride, stride));
        }
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

    /// <summary>target += sum_k scales_k * row_k, the rows one after the other in a table, each as long as the target.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void AddRows(ReadOnlySpan<double> scales, ReadOnlySpan<double> table, Span<double> target)
    {
        if (scales.Length != 3)
        {
            for (var k = 0; k < scales.Length; k++)
                AddScaled(scales[k], table.Slice(k * target.Length, target.Length), target);
            return;
        }

        // Random intercept and one slope, the case that runs most: the target is read and written once.
        ref var first = ref MemoryMarshal.GetReference(table);
        ref var second = ref Unsafe.Add(ref first, target.Length);
        ref var third = ref Unsafe.Add(ref second, target.Length);
        ref var to = ref MemoryMarshal.GetReference(target);
        var (x, y, z) = (Vector256.Create(scales[0]), Vector256.Create(scales[1]), Vector256.Create(scales[2]));
        for (var i = 0; i < target.Length; i += Width)
        {
            var sum = Vector256.FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref first, (nuint)i), Vector256.LoadUnsafe(ref to, (nuint)i));
            sum = Vector256.FusedMultiplyAdd(y, Vector256.LoadUnsafe(ref second, (nuint)i), sum);
            Vector256.FusedMultiplyAdd(z, Vector256.LoadUnsafe(ref third, (nuint)i), sum).StoreUnsafe(ref to, (nuint)i);
        }
    }

    /// <summary>Three targets, one after the other, from three rows: each element of the table is read once.</summary>
    /// <param name="scales">3 x 3: a row a target.</param>
    /// <param name="table">Three rows.</param>
    /// <param name="targets">Three rows of the same length.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void AddThreeRows(ReadOnlySpan<double> scales, ReadOnlySpan<double> table, Span<double> targets)
    {
        var length = targets.Length / 3;
        ref var first = ref MemoryMarshal.GetReference(table);
        ref var to = ref MemoryMarshal.GetReference(targets);
        var (xx, xy, xz) = (Vector256.Create(scales[0]), Vector256.Create(scales[1]), Vector256.Create(scales[2]));
        var (yx, yy, yz) = (Vector256.Create(scales[3]), Vector256.Create(scales[4]), Vector256.Create(scales[5]));
        var (zx, zy, zz) = (Vector256.Create(scales[6]), Vector256.Create(scales[7]), Vector256.Create(scales[8]));
        for (var i = 0; i < length; i += Width)
        {
            var x = Vector256.LoadUnsafe(ref first, (nuint)i);
            var y = Vector256.LoadUnsafe(ref first, (nuint)(length + i));
            var z = Vector256.LoadUnsafe(ref first, (nuint)(2 * length + i));
            var sum = Vector256.FusedMultiplyAdd(xx, x, Vector256.LoadUnsafe(ref to, (nuint)i));
            Vector256.FusedMultiplyAdd(xz, z, Vector256.FusedMultiplyAdd(xy, y, sum)).StoreUnsafe(ref to, (nuint)i);
            sum = Vector256.FusedMultiplyAdd(yx, x, Vector256.LoadUnsafe(ref to, (nuint)(length + i)));
            Vector256.FusedMultiplyAdd(yz, z, Vector256.FusedMultiplyAdd(yy, y, sum)).StoreUnsafe(ref to, (nuint)(length + i));
            sum = Vector256.FusedMultiplyAdd(zx, x, Vector256.LoadUnsafe(ref to, (nuint)(2 * length + i)));
            Vector256.FusedMultiplyAdd(zz, z, Vector256.FusedMultiplyAdd(zy, y, sum)).StoreUnsafe(ref to, (nuint)(2 * length + i));
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
}
