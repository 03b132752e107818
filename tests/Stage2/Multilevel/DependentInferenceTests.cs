using IpdEngine.Numerics.Random;
using IpdEngine.Stage2;
using IpdEngine.Stage2.Multilevel;
using IpdEngine.Stage2.Robust;
using Xunit;

namespace IpdEngine.Tests.Stage2.Multilevel;

/// <summary>Profiles, deletion, sign flips, Egger-type regression, robust tests and session trends of models with dependent effects.</summary>
public sealed class DependentInferenceTests
{
    private static readonly MultilevelOptions s_options = new();

    [Fact]
    public void At_its_limits_the_profile_has_fallen_by_half_the_chi_square_quantile()
    {
        var fit = MultilevelModel.Fit(MultilevelTables.Draw(3, BetweenStructure.CS, effects: false), s_options).Value;
        foreach (var interval in ProfileIntervals.All(fit))
        {
            var held = new HeldCriterion(fit, interval.Component);
            Assert.True(interval.Low <= interval.Component.Estimate && interval.Component.Estimate <= interval.High);
            Assert.Equal(3.841458820694124, held.At(interval.High) + 2 * fit.LogLikelihood, 5);
            if (interval.Low > held.Lowest)
                Assert.Equal(3.841458820694124, held.At(interval.Low) + 2 * fit.LogLikelihood, 5);
            Assert.Equal(interval.Points.OrderBy(p => p.Value), interval.Points);
        }
    }

    [Fact]
    public void Four_lags_have_ten_profile_intervals()
    {
        var intervals = ProfileIntervals.All(IpdEngine.Stage2.Multivariate.MultivariateRandomEffects.Fit(CorpusEffects.Multivariate(), new PoolOptions()).Value).Value;
        Assert.Equal(10, intervals.Count);
        Assert.All(intervals, i => Assert.True(i.Low <= i.Component.Estimate && i.Component.Estimate <= i.High, $"{i.Component.Name}: {i.Low} {i.Component.Estimate} {i.High} {i.Note}"));
        Assert.All(intervals, i => Assert.DoesNotContain("higher likelihood", i.Note ?? "", StringComparison.Ordinal));
    }

    [Fact]
    public void Leaving_a_cluster_out_is_the_fit_of_the_rest()
    {
        var table = MultilevelTables.Draw(3, BetweenStructure.CS, effects: false);
        var fit = MultilevelModel.Fit(table, s_options).Value;
        var influence = Deletion.Of(fit, table.Random[0].Outer);
        Assert.Equal(12, influence.Clusters.Count);
        int[] kept = [.. Enumerable.Range(0, table.K).Where(i => table.Random[0].Outer[i] != influence.Clusters[4].Cluster)];
        Assert.Equal(MultilevelModel.Fit(table.Rows(kept), s_options).Value.Coefficients, influence.Clusters[4].Without!.Coefficients);
        Assert.Equal(table.Design.Count, influence.Effects.Sum(e => e.Hat), 9);
    }

    [Fact]
    public void A_cluster_that_alone_shows_a_column_cannot_be_left_out_and_is_said()
    {
        var table = MultilevelTables.Draw(3, BetweenStructure.CS, effects: false);
        double[] only = [.. table.Random[0].Outer.Select(s => s == "s03" ? 1.0 : 0.0)];
        var fit = MultilevelModel.Fit(table with { Design = [table.Design[0], KeyValuePair.Create("s03", only)] }, s_options).Value;
        var row = Deletion.Of(fit, table.Random[0].Outer).Clusters[3];
        Assert.Null(row.Without);
        Assert.Equal("constant", row.Refusal!.Code);
        Assert.True(double.IsNaN(row.CooksDistance));
    }

    [Fact]
    public void All_flips_of_eight_clusters_make_an_exact_test()
    {
        var table = MultilevelTables.Draw(3, BetweenStructure.CS, studies: 8, effects: false);
        var plain = table with { Yi = [.. table.Yi.Select(y => 2 + 0.1 * y)], Design = [table.Design[0]], Random = [RandomTerm.Intercept("study", table.Random[0].Outer)] };
        var test = SignFlips.Test(MultilevelModel.Fit(plain, s_options).Value, plain.Random[0].Outer, 0).Value;
        Assert.True(test is { Exact: true, Flips: 256, Failed: 0 });
        Assert.Equal(2.0 / 256, test.PValue);
        var drawn = SignFlips.Test(MultilevelModel.Fit(plain, s_options).Value, plain.Random[0].Outer, 0, most: 100, seed: 4).Value;
        Assert.True(drawn is { Exact: false, Flips: 100 });
        Assert.InRange(drawn.PValue, 0.01, 0.08);
    }

