using IpdEngine.Numerics;
using IpdEngine.Numerics.Random;
using IpdEngine.Stage1;
using IpdEngine.Stage1.Multilevel.LinearMixed;
using Xunit;

namespace IpdEngine.Tests.Stage1.Multilevel;

public class MixedSearchTests
{
    public static TheoryData<int> Cases()
    {
        var cases = new TheoryData<int>();
        for (var i = 0; i < MixedReferences.Cases.Count(); i++)
            cases.Add(i);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void No_random_start_finds_a_lower_deviance(int index)
    {
        var deviance = Deviance(MixedReferences.Data(MixedReferences.Cases.ElementAt(index)));
        var q = deviance.Products.Random;
        var best = new GlobalSearch(deviance).Run();
        Assert.True(best.Converged);
        var random = new Philox(7, (ulong)index);
        for (var start = 0; start < 25; start++)
        {
            double[] lambda = [.. Enumerable.Range(0, q * q).Select(_ => Math.Exp(2 * random.NextNormal() - 1) * Math.Sign(random.NextNormal()))];
            var end = new NewtonSearch(deviance).From(lambda, []);
            Assert.True(end.Deviance >= best.Deviance - 1e-8, $"start {start}: found {end.Deviance:R} below {best.Deviance:R}");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void At_the_optimum_no_direction_of_the_random_effects_wants_more_variance(int index)
    {
        var deviance = Deviance(MixedReferences.Data(MixedReferences.Cases.ElementAt(index)));
        var q = deviance.Products.Random;
        deviance.Value(new GlobalSearch(deviance).Run().Lambda);
        var derivatives = new DevianceDerivatives(deviance, RelativeFactor.Elements(q));
        derivatives.Compute();
        double[] gamma = derivatives.Gamma.ToArray(), vectors = new double[q * q];
        SymmetricEigen.Decompose(gamma, q, vectors);
        for (var k = 0; k < q; k++)
            Assert.True(gamma[k * q + k] > -1e-5, $"found slope {gamma[k * q + k]:R}");
    }

    [Fact]
    public void Units_of_a_column_change_its_coefficient_and_nothing_else()
    {
        var data = MixedReferences.Data(MixedReferences.Cases.First());
        var plain = MixedModel.Fit(data, true, out _)!;
        double[] x = [.. data.FixedColumns.Select((value, i) => i % 2 == 1 ? 1000 * value + 7 : value)];
        double[] z = [.. data.RandomColumns.Select((value, i) => i % 2 == 1 ? 1000 * value : value)];
        var scaled = MixedModel.Fit(new MixedData(data.Response, x, data.FixedNames, z, data.RandomNames, Groups(data)), true, out _)!;
        Assert.Equal(plain.Coefficients[1] / 1000, scaled.Coefficients[1], 1e-10 * Math.Abs(plain.Coefficients[1]) / 1000);
        Assert.Equal(plain.StandardError(1) / 1000, scaled.StandardError(1), 1e-8 * plain.StandardError(1) / 1000);
        Assert.Equal(plain.DegreesOfFreedom[1], scaled.DegreesOfFreedom[1], 1e-5);
        Assert.Equal(plain.Sigma, scaled.Sigma, 1e-8 * plain.Sigma);
        Assert.Equal(plain.RandomCovariance[1, 1] / 1e6, scaled.RandomCovariance[1, 1], 1e-13 * plain.RandomCovariance[1, 1]);

        // log |X'V^-1 X| knows the units: 2 log 1000 more.
        Assert.Equal(plain.Criterion + 2 * Math.Log(1000), scaled.Criterion, 1e-8);
    }

    [Fact]
    public void A_column_that_the_others_determine_is_named()
    {
        var data = MixedReferences.Data(MixedReferences.Cases.First());
        double[] x = [.. Enumerable.Range(0, data.Rows).SelectMany(i => (double[])[1, data.FixedColumns[2 * i + 1], 3 - 2 * data.FixedColumns[2 * i + 1]])];
        var fit = MixedModel.Fit(new MixedData(data.Response, x, ["(Intercept)", "Days", "again"], data.RandomColumns, data.RandomNames, Groups(data)), true, out var status);
        Assert.Null(fit);
        Assert.Equal(FitStatusCode.NotIdentified, status.Code);
        Assert.Equal("again", status.Parameter);
    }

    [Fact]
    public void A_model_through_every_row_and_too_few_rows_are_statuses()
    {
        double[] x = [.. Enumerable.Range(0, 24).SelectMany(i => (double[])[1, i % 5])];
        double[] ones = [.. Enumerable.Repeat(1.0, 24)];
        int[] groups = [.. Enumerable.Range(0, 24).Select(i => i / 4)];
        Assert.Null(MixedModel.Fit(new MixedData([.. Enumerable.Range(0, 24).Select(i => 2.0 + i % 5)], x, ["(Intercept)", "t"], ones, ["(Intercept)"], groups), true, out var exact));
        Assert.Equal("sigma", exact.Parameter);
        Assert.Null(MixedModel.Fit(new MixedData([1, 2, 4], [1, 0, 1, 1, 1, 2], ["(Intercept)", "t"], [1, 1, 1], ["(Intercept)"], [0, 0, 1]), true, out var few));
        Assert.Equal(FitStatusCode.TooSmall, few.Code);
        Assert.Null(MixedModel.Fit(new MixedData([1, 2, 4, 3, 5], [1, 1, 1, 1, 1], ["(Intercept)"], ones[..5], ["(Intercept)"], [0, 0, 0, 0, 0]), true, out var one));
        Assert.Equal(FitStatusCode.NotIdentified, one.Code);
    }

    [Fact]
    public void A_response_that_never_moves_within_groups_leaves_no_estimate()
    {
        double[] y = [.. Enumerable.Range(0, 24).Select(i => Math.Sin(i / 4))], ones = [.. Enumerable.Repeat(1.0, 24)];
        int[] groups = [.. Enumerable.Range(0, 24).Select(i => i / 4)];
        _ = MixedModel.Fit(new MixedData(y, ones, ["(Intercept)"], ones, ["(Intercept)"], groups), true, out var status);
        Assert.False(status.Poolable, status.Reason);
        Assert.True(status.Parameter == "sigma", status.Reason);
    }

    [Fact]
    public void Rows_that_do_not_fit_are_the_callers_mistake()
    {
        Assert.Throws<ArgumentException>(() => new MixedData([1, 2, 3], [1, 1, 1], ["(Intercept)"], [1, 1, 1], ["(Intercept)"], [0, 1, 0]));
        Assert.Throws<ArgumentException>(() => new MixedData([1, double.NaN, 3], [1, 1, 1], ["(Intercept)"], [1, 1, 1], ["(Intercept)"], [0, 1, 1]));
        Assert.Throws<ArgumentException>(() => new MixedData([1, 2, 3], [1, 1], ["(Intercept)"], [1, 1, 1], ["(Intercept)"], [0, 1, 1]));
    }

    private static int[] Groups(MixedData data)
    {
        var groups = new int[data.Rows];
        for (var g = 0; g < data.Groups; g++)
            Array.Fill(groups, g, data.GroupStarts[g], data.GroupStarts[g + 1] - data.GroupStarts[g]);
        return groups;
    }

    private static ProfiledDeviance Deviance(MixedData data)
    {
        var basis = FixedBasis.Of(data, out _)!;
        return new ProfiledDeviance(GroupProducts.Of(data, basis), data.Rows, true, basis.LogDeterminant);
    }
}
