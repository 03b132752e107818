using CsCheck;
using IpdEngine.Numerics;
using Xunit;

namespace IpdEngine.Tests.Numerics;

public class VechTests
{
    [Fact]
    public void The_order_is_lavaans_column_by_column()
    {
        // lavaan::lav_matrix_vech(matrix(1:9, 3) symmetrised by its lower triangle) is 1 2 3 5 6 9.
        double[] a = [1, 2, 3, 2, 5, 6, 3, 6, 9];
        var vech = new double[6];
        Vech.Stack(a, 3, vech);
        Assert.Equal([1, 2, 3, 5, 6, 9], vech);
        for (var i = 0; i < 3; i++)
            for (var j = 0; j < 3; j++)
                Assert.Equal(a[i * 3 + j], vech[Vech.Index(i, j, 3)]);
        var back = new double[9];
        Vech.Unstack(vech, 3, back);
        Assert.Equal(a, back);
    }

    [Fact]
    public void The_duplicated_kronecker_product_is_the_quadratic_form_of_the_trace() =>
        Gen.Select(Gen.Int[1, 5], Gen.Double[-1, 1].Array[25], Gen.Double[-1, 1].Array[15]).Sample((n, raw, v) =>
        {
            var a = new double[n * n];
            for (var i = 0; i < n; i++)
                for (var j = 0; j < n; j++)
                    a[i * n + j] = raw[i * 5 + j] + raw[j * 5 + i];
            var m = Vech.Count(n);
            var target = new double[m * m];
            Vech.AddDuplicatedKronecker(a, n, 0.5, target);

            // v'[D'(A kron A)D]v / 2 = tr(A V A V) / 2 with V the symmetric matrix of v.
            var s = new double[n * n];
            Vech.Unstack(v.AsSpan(0, m), n, s);
            var product = new double[n * n];
            SymmetricAlgebra.Multiply(a, s, product, n, n, n);
            var trace = 0.0;
            for (var i = 0; i < n; i++)
                for (var j = 0; j < n; j++)
                    trace += product[i * n + j] * product[j * n + i];
            Assert.Equal(trace / 2, SymmetricAlgebra.QuadraticForm(target, m, v.AsSpan(0, m)), 1e-10 * (1 + Math.Abs(trace)));
        });

    [Fact]
    public void A_sandwich_is_the_triple_product() => Gen.Select(Gen.Double[-1, 1].Array[9], Gen.Double[-1, 1].Array[6]).Sample((raw, j) =>
    {
        var w = new double[9];
        for (var r = 0; r < 3; r++)
            for (var c = 0; c < 3; c++)
                w[r * 3 + c] = raw[r * 3 + c] + raw[c * 3 + r];
        var s = new double[4];
        SymmetricAlgebra.Sandwich(w, j, s, new double[6], 3, 2);
        for (var p = 0; p < 2; p++)
            for (var q = 0; q < 2; q++)
            {
                var sum = 0.0;
                for (var r = 0; r < 3; r++)
                    for (var c = 0; c < 3; c++)
                        sum += j[r * 2 + p] * w[r * 3 + c] * j[c * 2 + q];
                Assert.Equal(sum, s[p * 2 + q], 1e-12);
            }
    });
}
