using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace IpdEngine.Numerics;

/// <summary>Dot products and scaled sums over spans, in one fixed order on every machine.</summary>
/// <remarks>
/// The width is four doubles whatever the processor, and every multiply-add is fused, in hardware or in software: the same input gives the
/// same bits everywhere. A dot product runs four interleaved sums, joined as (0+2)+(1+3), then the last one to three products in order.
/// </remarks>
public static class VectorAlgebra
{
    /// <summary>Sum of products of two spans of one length.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length)
            throw new ArgumentException($"found lengths {x.Length} and {y.Length}, expected two spans of one length", nameof(y));
        return Dot(ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(y), x.Length);
    }

    /// <summary>y += scale * x, element by element.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void AddScaled(double scale, ReadOnlySpan<double> x, Span<double> y)
    {
        if (x.Length != y.Length)
            throw new ArgumentException($"found lengths {x.Length} and {y.Length}, expected two spans of one length", nameof(y));
        AddScaled(scale, ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(y), x.Length);
    }

    /// <summary>y += a x0 + b x1 + c x2 + d x3, element by element and in that order: the bits of four calls of <see cref="AddScaled(double, ReadOnlySpan{double}, Span{double})"/>.</summary>
    /// <exception cref="ArgumentException">A span is shorter than y.</exception>
    public static void AddFourScaled(
        (double A, double B, double C, double D) scales, ReadOnlySpan<double> x0, ReadOnlySpan<double> x1, ReadOnlySpan<double> x2, ReadOnlySpan<double> x3, Span<double> y)
    {
        var length = y.Length;
        if (x0.Length < length || x1.Length < length || x2.Length < length || x3.Length < length)
            throw new ArgumentException($"found lengths {x0.Length}, {x1.Length}, {x2.Length} and {x3.Length}, expected at least {length}", nameof(y));
        ref var r0 = ref MemoryMarshal.GetReference(x0);
        ref var r1 = ref MemoryMarshal.GetReference(x1);
        ref var r2 = ref MemoryMarshal.GetReference(x2);
        ref var r3 = ref MemoryMarshal.GetReference(x3);
        ref var to = ref MemoryMarshal.GetReference(y);
        var (a, b, c, d) = (Vector256.Create(scales.A), Vector256.Create(scales.B), Vector256.Create(scales.C), Vector256.Create(scales.D));
        var i = 0;
        for (; i <= length - 4; i += 4)
        {
            var sum = Vector256.FusedMultiplyAdd(a, Vector256.LoadUnsafe(ref r0, (nuint)i), Vector256.LoadUnsafe(ref to, (nuint)i));
            sum = Vector256.FusedMultiplyAdd(b, Vector256.LoadUnsafe(ref r1, (nuint)i), sum);
            sum = Vector256.FusedMultiplyAdd(c, Vector256.LoadUnsafe(ref r2, (nuint)i), sum);
            Vector256.FusedMultiplyAdd(d, Vector256.LoadUnsafe(ref r3, (nuint)i), sum).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < length; i++)
        {
            var sum = Math.FusedMultiplyAdd(scales.A, Unsafe.Add(ref r0, i), Unsafe.Add(ref to, i));
            sum = Math.FusedMultiplyAdd(scales.B, Unsafe.Add(ref r1, i), sum);
            sum = Math.FusedMultiplyAdd(scales.C, Unsafe.Add(ref r2, i), sum);
            Unsafe.Add(ref to, i) = Math.FusedMultiplyAdd(scales.D, Unsafe.Add(ref r3, i), sum);
        }
    }

    /// <summary>Largest absolute element; 0 for an empty span; NaN where any element is.</summary>
    public static double MaximumAbsolute(ReadOnlySpan<double> x)
    {
        var largest = 0.0;
        foreach (var value in x)
        {
            if (double.IsNaN(value))
                return double.NaN;
            largest = Math.Max(largest, Math.Abs(value));
        }

        return largest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double Dot(ref double x, ref double y, int length)
    {
        var sum = Vector256<double>.Zero;
        var i = 0;
        for (; i <= length - 4; i += 4)
            sum = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x, (nuint)i), Vector256.LoadUnsafe(ref y, (nuint)i), sum);
        var total = (sum[0] + sum[2]) + (sum[1] + sum[3]);
        for (; i < length; i++)
            total = Math.FusedMultiplyAdd(Unsafe.Add(ref x, i), Unsafe.Add(ref y, i), total);
        return total;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void AddScaled(double scale, ref double x, ref double y, int length)
    {
        var factor = Vector256.Create(scale);
        var i = 0;
        for (; i <= length - 4; i += 4)
            Vector256.FusedMultiplyAdd(factor, Vector256.LoadUnsafe(ref x, (nuint)i), Vector256.LoadUnsafe(ref y, (nuint)i)).StoreUnsafe(ref y, (nuint)i);
        for (; i < length; i++)
            Unsafe.Add(ref y, i) = Math.FusedMultiplyAdd(scale, Unsafe.Add(ref x, i), Unsafe.Add(ref y, i));
    }
}
