using IpdEngine.Numerics;
using IpdEngine.Numerics.Random;
using Xunit;

namespace IpdEngine.Tests.Numerics;

/// <summary>The inverse of a large order, which goes by blocks, times the matrix is the identity, for orders that fill their last block and orders that do not.</summary>
public sealed class BlockedInverseTests
{
    [Theory]
    [InlineData(128)]
    [InlineData(145)]
    [InlineData(192)]
    public void A_matrix_times_its_inverse_is_the_identity(int n)
    {
        var random = new Philox(3, (ulong)n);
        double[] root = [.. Enumerable.Range(0, n * n).Select(_ => random.NextNormal())], a = new double[n * n], inverse = new double[n * n], product = new double[n * n];
        MatrixProduct.AddTransposed(root, root, a, n, n, n);
        for (var i = 0; i < n; i++)
            a[i * n + i] += n;
        var factor = (double[])a.Clone();
        Assert.True(Cholesky.TryFactor(factor, n));
        Cholesky.Inverse(factor, n, inverse);
        MatrixProduct.Add(a, inverse, product, n, n, n);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                Assert.Equal(i == j ? 1 : 0, product[i * n + j], 1e-12);
                Assert.Equal(inverse[j * n + i], inverse[i * n + j]);
            }
        }
    }
}
