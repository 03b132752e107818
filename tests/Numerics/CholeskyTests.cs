using CsCheck;
using IpdEngine.Numerics;
using Xunit;

namespace IpdEngine.Tests.Numerics;

public class CholeskyTests
{
    // A = B B' + n I / 10: positive definite whatever B.
    private static readonly Gen<(int N, double[] A)> s_matrices =
        Gen.Int[1, 19].SelectMany(n => Gen.Double[-1, 1].Array[n * n].Select(b =>
        {
            var a = new double[n * n];
            for (var i = 0; i < n; i++)
                for (var j = 0; j < n; j++)
                {
                    for (var k = 0; k < n; k++)
                        a[i * n + j] += b[i * n + k] * b[j * n + k];
                    if (i == j)
                        a[i * n + j] += 0.1 * n;
                }

            return (n, a);
        }));

    [Fact]
    public void The_factor_gives_back_the_matrix() => s_matrices.Sample(sample =>
    {
        var (n, a) = sample;
        var u = (double[])a.Clone();
        Assert.True(Cholesky.TryFactor(u, n));
        for (var i = 0; i < n; i++)
            for (var j = i; j < n; j++)
            {
                var sum = 0.0;
                for (var k = 0; k <= i; k++)
                    sum += u[k * n + i] * u[k * n + j];
                Assert.Equal(a[i * n + j], sum, 1e-12 * n);
            }
    });

    [Fact]
    public void The_vector_loop_gives_the_bits_of_the_scalar_formula() => s_matrices.Sample(sample =>
    {
        var (n, a) = sample;
        var u = (double[])a.Clone();
        Cholesky.TryFactor(u, n);
        var scalar = (double[])a.Clone();
        for (var k = 0; k < n; k++)
        {
            for (var i = 0; i < k; i++)
                for (var j = k; j < n; j++)
                    scalar[k * n + j] = Math.FusedMultiplyAdd(-scalar[i * n + k], scalar[i * n + j], scalar[k * n + j]);
            var root = Math.Sqrt(scalar[k * n + k]);
            scalar[k * n + k] = root;
            for (var j = k + 1; j < n; j++)
                scalar[k * n + j] *= 1 / root;
        }

        for (var i = 0; i < n; i++)
            for (var j = i; j < n; j++)
                Assert.Equal(BitConverter.DoubleToInt64Bits(scalar[i * n + j]), BitConverter.DoubleToInt64Bits(u[i * n + j]));
    });

    [Fact]
    public void Solve_and_inverse_undo_the_matrix() => s_matrices.Sample(sample =>
    {
        var (n, a) = sample;
        var u = (double[])a.Clone();
        Cholesky.TryFactor(u, n);
        var inverse = new double[n * n];
        Cholesky.Inverse(u, n, inverse);
        var product = new double[n * n];
        SymmetricAlgebra.Multiply(a, inverse, product, n, n, n);
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++)
                Assert.Equal(i == j ? 1 : 0, product[i * n + j], 1e-9);
        var b = new double[n];
        for (var i = 0; i < n; i++)
            b[i] = i - 2.5;
        var x = (double[])b.Clone();
        Cholesky.Solve(u, n, x);
        for (var i = 0; i < n; i++)
            Assert.Equal(b[i], VectorAlgebra.Dot(a.AsSpan(i * n, n), x), 1e-9);
        var z = (double[])b.Clone();
        Cholesky.SolveTransposed(u, n, z, 1);
        Assert.Equal(VectorAlgebra.Dot(b, x), VectorAlgebra.Dot(z, z), 1e-9 * (1 + Math.Abs(VectorAlgebra.Dot(z, z))));
    });

    [Fact]
    public void The_log_determinant_of_a_known_matrix()
    {
        // Hilbert matrix of order 3: determinant 1/2160 (Todd 1961).
        double[] a = [1, 1.0 / 2, 1.0 / 3, 1.0 / 2, 1.0 / 3, 1.0 / 4, 1.0 / 3, 1.0 / 4, 1.0 / 5];
        Assert.True(Cholesky.TryFactor(a, 3));
        Assert.Equal(-Math.Log(2160), Cholesky.LogDeterminant(a, 3), 1e-11);
    }

    [Theory]
    [InlineData(new double[] { 1, 2, 2, 1 }, 1)]
    [InlineData(new double[] { 0, 0, 0, 1 }, 0)]
    [InlineData(new double[] { 1, double.NaN, double.NaN, 1 }, 1)]
    [InlineData(new double[] { double.PositiveInfinity, 0, 0, 1 }, 0)]
    public void A_matrix_that_is_not_positive_definite_is_named_by_its_pivot(double[] a, int pivot) =>
        Assert.Equal(pivot, Cholesky.Factor(a, 2));

    [Fact]
    public void A_span_that_is_too_short_is_refused() =>
        Assert.Contains("found 3 elements", Assert.Throws<ArgumentException>(() => Cholesky.Factor(new double[3], 2)).Message, StringComparison.Ordinal);
}
