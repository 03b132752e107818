using System.Globalization;
using System.Text.Json;
using IpdEngine.Stage2;
using IpdEngine.Stage2.SmallStudy;
using IpdEngine.Tests.Walls;
using Xunit;

namespace IpdEngine.Tests.Stage2.SmallStudy;

/// <summary>Values that metafor's authors hold their own program to, as printed in its test suite (test_misc_pub_bias.r, test_misc_tes.r, test_misc_selmodel.r).</summary>
public sealed class PrintedValueTests
{
    [Fact]
    public void Magnesium_trials_of_Egger_2001()
    {
        var (effects, sizes) = (Set("egger2001 OR"), Sizes("egger2001 OR"));
        var options = new PoolOptions(Test: PoolTest.Z);
        Assert.Equal(-4.6686, EggerTest.Of(effects, new EggerOptions(), options).Value.Slope.Statistic, 4);
        Assert.Equal(-5.6083, EggerTest.Of(effects, new EggerOptions(EggerModel.Multiplicative, EggerPredictor.InverseRootSampleSize, sizes), options).Value.Slope.Statistic, 4);
        var rank = RankCorrelation.Of(effects).Value;
        Assert.Equal(0.15, rank.Tau, 10);
        Assert.Equal(0.4503, rank.PValue, 4);
        Assert.True(rank.Exact);
    }

    [Fact]
    public void Placebo_trials_of_Dorn_2007_hold_more_significant_results_than_expected()
    {
        var excess = ExcessSignificance.Of(Set("dorn2007 RR"), new PoolOptions(TauEstimator.EE, PoolTest.Z)).Value;
        Assert.Equal(10, excess.Observed);
        Assert.Equal(4.923333, excess.Expected, 6);
        Assert.Equal(7.065648, excess.ChiSquared, 6);
        Assert.Equal(0.003928794, excess.ChiSquaredP, 9);
        Assert.Equal(0.007778529, excess.ExactP, 9);
    }

    [Fact]
    public void Passive_smoking_of_Hackshaw_1998_under_a_step_function()
    {
        var fit = StepSelection.Fit(Set("hackshaw1998"), new SelectionOptions([0.05, 0.10, 0.50, 1])).Value;
        Assert.True(fit.Converged, fit.Reason);
        double[] delta = [2.422079, 0.977543, 0.396713], errors = [1.66085, 0.820387, 0.469235];
        for (var j = 0; j < 3; j++)
        {
            Assert.Equal(delta[j], fit.Intervals[j + 1].Delta, 5e-5);
            Assert.Equal(errors[j], fit.Intervals[j + 1].StandardError, 5e-5);
        }
        Assert.Equal(0.03071325, fit.Tau2, 1e-6);
        Assert.Equal(3, fit.SelectionTest.Df1);
    }

    private static EffectTable Set(string name)
    {
        using var json = JsonDocument.Parse(Repository.Read("tests/References/stage2/univariate.json"));
        var set = json.RootElement.GetProperty("sets").EnumerateArray().Single(s => s.GetProperty("name").GetString() == name);
        var yi = Numbers(set, "yi");
        return new EffectTable([.. yi.Select((_, i) => i.ToString("D4", CultureInfo.InvariantCulture))], yi, Numbers(set, "vi"));
    }

    private static double[] Sizes(string name)
    {
        using var json = JsonDocument.Parse(Repository.Read("tests/References/stage2/smallstudy.json"));
        return Numbers(json.RootElement.GetProperty("sets").EnumerateArray().Single(s => s.GetProperty("name").GetString() == name), "ni");
    }

    private static double[] Numbers(JsonElement set, string name) => [.. set.GetProperty(name).EnumerateArray().Select(e => e.GetDouble())];
}
