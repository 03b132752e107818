using IpdEngine.Numerics;
using IpdEngine.Numerics.Random;
using Xunit;

namespace IpdEngine.Tests.Numerics;

public class SymmetricEigenTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(12)]
    public void Values_and_vectors_make_the_matrix_again(int n)
    {
        var random = new Philox(3, (ulong)n);
        var a = new double[n * n];
        for (var i = 0; i < n; i++)
            for (var j = i; j < n; j++)
                a[i * n + j] = a[j * n + i] = random.NextNormal();
        double[] d = [.. a], v = new double[n * n];
        SymmetricEigen.Decompose(d, n, v);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                var (again, unit) = (0.0, 0.0);
                for (var k = 0; k < n; k++)
                {
                    again += v[i * n + k] * d[k * n + k] * v[j * n + k];
                    unit += v[k * n + i] * v[k * n + j];
                }

                Assert.Equal(a[i * n + j], again, 1e-13);
                Assert.Equal(i == j ? 1 : 0, unit, 1e-13);
            }
        }
    }

    [Fact]
    public void A_small_eigenvalue_is_not_lost_beside_a_large_one()
    {
        double[] a = [1e8, 1, 1, 2e-8], v = new double[4];
        SymmetricEigen.Decompose(a, 2, v);
        Assert.Equal(1e8, a[0], 1e-4);
        Assert.Equal(1e-8, a[3], 1e-20);
    }

    [Fact]
    public void A_short_span_is_the_callers_mistake() =>
        Assert.Throws<ArgumentException>(() => SymmetricEigen.Decompose(new double[3], 2, new double[4]));
}
