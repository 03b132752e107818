using IpdEngine.Numerics;

namespace IpdEngine.Stage1.Sem.Fit;

/// <summary>Traces of products of square matrices.</summary>
internal static class Traces
{
    /// <summary>tr(A B) for symmetric A and B of order n.</summary>
    public static double OfProduct(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int n)
    {
        var sum = 0.0;
        for (var i = 0; i < n; i++)
            sum += VectorAlgebra.Dot(a.Slice(i * n, n), b.Slice(i * n, n));
        return sum;
    }

    /// <summary>tr(A B') for any A and B of order n.</summary>
    public static double OfTransposedProduct(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int n) => OfProduct(a, b, n);

    /// <summary>tr(A B) for any A and B of order n.</summary>
    public static double OfGeneralProduct(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int n)
    {
        var sum = 0.0;
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++)
                sum = Math.FusedMultiplyAdd(a[i * n + j], b[j * n + i], sum);
        return sum;
    }
}
