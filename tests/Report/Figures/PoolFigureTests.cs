using IpdEngine.Report.Figures;
using IpdEngine.Stage2;
using IpdEngine.Stage2.Effects;
using IpdEngine.Stage2.Moderators;
using IpdEngine.Stage2.Sensitivity;
using IpdEngine.Stage2.SmallStudy;
using IpdEngine.Stage2.Univariate;
using Xunit;

namespace IpdEngine.Tests.Report.Figures;

/// <summary>The plots of a pool from its fit alone.</summary>
public sealed class PoolFigureTests
{
    private static readonly double[] s_y = [-0.94, -1.67, -1.39, -1.46, -0.22, -0.96, -1.63, 0.01, -0.47, -1.40, -0.34, 0.45, -0.02];
    private static readonly double[] s_v = [0.357, 0.208, 0.433, 0.020, 0.052, 0.010, 0.227, 0.004, 0.056, 0.075, 0.013, 0.533, 0.071];
    private static readonly PoolLabels s_labels = new("BCG", "Odds ratio", Transformation.Exp) { Counts = [.. s_y.Select((_, i) => (i * 10).ToString())] };

    private static EffectTable Table(int k = 13) => new([.. s_y.Take(k).Select((_, i) => $"Trial {i + 1:00}")], s_y[..k], s_v[..k]);

    [Fact]
    public void A_plain_pool_has_every_plot()
    {
        var plots = PoolFigures.All(RandomEffects.Fit(Table(), new PoolOptions()).Value, s_labels).ToList();
        Assert.Equal(["forest", "funnel", "radial", "baujat", "influence", "leave-one-out", "profile", "gosh"], plots.Select(plot => plot.Name));
        Assert.All(plots, plot => Assert.Contains("BCG", plot.Drawing.Title, StringComparison.Ordinal));
        var forest = new Svg(plots[0].Drawing);
        Assert.Contains("0.39 [0.12, 1.26]", forest.Texts);
        Assert.Contains("Pooled (k = 13)", forest.Texts);
    }

    [Fact]
    public void A_regression_has_a_bubble_plot_a_moderator_and_no_funnel()
    {
        var table = Table() with { Moderators = [KeyValuePair.Create("latitude", s_y.Select((_, i) => 10.0 + i * i % 7).ToArray()), KeyValuePair.Create("year", s_y.Select((_, i) => 1950.0 + i).ToArray())] };
        var fit = RandomEffects.Fit(table, new PoolOptions()).Value;
        var plots = PoolFigures.All(fit, s_labels).ToList();
        Assert.Equal(["forest", "baujat", "influence", "profile", "bubble-1", "bubble-2"], plots.Select(plot => plot.Name));
        Assert.Empty(new Svg(plots[0].Drawing).Of("polygon", "f-pooled"));
        Assert.Contains(new Svg(plots[4].Drawing).Texts, text => text.Contains("other moderators at their means", StringComparison.Ordinal));
        Assert.Throws<ArgumentException>(() => PoolFigures.Bubble(fit, s_labels, 2));
    }

    [Fact]
    public void The_middle_of_a_bubble_plots_line_is_the_prediction_there()
    {
        var table = Table() with { Moderators = [KeyValuePair.Create("x", s_y.Select((_, i) => (double)(i % 5)).ToArray())] };
        var fit = RandomEffects.Fit(table, new PoolOptions()).Value;
        var svg = new Svg(PoolFigures.Bubble(fit, s_labels with { Scale = Transformation.None }, 0)!);
        var dots = svg.All("circle").Where(c => c.Elements().Any()).Select((c, i) => (X: Svg.Number(c, "cx"), Y: Svg.Number(c, "cy"), Name: c.Value)).ToList();
        // Two studies give the scale of both axes; the line's ends then are the coefficients.
        var (a, b) = (dots.Single(d => d.Name.StartsWith("Trial 01", StringComparison.Ordinal)), dots.Single(d => d.Name.StartsWith("Trial 10", StringComparison.Ordinal)));
        var (perX, perY) = ((b.X - a.X) / 4, (b.Y - a.Y) / (s_y[9] - s_y[0]));
        var line = svg.Of("path", "s-pooled").First(p => p.Attribute("stroke-dasharray") is null).Attribute("d")!.Value;
        var first = line[1..line.IndexOf('L', StringComparison.Ordinal)].Split(' ').Select(double.Parse).ToArray();
        var last = line[(line.LastIndexOf('L') + 1)..].Split(' ').Select(double.Parse).ToArray();
        Assert.Equal(4 * perX, last[0] - first[0], 0.05);
        Assert.Equal(fit.Coefficients[0].Estimate, s_y[0] + (first[1] - a.Y) / perY, 2e-3);
        Assert.Equal(fit.Coefficients[1].Estimate, (last[1] - first[1]) / perY / 4, 1e-3);
    }

