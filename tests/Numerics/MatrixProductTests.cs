using CsCheck;
using IpdEngine.Numerics;
using IpdEngine.Numerics.Random;
using Xunit;

namespace IpdEngine.Tests.Numerics;

/// <summary>Products in blocks have the bits of the plain triple loop, whatever the shape.</summary>
public sealed class MatrixProductTests
{
    private static readonly Gen<(int Rows, int Inner, int Columns, ulong Seed)> s_shapes = Gen.Select(Gen.Int[1, 31], Gen.Int[1, 17], Gen.Int[1, 61], Gen.ULong);

    [Fact]
    public void Every_element_has_the_bits_of_the_triple_loop() => s_shapes.Sample(
        shape =>
        {
            var (rows, inner, columns, seed) = shape;
            var (a, b, c) = (Numbers(seed, 0, rows * inner), Numbers(seed, 1, inner * columns), Numbers(seed, 2, rows * columns));
            var expected = Plain(a, b, c, rows, inner, columns);
            var (direct, turned, transposed) = ((double[])c.Clone(), (double[])c.Clone(), new double[rows * inner]);
            MatrixProduct.Add(a, b, direct, rows, inner, columns);
            Assert.Equal(expected, direct);
            MatrixProduct.Transpose(a, transposed, rows, inner);
            MatrixProduct.AddTransposed(transposed, b, turned, rows, inner, columns);
            Assert.Equal(expected, turned);
        },
        iter: 300);

    [Fact]
    public void The_upper_triangle_alone_is_the_same_triangle() => s_shapes.Sample(
        shape =>
        {
            var (rows, inner, columns, seed) = shape;
            var (a, b, c) = (Numbers(seed, 0, rows * inner), Numbers(seed, 1, inner * columns), Numbers(seed, 2, rows * columns));
            var (whole, upper) = ((double[])c.Clone(), (double[])c.Clone());
            MatrixProduct.AddTransposed(a, b, whole, rows, inner, columns);
            MatrixProduct.AddTransposed(a, b, upper, rows, inner, columns, upper: true);
            for (var i = 0; i < rows; i++)
                for (var j = i; j < columns; j++)
                    Assert.Equal(whole[i * columns + j], upper[i * columns + j]);
        },
        iter: 300);

    [Fact]
    public void A_block_within_larger_matrices_is_the_same_product_and_nothing_around_it_moves() => s_shapes.Sample(
        shape =>
        {
            var (rows, inner, columns, seed) = shape;
            var (a, b, c) = (Numbers(seed, 0, rows * inner), Numbers(seed, 1, inner * columns), Numbers(seed, 2, rows * columns));
            var (wideA, wideB, wideC) = (Within(a, rows, inner, 3), Within(b, inner, columns, 5), Within(c, rows, columns, 2));
            MatrixProduct.AddBlock(wideA, wideB, wideC, (inner + 3, columns + 5, columns + 2), (rows, inner, columns));
            Assert.Equal(Within(Plain(a, b, c, rows, inner, columns), rows, columns, 2), wideC);
        },
        iter: 300);

    // Rows that many elements further apart, sevens between.
    private static double[] Within(double[] matrix, int rows, int columns, int apart) =>
        [.. Enumerable.Range(0, rows).SelectMany(i => matrix[(i * columns)..((i + 1) * columns)].Concat(Enumerable.Repeat(7.0, apart)))];

    [Fact]
    public void A_span_shorter_than_its_shape_is_refused() =>
        Assert.Contains("found 5, 6 and 6 elements", Assert.Throws<ArgumentException>(() => MatrixProduct.Add(new double[5], new double[6], new double[6], 3, 2, 2)).Message, StringComparison.Ordinal);

    private static double[] Numbers(ulong seed, ulong stream, int count)
    {
        var random = new Philox(seed, stream);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextNormal())];
    }

    private static double[] Plain(double[] a, double[] b, double[] c, int rows, int inner, int columns)
    {
        var result = (double[])c.Clone();
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++)
                for (var k = 0; k < inner; k++)
                    result[i * columns + j] = Math.FusedMultiplyAdd(a[i * inner + k], b[k * columns + j], result[i * columns + j]);
        return result;
    }
}
