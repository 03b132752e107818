namespace IpdEngine.Simulation.Stress;

/// <summary>Products of 2 x 2 matrices in row order.</summary>
internal static class TwoByTwo
{
    /// <summary>C += A B.</summary>
    public static void AddProduct(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c)
    {
        for (var i = 0; i < 2; i++)
            for (var j = 0; j < 2; j++)
                c[2 * i + j] += a[2 * i] * b[j] + a[2 * i + 1] * b[2 + j];
    }

    /// <summary>C += A B'.</summary>
    public static void AddProductTransposed(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c)
    {
        for (var i = 0; i < 2; i++)
            for (var j = 0; j < 2; j++)
                c[2 * i + j] += a[2 * i] * b[2 * j] + a[2 * i + 1] * b[2 * j + 1];
    }

    /// <summary>C += A' B.</summary>
    public static void AddTransposedProduct(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c)
    {
        for (var i = 0; i < 2; i++)
            for (var j = 0; j < 2; j++)
                c[2 * i + j] += a[i] * b[j] + a[2 + i] * b[2 + j];
    }

    /// <summary>C += A B A'.</summary>
    public static void AddCongruence(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c)
    {
        Span<double> half = stackalloc double[4];
        half.Clear();
        AddProduct(a, b, half);
        AddProductTransposed(half, a, c);
    }

    /// <summary>The reverse of C = A B A' for symmetric B and adjoint G of C: adds 2 G A B to A's adjoint and A' G A to B's.</summary>
    public static void BackThroughCongruence(ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> g, Span<double> toA, Span<double> toB)
    {
        Span<double> ab = stackalloc double[4], ga = stackalloc double[4], twice = stackalloc double[4];
        ab.Clear();
        ga.Clear();
        AddProduct(a, b, ab);
        AddProduct(g, a, ga);
        for (var i = 0; i < 4; i++)
            twice[i] = 2 * g[i];
        AddProduct(twice, ab, toA);
        AddTransposedProduct(a, ga, toB);
    }
}
