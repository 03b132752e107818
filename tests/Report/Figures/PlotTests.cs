using IpdEngine.Report.Figures.Canvas;
using IpdEngine.Report.Figures.Plots;
using IpdEngine.Stage2.Effects;
using Xunit;

namespace IpdEngine.Tests.Report.Figures;

/// <summary>Forest, bubble, Baujat, GOSH, profile and influence plots measured with a ruler.</summary>
public sealed class PlotTests
{
    [Fact]
    public void Each_group_has_its_heading_and_its_diamond_and_the_whole_one_more()
    {
        var svg = new Svg(ForestPlot.Draw(Samples.Forest(12, groups: 3)));
        Assert.Equal(4, svg.Of("polygon", "f-pooled").Count());
        foreach (var text in new[] { "Group 1", "Group 3", "Pooled in group 2", "All (k = 12)", "100 %", "tau-squared = 0.02" })
            Assert.Contains(text, svg.Texts);
        Assert.Equal(4, svg.Texts.Count(text => text == "Prediction interval"));
    }

    [Fact]
    public void Ratios_stand_on_a_logarithmic_axis_and_are_printed_as_ratios()
    {
        ForestRow[] rows = [new("A", Math.Log(0.5), Math.Log(0.2), Math.Log(1.25)), new("B", Math.Log(2), Math.Log(1), Math.Log(4))];
        var svg = new Svg(ForestPlot.Draw(new ForestTable("Forest", "Odds ratio", [new ForestGroup(null, rows)]) { Scale = Transformation.Exp }));
        Assert.Contains("0.50 [0.20, 1.25]", svg.Texts);
        var ticks = svg.All("text").Where(t => t.Attribute("text-anchor")?.Value == "middle").Where(t => double.TryParse(t.Value, out _))
            .Select(t => (Value: double.Parse(t.Value), X: Svg.Number(t, "x"))).ToList();
        Assert.True(ticks.Count >= 3);
        var pixels = (ticks[^1].X - ticks[0].X) / Math.Log(ticks[^1].Value / ticks[0].Value);
        Assert.All(ticks, tick => Assert.Equal(ticks[0].X + pixels * Math.Log(tick.Value / ticks[0].Value), tick.X, 0.05));
        var squares = svg.Of("rect", "f-effect").Select(r => Svg.Number(r, "x") + Svg.Number(r, "width") / 2).ToList();
        Assert.Equal(pixels * Math.Log(4), squares[1] - squares[0], 0.05);
    }

    [Fact]
    public void Correlations_are_turned_back_before_they_are_drawn()
    {
        var svg = new Svg(ForestPlot.Draw(new ForestTable("Forest", "r", [new ForestGroup(null, [new ForestRow("A", Math.Atanh(0.3), Math.Atanh(0.1), Math.Atanh(0.5), 100)])]) { Scale = Transformation.Tanh }));
        Assert.Contains("0.30 [0.10, 0.50]", svg.Texts);
    }