    [Fact]
    public void Eggers_regression_is_the_model_with_the_standard_error_and_a_robust_test()
    {
        var table = MultilevelTables.Draw(3, BetweenStructure.CS, effects: false);
        var plain = table with { Design = [table.Design[0]] };
        double[] se = [.. Enumerable.Range(0, table.K).Select(i => Math.Sqrt(table.V[i, i]))];
        var skewed = plain with { Yi = [.. plain.Yi.Select((y, i) => 0.1 * y + 3 * se[i])] };
        var egger = MultilevelEgger.Test(MultilevelModel.Fit(skewed, s_options).Value, table.Random[1].Outer).Value;
        var by = MultilevelModel.Fit(skewed with { Design = [table.Design[0], KeyValuePair.Create("sei", se)] }, s_options).Value;
        Assert.Equal(by.Coefficients[1].Estimate, egger.Slope.Estimate);
        Assert.Equal(ClusterRobust.Test(by, table.Random[1].Outer, new RobustOptions()).Value.Coefficients[1], egger.Slope);
        Assert.InRange(egger.Slope.Estimate, 2, 4);
        Assert.NotNull(egger.Limit);
        Assert.Contains("fewer than 10", egger.Warning, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => MultilevelEgger.Test(by, table.Random[1].Outer, EggerPredictor.InverseRootSize));
    }

    [Fact]
    public void Faulty_clusters_are_refused_with_a_reason()
    {
        var table = MultilevelTables.Draw(3, BetweenStructure.CS, effects: false);
        var fit = MultilevelModel.Fit(table, s_options).Value;
        Assert.Equal("not_nested", ClusterRobust.Test(fit, table.Random[0].Outer, new RobustOptions()).Refusal!.Code);
        Assert.Equal("too_few", ClusterRobust.Test(fit, [.. table.Ids.Select(_ => "one")], new RobustOptions()).Refusal!.Code);
        var nested = MultilevelModel.Fit(table with { Random = [table.Random[0]] }, s_options).Value;
        string[] two = [.. table.Random[0].Outer.Select(s => string.CompareOrdinal(s, "s06") < 0 ? "a" : "b")];
        Assert.Equal("too_few", ClusterRobust.Test(nested, two, new RobustOptions(RobustAdjustment.CR1p)).Refusal!.Code);
        Assert.True(ClusterRobust.Test(nested, two, new RobustOptions()).Value.Coefficients[0].StandardError >= 0);
        Assert.Throws<ArgumentException>(() => ClusterRobust.Test(fit, ["a"], new RobustOptions()));
    }

    [Theory]
    [InlineData(40, 3, BetweenStructure.UN)]
    [InlineData(7, 4, BetweenStructure.AR)]
    [InlineData(3, 2, BetweenStructure.CS)]
    public void Lags_of_sessions_show_their_trend_under_the_richest_structure_the_studies_can_tell(int studies, int sessions, BetweenStructure structure)
    {
        var draw = new Philox(8, (ulong)studies);
        List<double[]> y = [];
        List<double[,]> s = [];
        for (var i = 0; i < studies; i++)
        {
            var level = 0.05 * draw.NextNormal();
            // A study in five starts a session late.
            y.Add([.. Enumerable.Range(0, sessions).Select(t => i % 5 == 4 && t == 0 ? double.NaN : -0.1 - 0.04 * t + level + 0.02 * draw.NextNormal())]);
            var v = new double[sessions, sessions];
            for (var a = 0; a < sessions; a++)
                for (var b = 0; b < sessions; b++)
                    v[a, b] = 4e-4 * (a == b ? 1 : 0.2);
            s.Add(v);
        }
        int[] numbers = [.. Enumerable.Range(2, sessions)];
        var table = new EffectVectorTable([.. Enumerable.Range(0, studies).Select(i => $"study{i:D2}")], [.. numbers.Select(n => $"session {n}")], y, s);
        var lags = SessionTrend.Fit(table, numbers, s_options).Value;
        Assert.Equal(structure, lags.Structure);
        Assert.NotEmpty(lags.StructureReason);
        Assert.Equal(sessions, lags.Means.Coefficients.Count);
        Assert.InRange(lags.Slope.Estimate, -0.06, -0.02);
        Assert.Equal(sessions > 2, lags.Departure is not null);
        Assert.True(lags.Departure is null || lags.Departure.PValue > 0.001);
        Assert.Equal(studies - studies / 5, lags.Studies[0]);
        Assert.Throws<ArgumentException>(() => SessionTrend.Fit(table, [.. numbers.Reverse()], s_options));
    }
}
