using CsCheck;
using IpdEngine.Numerics;
using IpdEngine.Stage1.Sem.Likelihood;
using Xunit;

namespace IpdEngine.Tests.Stage1.Sem;

public class NestedInverseTests
{
    [Fact]
    public void Blocks_in_any_order_have_the_inverse_and_determinant_that_cholesky_gives() =>
        Gen.Select(Gen.Int[1, 9], Gen.Double[-1, 1].Array[81], Gen.Int[1, 511].Array[6]).Sample((p, raw, masks) =>
        {
            var a = new double[p * p];
            for (var i = 0; i < p; i++)
                for (var j = 0; j < p; j++)
                    for (var k = 0; k < p; k++)
                        a[i * p + j] += raw[i * 9 + k] * raw[j * 9 + k] + (i == j ? 0.1 : 0);
            var (stride, nested) = ((p + 6) / 4 * 4, new NestedInverse(p, (p + 6) / 4 * 4));
            foreach (var mask in masks)
            {
                int[] variables = [.. Enumerable.Range(0, p).Where(i => (mask >> i & 1) == 1)];
                var (n, inverse) = (variables.Length, new double[p * stride]);
                Assert.True(nested.TryInvert(a, variables, inverse, out var logDeterminant));
                double[] block = [.. variables.SelectMany(i => variables.Select(j => a[i * p + j]))], expected = new double[n * n];
                Assert.True(Cholesky.TryFactor(block, n));
                Cholesky.Inverse(block, n, expected);
                Assert.Equal(Cholesky.LogDeterminant(block, n), logDeterminant, 1e-10);
                var sum = 0.0;
                for (var i = 0; i < n; i++)
                    for (var j = 0; j < n; j++)
                    {
                        Assert.Equal(expected[i * n + j], inverse[variables[i] * stride + variables[j]], 1e-8 * (1 + Math.Abs(expected[i * n + j])));
                        sum += Math.Abs(inverse[variables[i] * stride + variables[j]]);
                    }

                Assert.Equal(sum, inverse.Sum(Math.Abs), 1e-9 * (1 + sum));
            }
        });

    [Fact]
    public void A_block_that_is_not_positive_definite_is_refused_and_others_still_served()
    {
        double[] a = [1, 2, 0, 2, 1, 0, 0, 0, 4];
        var (nested, inverse) = (new NestedInverse(3, 8), new double[24]);
        Assert.False(nested.TryInvert(a, [0, 1], inverse, out _));
        Assert.True(nested.TryInvert(a, [0, 2], inverse, out var logDeterminant));
        Assert.Equal(Math.Log(4), logDeterminant, 1e-15);
        Assert.Equal(0.25, inverse[2 * 8 + 2]);
    }
}
