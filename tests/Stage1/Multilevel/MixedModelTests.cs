using System.Text.Json;
using IpdEngine.Stage1;
using IpdEngine.Stage1.Multilevel.LinearMixed;
using Xunit;

namespace IpdEngine.Tests.Stage1.Multilevel;

public class MixedModelTests
{
    public static TheoryData<int, bool> Fits()
    {
        var fits = new TheoryData<int, bool>();
        foreach (var (@case, i) in MixedReferences.Cases.Select((@case, i) => (@case, i)))
            foreach (var fit in @case.GetProperty("fits").EnumerateArray())
                fits.Add(i, fit.GetProperty("reml").GetBoolean());
        return fits;
    }

    [Theory]
    [MemberData(nameof(Fits))]
    public void A_fit_agrees_with_lme4_and_lmerTest(int index, bool reml)
    {
        var @case = MixedReferences.Cases.ElementAt(index);
        var expected = @case.GetProperty("fits").EnumerateArray().Single(fit => fit.GetProperty("reml").GetBoolean() == reml);
        var found = MixedModel.Fit(MixedReferences.Data(@case), reml, out var status)!;
        var name = MixedReferences.Name(@case);

        Assert.True(found.Trail.Converged, $"{name}: {found.Trail}");
        Assert.Equal(expected.GetProperty("singular").GetBoolean(), found.Singular);
        Assert.Equal(found.Singular ? FitStatusCode.Boundary : FitStatusCode.Ok, status.Code);

        // Never above lme4's best; equal to the precision at which its optimisers stop.
        var criterion = expected.GetProperty("objective").GetDouble();
        Assert.True(found.Criterion <= criterion + 1e-10 * criterion, $"{name}: found criterion {found.Criterion:R}, lme4's is {criterion:R}");
        Assert.Equal(criterion, found.Criterion, 1e-6);

        var random = expected.GetProperty("random").EnumerateArray().Select(MixedReferences.Numbers).ToArray();
        for (var a = 0; a < random.Length; a++)
            for (var b = 0; b < random.Length; b++)
                Assert.Equal(random[a][b], found.RandomCovariance[a, b], 1e-4 * Math.Sqrt(random[a][a] * random[b][b]) + 1e-7 * found.Sigma * found.Sigma);
        Assert.Equal(expected.GetProperty("sigma").GetDouble(), found.Sigma, 1e-6 * found.Sigma);

        var (rows, vcov) = (expected.GetProperty("fixed").EnumerateArray().ToArray(), expected.GetProperty("vcov").EnumerateArray().Select(MixedReferences.Numbers).ToArray());
        for (var i = 0; i < rows.Length; i++)
        {
            var error = rows[i].GetProperty("std.error").GetDouble();
            Assert.Equal(rows[i].GetProperty("estimate").GetDouble(), found.Coefficients[i], 1e-5 * error);
            Assert.Equal(error, found.StandardError(i), 1e-5 * error);
            var df = rows[i].GetProperty("df").GetDouble();
            Assert.Equal(df, found.DegreesOfFreedom[i], 1e-3 * df);
            for (var j = 0; j < rows.Length; j++)
                Assert.Equal(vcov[i][j], found.Covariance[i, j], 2e-5 * error * found.StandardError(j));
        }
    }

    [Theory]
    [MemberData(nameof(Fits))]
    public void Derivatives_agree_with_finite_differences(int index, bool reml)
    {
        var deviance = Deviance(MixedReferences.Cases.ElementAt(index), reml);
        var q = deviance.Products.Random;
        var derivatives = new DevianceDerivatives(deviance, [.. Enumerable.Range(0, q * q).Select(j => (j / q, j % q))]);
        var m = q * q;
        double[] lambda = [.. Enumerable.Range(0, m).Select(j => 0.7 - 0.23 * j)];
        deviance.Value(lambda);
        derivatives.Compute();
        var (gradient, hessian) = ((double[])derivatives.Gradient.Clone(), (double[])derivatives.Hessian.Clone());
        for (var j = 0; j < m; j++)
        {
            const double Step = 1e-4;
            var (up, down) = (At(lambda, j, Step), At(lambda, j, -Step));
            Assert.Equal((deviance.Value(up) - deviance.Value(down)) / (2 * Step), gradient[j], 1e-5 * (1 + Math.Abs(gradient[j])));
            deviance.Value(up);
            derivatives.Compute();
            var above = (double[])derivatives.Gradient.Clone();
            deviance.Value(down);
            derivatives.Compute();
            for (var k = 0; k < m; k++)
                Assert.Equal((above[k] - derivatives.Gradient[k]) / (2 * Step), hessian[j * m + k], 1e-4 * (1 + Math.Abs(hessian[j * m + k])));
        }
    }

    private static double[] At(double[] lambda, int j, double step)
    {
        var moved = (double[])lambda.Clone();
        moved[j] += step;
        return moved;
    }

    private static ProfiledDeviance Deviance(JsonElement @case, bool reml)
    {
        var data = MixedReferences.Data(@case);
        var basis = FixedBasis.Of(data, out _)!;
        return new ProfiledDeviance(GroupProducts.Of(data, basis), data.Rows, reml, basis.LogDeterminant);
    }
}