    [Fact]
    public void Subgroups_filled_studies_and_pools_in_order_are_drawn_from_their_analyses()
    {
        var fit = RandomEffects.Fit(Table(), new PoolOptions()).Value;
        var groups = Subgroups.Fit(Table(), "design", [.. s_y.Select((_, i) => i == 0 ? "alternate" : i % 2 == 0 ? "random" : "systematic")], new PoolOptions(), SubgroupTau.Separate).Value;
        var forest = new Svg(PoolFigures.Forest(fit, groups, s_labels));
        Assert.Equal(3, forest.Of("polygon", "f-pooled").Count());
        Assert.Contains(forest.Texts, text => text.StartsWith("Test of subgroup differences: Q(1) = ", StringComparison.Ordinal));
        Assert.Contains(forest.Texts, text => text.StartsWith("alternate: found 1 effect", StringComparison.Ordinal));
        var filled = TrimAndFill.Of(Table(), new PoolOptions(), MissingEstimator.R0, FunnelSide.Right).Value;
        Assert.Contains(new Svg(PoolFigures.Funnel(fit, s_labels, filled)!).Texts, text => text.StartsWith($"Trim-and-fill (R0, right side): {filled.Missing} studies filled", StringComparison.Ordinal));
        var cumulative = new Svg(PoolFigures.CumulativeOf(Cumulative.Of(fit, [.. s_y.Select((_, i) => (double)-i)]).Value, s_labels)!);
        Assert.Contains("Trial 12", cumulative.Texts);
        Assert.Contains("+ Trial 01", cumulative.Texts);
        Assert.Contains("subsets with Trial 08", new Svg(PoolFigures.GoshOf(fit, s_labels, study: "Trial 08")!).Texts);
    }

    [Fact]
    public void Of_two_studies_there_is_what_two_studies_allow()
    {
        var plots = PoolFigures.All(RandomEffects.Fit(Table(2), new PoolOptions()).Value, s_labels).Select(plot => plot.Name).ToList();
        Assert.Contains("forest", plots);
        Assert.Contains("funnel", plots);
        Assert.DoesNotContain("leave-one-out", plots);
    }

    [Fact]
    public void A_profile_is_highest_at_the_estimate_and_crosses_its_floor_at_the_limits()
    {
        var fit = RandomEffects.Fit(Table(), new PoolOptions()).Value;
        var profile = LikelihoodProfile.Of(fit, 401).Value;
        var best = profile.LogLikelihoods.Max();
        Assert.InRange(best, fit.LogLikelihood - 1e-3, fit.LogLikelihood + 1e-12);
        for (var i = 0; i < 401; i++)
            Assert.Equal(profile.Tau2[i] >= profile.Interval.Low && profile.Tau2[i] <= profile.Interval.High, profile.LogLikelihoods[i] >= fit.LogLikelihood - 0.5 * 3.841458820694124);
        Assert.Equal("estimator", LikelihoodProfile.Of(RandomEffects.Fit(Table(), new PoolOptions(TauEstimator.DL)).Value).Refusal!.Code);
    }
}
