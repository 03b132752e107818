using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace IpdEngine.Numerics;

/// <summary>Products with symmetric matrices held as row-major spans.</summary>
public static class SymmetricAlgebra
{
    // From this order on, products in blocks of registers are the faster ones.
    private const int SmallestBlocked = 16;

    /// <summary>Copies the upper triangle below the diagonal.</summary>
    public static void MirrorUpper(Span<double> a, int n)
    {
        for (var i = 0; i < n; i++)
            for (var j = i + 1; j < n; j++)
                a[j * n + i] = a[i * n + j];
    }

    /// <summary>x'A x, A symmetric with both triangles filled.</summary>
    public static double QuadraticForm(ReadOnlySpan<double> a, int n, ReadOnlySpan<double> x)
    {
        var sum = 0.0;
        for (var i = 0; i < n; i++)
            sum = Math.FusedMultiplyAdd(x[i], VectorAlgebra.Dot(a.Slice(i * n, n), x[..n]), sum);
        return sum;
    }

    /// <summary>C = A B, A rows x inner, B inner x columns, all row-major; C is overwritten.</summary>
    /// <exception cref="ArgumentException">A span is shorter than its shape.</exception>
    public static void Multiply(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, int rows, int inner, int columns)
    {
        if (a.Length < rows * inner || b.Length < inner * columns || c.Length < rows * columns)
            throw new ArgumentException(
                $"found {a.Length}, {b.Length} and {c.Length} elements, expected {rows} x {inner}, {inner} x {columns} and {rows} x {columns}", nameof(c));
        c[..(rows * columns)].Clear();
        if (Math.Min(rows, Math.Min(inner, columns)) >= SmallestBlocked && IsDense(a[..(rows * inner)]))
        {
            MatrixProduct.Add(a, b, c, rows, inner, columns);
            return;
        }

        ref var right = ref MemoryMarshal.GetReference(b);
        ref var result = ref MemoryMarshal.GetReference(c);
        for (var i = 0; i < rows; i++)
        {
            for (var k = 0; k < inner; k++)
            {
                var value = a[i * inner + k];
                if (value != 0)
                    VectorAlgebra.AddScaled(value, ref Unsafe.Add(ref right, k * columns), ref Unsafe.Add(ref result, i * columns), columns);
            }
        }
    }

    /// <summary>S = J'W J with W symmetric (both triangles filled): the change of variables of an information matrix.</summary>
    /// <param name="w">rows x rows.</param>
    /// <param name="j">rows x columns.</param>
    /// <param name="s">columns x columns, overwritten, both triangles.</param>
    /// <param name="work">rows x columns scratch.</param>
    /// <param name="rows">Order of W.</param>
    /// <param name="columns">Order of S.</param>
    public static void Sandwich(ReadOnlySpan<double> w, ReadOnlySpan<double> j, Span<double> s, Span<double> work, int rows, int columns)
    {
        Multiply(w, j, work, rows, rows, columns);
        s[..(columns * columns)].Clear();
        ref var product = ref MemoryMarshal.GetReference(work);
        ref var result = ref MemoryMarshal.GetReference(s);
        for (var r = 0; r < rows; r++)
        {
            for (var k = 0; k < columns; k++)
            {
                var value = j[r * columns + k];
                if (value != 0)
                    VectorAlgebra.AddScaled(value, ref Unsafe.Add(ref product, r * columns + k), ref Unsafe.Add(ref result, k * columns + k), columns - k);
            }
        }

        MirrorUpper(s, columns);
    }

    /// <summary>S = D W D' with W symmetric (both triangles filled) and D few rows, many zeros: an information matrix in fewer variables.</summary>
    /// <param name="w">order x order.</param>
    /// <param name="d">count x order, row-major.</param>
    /// <param name="s">count x count, overwritten, both triangles.</param>
    /// <param name="work">count x order scratch: D W on return.</param>
    /// <param name="order">Order of W.</param>
    /// <param name="count">Order of S.</param>
    public static void Congruence(ReadOnlySpan<double> w, ReadOnlySpan<double> d, Span<double> s, Span<double> work, int order, int count)
    {
        Multiply(d, w, work, count, order, order);
        if (count >= SmallestBlocked)
        {
            var transposed = new double[order * count];
            MatrixProduct.Transpose(d, transposed, count, order);
            s[..(count * count)].Clear();
            MatrixProduct.Add(work, transposed, s, count, order, count);
            MirrorUpper(s, count);
            return;
        }

        for (var i = 0; i < count; i++)
            for (var j = i; j < count; j++)
                s[i * count + j] = s[j * count + i] = VectorAlgebra.Dot(work.Slice(i * order, order), d.Slice(j * order, order));
    }

    /// <summary>Adds X'X to a symmetric matrix, both triangles: X rows x columns, row-major.</summary>
    public static void AddCrossProducts(ReadOnlySpan<double> x, Span<double> target, int rows, int columns)
    {
        if (x.Length < rows * columns || target.Length < columns * columns)
            throw new ArgumentException($"found {x.Length} and {target.Length} elements, expected {rows} x {columns} and {columns} x {columns}", nameof(x));
        MatrixProduct.AddTransposed(x, x, target, columns, rows, columns, upper: true);
        MirrorUpper(target, columns);
    }

    // At least a quarter of the elements.
    private static bool IsDense(ReadOnlySpan<double> a)
    {
        var filled = 0;
        foreach (var element in a)
            filled += element != 0 ? 1 : 0;
        return 4 * filled >= a.Length;
    }
}
