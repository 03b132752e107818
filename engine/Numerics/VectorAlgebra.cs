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
