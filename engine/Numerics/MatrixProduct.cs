using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace IpdEngine.Numerics;

/// <summary>Products of whole matrices, four rows of the result at a time in registers: for matrices of some dozens of rows and more.</summary>
/// <remarks>
/// Every element of the result is its own chain of fused multiply-adds along the inner dimension, from what stood there before: whatever the block or the
/// processor's width, the bits are those of the plain triple loop. Source: Goto and van de Geijn 2008, doi 10.1145/1356052.1356053.
/// </remarks>
public static class MatrixProduct
{
    private const int Rows = 4;

    /// <summary>C += A B.</summary>
    /// <param name="a">rows x inner, row-major.</param>
    /// <param name="b">inner x columns.</param>
    /// <param name="c">rows x columns, added to.</param>
    /// <param name="rows">Rows of A and C.</param>
    /// <param name="inner">Columns of A, rows of B.</param>
    /// <param name="columns">Columns of B and C.</param>
    /// <exception cref="ArgumentException">A span is shorter than its shape.</exception>
    public static void Add(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, int rows, int inner, int columns)
    {
        Require(a.Length, rows * inner, b.Length, inner * columns, c.Length, rows * columns);
        Add(new LeftMatrix(ref MemoryMarshal.GetReference(a), inner, 1), b, columns, c, columns, rows, inner, columns, upper: false);
    }

    /// <summary>C += A'B.</summary>
    /// <param name="a">inner x rows, row-major.</param>
    /// <param name="b">inner x columns.</param>
    /// <param name="c">rows x columns, added to.</param>
    /// <param name="rows">Columns of A, rows of C.</param>
    /// <param name="inner">Rows of A and B.</param>
    /// <param name="columns">Columns of B and C.</param>
    /// <param name="upper">True where only the elements on and above the diagonal are wanted: below it some are not formed.</param>
    /// <exception cref="ArgumentException">A span is shorter than its shape.</exception>
    public static void AddTransposed(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, int rows, int inner, int columns, bool upper = false)
    {
        Require(a.Length, rows * inner, b.Length, inner * columns, c.Length, rows * columns);
        Add(new LeftMatrix(ref MemoryMarshal.GetReference(a), 1, rows), b, columns, c, columns, rows, inner, columns, upper);
    }

    /// <summary>C += A B of blocks within larger matrices.</summary>
    /// <param name="a">From the first element of A's block on.</param>
    /// <param name="strides">Distance from row to row in A, B and C.</param>
    /// <param name="b">From the first element of B's block on.</param>
    /// <param name="c">From the first element of C's block on.</param>
    /// <param name="shape">Rows of C, inner dimension, columns of C.</param>
    /// <param name="transposed">True for A'B: A is then inner x rows.</param>
    /// <param name="upper">True where only the elements on and above the block's diagonal are wanted: below it some are formed and some are not.</param>
    /// <exception cref="ArgumentException">A span is shorter than its shape.</exception>
    public static void AddBlock(
        ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, (int A, int B, int C) strides, (int Rows, int Inner, int Columns) shape, bool transposed = false, bool upper = false)
    {
        var (rows, inner, columns) = shape;
        if (rows == 0 || inner == 0 || columns == 0)
            return;
        var (heightOfA, widthOfA) = transposed ? (inner, rows) : (rows, inner);
        Require(a.Length, (heightOfA - 1) * strides.A + widthOfA, b.Length, (inner - 1) * strides.B + columns, c.Length, (rows - 1) * strides.C + columns);
        var left = new LeftMatrix(ref MemoryMarshal.GetReference(a), transposed ? 1 : strides.A, transposed ? strides.A : 1);
        Add(left, b, strides.B, c, strides.C, rows, inner, columns, upper);
    }

    /// <summary>B = A', A rows x columns.</summary>
    /// <exception cref="ArgumentException">A span is shorter than its shape.</exception>
    public static void Transpose(ReadOnlySpan<double> a, Span<double> b, int rows, int columns)
    {
        if (a.Length < rows * columns || b.Length < rows * columns)
            throw new ArgumentException($"found {a.Length} and {b.Length} elements, expected {rows} x {columns}", nameof(b));
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++)
                b[j * rows + i] = a[i * columns + j];
    }

    private static void Require(int a, int needsA, int b, int needsB, int c, int needsC)
    {
        if (a < needsA || b < needsB || c < needsC)
            throw new ArgumentException($"found {a}, {b} and {c} elements, expected at least {needsA}, {needsB} and {needsC}", nameof(c));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(LeftMatrix a, ReadOnlySpan<double> b, int fromB, Span<double> c, int fromC, int rows, int inner, int columns, bool upper)
    {
        ref var right = ref MemoryMarshal.GetReference(b);
        ref var result = ref MemoryMarshal.GetReference(c);
        for (int column = 0, width; column < columns; column += width)
        {
            var left = columns - column;
            width = Vector512.IsHardwareAccelerated && left >= 24 ? 24 : left > 4 && columns >= 12 ? Math.Min(12, left) : Math.Min(4, left);

            // The last few columns: as part of the last four or twelve, of which only they are stored.
            var lanes = width == 24 ? 24 : width > 4 ? 12 : 4;
            var skip = columns < 4 ? 0 : lanes - width;
            var end = upper ? Math.Min(rows, column + width) : rows;
            ref var from = ref Unsafe.Add(ref right, column - skip);
            for (int row = 0, height; row < end; row += height)
            {
                height = row + Rows <= rows ? Rows : 1;
                ref var to = ref Unsafe.Add(ref result, row * fromC + column - skip);
                if (columns < 4)
                    ProductKernels.Scalars(a.From(row), ref from, ref to, fromB, fromC, inner, height, width);
                else if (height == 1)
                    OneRow(a.From(row), ref from, ref to, fromB, fromC, inner, lanes, skip);
                else if (lanes == 24)
                    ProductKernels.FourByTwentyFour(a.From(row), ref from, ref to, fromB, fromC, inner);
                else if (lanes == 12)
                    ProductKernels.FourByTwelve(a.From(row), ref from, ref to, fromB, fromC, inner, skip);
                else
                    ProductKernels.FourByFour(a.From(row), ref from, ref to, fromB, fromC, inner, skip);
            }
        }
    }

    private static void OneRow(LeftMatrix a, ref double b, ref double c, int right, int below, int inner, int lanes, int skip)
    {
        if (lanes == 4)
            ProductKernels.OneByFour(a, ref b, ref c, right, below, inner, skip);
        for (var done = 0; done + 12 <= lanes; done += 12)
            ProductKernels.OneByTwelve(a, ref Unsafe.Add(ref b, done), ref Unsafe.Add(ref c, done), right, below, inner, skip);
    }
}