    [Fact]
    public void A_long_name_keeps_all_its_words()
    {
        var svg = new Svg(ForestPlot.Draw(Samples.Forest(5)));
        Assert.Contains(Samples.LongName, string.Join(' ', svg.Texts), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pool_among_pools_has_no_weight_and_no_diamond()
    {
        CumulativeStep[] steps = [new("Alpha 1999", 0.4, 0.1, 0.7, 1), new("Beta 2003", 0.3, 0.1, 0.5, 2)];
        var svg = new Svg(CumulativeForest.Draw("Cumulative", "g", steps));
        Assert.Empty(svg.Of("polygon", "f-pooled"));
        Assert.DoesNotContain("Weight", svg.Texts);
        Assert.Contains("+ Beta 2003", svg.Texts);
        Assert.Contains("Alpha 1999", svg.Texts);
        var without = new Svg(CumulativeForest.DrawLeaveOneOut("Leave one out", "g", steps, new ForestSummary("All", 0.35, 0.2, 0.5)));
        Assert.Contains("\u2212 Alpha 1999", without.Texts);
        Assert.Single(without.Of("polygon", "f-pooled"));
    }

    [Fact]
    public void The_area_of_a_bubble_is_the_weight_of_its_study()
    {
        BubblePoint[] points = [new("A", 1, 0.1, 40), new("B", 2, 0.2, 10), new("C", 3, 0.3, 20)];
        var radii = new Svg(BubblePlot.Draw(new BubbleData("Bubble", "x", "g", points, []))).All("circle").Where(c => c.Elements().Any()).ToDictionary(c => c.Value[0], c => Svg.Number(c, "r"));
        Assert.Equal(4, Math.Pow(radii['A'] / radii['B'], 2), 0.05);
        Assert.Equal(2, Math.Pow(radii['C'] / radii['B'], 2), 0.05);
    }

    [Fact]
    public void A_million_subsets_make_a_file_no_larger_than_its_paper()
    {
        var small = GoshPlot.Draw(Samples.Gosh(8_191)).ToFile().Length;
        var large = GoshPlot.Draw(Samples.Gosh(1_000_000)).ToFile().Length;
        Assert.InRange(large, small, 2_000_000);
    }

    [Fact]
    public void Subsets_with_the_study_singled_out_have_a_path_of_their_own()
    {
        var data = Samples.Gosh(500) with { Holds = [.. Enumerable.Range(0, 500).Select(i => i % 2 == 0)], Study = "Alpha 1999" };
        var svg = new Svg(GoshPlot.Draw(data));
        Assert.Single(svg.Of("path", "s-ghost"));
        Assert.Single(svg.Of("path", "s-pooled"));
        Assert.Contains("subsets with Alpha 1999", svg.Texts);
        // The fullest bin of each margin fills it.
        Assert.Equal(54, svg.Of("rect", "f-effect").Max(r => Svg.Number(r, "height")), 0.01);
        Assert.Equal(54, svg.Of("rect", "f-effect").Max(r => Svg.Number(r, "width")), 0.01);
        Assert.Throws<ArgumentException>(() => GoshPlot.Draw(data with { Holds = [true] }));
    }

    [Fact]
    public void A_fit_that_failed_is_a_gap_in_its_profile()
    {
        var svg = new Svg(ProfilePlot.Draw(new ProfileData("Profile", [Samples.Curve("tau2")])));
        Assert.Equal(2, svg.Of("path", "s-effect").Single().Attribute("d")!.Value.Count(c => c == 'M'));
        Assert.Contains(svg.Texts, text => text.Contains("1.92 below", StringComparison.Ordinal));
    }

    [Fact]
    public void An_influential_study_is_filled_in_every_panel_and_named_in_the_key()
    {
        var svg = new Svg(Samples.All(13).Single(plot => plot.Name == "influence").Drawing);
        Assert.Equal(8, svg.Of("circle", "f-pooled").Count(c => c.Elements().Any()));
        Assert.Contains("Held influential: " + Samples.LongName, svg.Drawing.Description, StringComparison.Ordinal);
        Assert.Contains(svg.Texts, text => text == "Cook\u2019s distance");
    }

    [Theory]
    [InlineData(0.1, 12)]
    [InlineData(0.8, 1.3)]
    [InlineData(0.97, 1.02)]
    [InlineData(1e-6, 1e6)]
    [InlineData(2, 2)]
    public void A_ratio_axis_has_ticks_at_round_ratios(double low, double high)
    {
        var axis = Axis.OfRatio(Math.Log(low), Math.Log(high), 0, 300, 6);
        Assert.InRange(axis.Ticks.Count, 2, 14);
        Assert.Equal(axis.Ticks.Count, axis.Ticks.Select(axis.Label).Distinct().Count());
        Assert.All(axis.Ticks, tick => Assert.InRange(axis.At(tick), 0, 300));
    }

    [Theory]
    [InlineData(0, 3e-9)]
    [InlineData(1e8, 1e8 + 5)]
    [InlineData(-4e7, 9e7)]
    [InlineData(5, 5)]
    public void An_axis_of_any_size_has_labels_that_tell_its_ticks_apart(double low, double high)
    {
        var axis = Axis.Within(low, high, 0, 300, 5);
        Assert.InRange(axis.Ticks.Count, 2, 12);
        Assert.All(axis.Ticks, tick => Assert.True(axis.Holds(tick)));
        if (high - low < 1e7 && low < 1e6)
            Assert.Equal(axis.Ticks.Count, axis.Ticks.Select(axis.Label).Distinct().Count());
    }
}
