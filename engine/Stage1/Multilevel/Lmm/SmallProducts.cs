namespace IpdEngine.Stage1.Multilevel.Lmm;

/// <summary>Products of the small matrices that a node has: a handful of columns, without allocation.</summary>
internal static class SmallProducts
{
    /// <summary>R = A'M B: A rows x rows, M rows x columns, B columns x columns, row-major.</summary>
    internal static void Sandwich(ReadOnlySpan<double> a, int rows, ReadOnlySpan<double> m, ReadOnlySpan<double> b, int columns, Span<double> r)
    {
        Span<double> half = stackalloc double[columns];
        for (var i = 0; i < rows; i++)
        {
            half.Clear();
            for (var k = 0; k < rows; k++)
                for (var j = 0; j < columns; j++)
                    half[j] += a[k * rows + i] * m[k * columns + j];
            for (var j = 0; j < columns; j++)
            {
                var sum = 0.0;
                for (var k = 0; k < columns; k++)
                    sum += half[k] * b[k * columns + j];
                r[i * columns + j] = sum;
            }
        }
    }

    /// <summary>R += A B, A rows x inner, B inner x columns; A, or B, turned where said (A then inner x rows, B columns x inner).</summary>
    internal static void AddProduct(ReadOnlySpan<double> a, bool turnA, ReadOnlySpan<double> b, bool turnB, int rows, int inner, int columns, Span<double> r)
    {
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                var sum = 0.0;
                for (var k = 0; k < inner; k++)
                    sum += (turnA ? a[k * rows + i] : a[i * inner + k]) * (turnB ? b[j * inner + k] : b[k * columns + j]);
                r[i * columns + j] += sum;
            }
        }
    }
}
