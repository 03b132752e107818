using IpdEngine.Report.Figures.Plots;
using Xunit;

namespace IpdEngine.Tests.Report.Figures;

/// <summary>Funnel and radial plots measured with a ruler.</summary>
public sealed class FunnelPlotTests
{
    [Fact]
    public void Contours_end_where_an_effect_differs_from_the_reference()
    {
        var svg = new Svg(FunnelPlot.Draw(Samples.Funnel(Samples.Points(13))));
        var shades = svg.All("polygon").Take(3).Select(Svg.Corners).ToList();
        // 99, 95 and 90 percent from the widest: half widths in the ratio of the normal's quantiles.
        double Half(int j) => shades[j][2].X - shades[j][0].X;
        Assert.Equal(2.5758293 / 1.9599640, Half(0) / Half(1), 2e-3);
        Assert.Equal(1.9599640 / 1.6448536, Half(1) / Half(2), 2e-3);
        // A study at its place between apex and foot: one standard error to the right of the reference for each standard error down.
        var points = svg.All("circle").Where(c => c.Elements().Any()).ToDictionary(c => c.Value.Split(':')[0]);
        var (dot, point) = (points["Study 1"], Samples.Points(13)[0]);
        var (apex, foot) = (shades[1][0], shades[1][2]);
        var errorPerPixel = point.StandardError / (Svg.Number(dot, "cy") - apex.Y);
        var effectPerPixel = errorPerPixel * 1.9599640 * (foot.Y - apex.Y) / (foot.X - apex.X);
        Assert.Equal(point.Effect, (Svg.Number(dot, "cx") - apex.X) * effectPerPixel, 5e-3);
    }

    [Fact]
    public void Filled_studies_are_hollow_and_those_beyond_the_axis_are_named()
    {
        var svg = new Svg(FunnelPlot.Draw(Samples.Funnel(Samples.Points(13, huge: true))));
        Assert.Contains("filled", Assert.Single(svg.Of("circle", "s-ink"), c => c.Elements().Any()).Value, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(svg.Texts, text => text.StartsWith("\u25BC Beyond the axis: Study 3,", StringComparison.Ordinal));
        Assert.Equal(13, svg.All("circle").Count(c => c.Elements().Any()));
    }

    [Fact]
    public void A_line_from_the_origin_through_a_study_points_at_its_effect()
    {
        FunnelPoint[] points = [new("A", 0.5, 0.1), new("B", 0.25, 0.2), new("C", -0.25, 0.4), new("D", 1, 0.1)];
        var svg = new Svg(RadialPlot.Draw(new RadialData("Radial", "Effect", points, 0.5, 0)));
        var dots = svg.All("circle").ToDictionary(c => c.Value.Split(':')[0], c => (X: Svg.Number(c, "cx"), Y: Svg.Number(c, "cy")));
        // z = effect / se and 1 / se: slopes from the origin are in the ratio of the effects.
        var zero = svg.Of("line", "s-quiet").First(line => line.Attribute("stroke-dasharray") is not null);
        var (x0, y0) = (Svg.Number(zero, "x1"), Svg.Number(zero, "y1"));
        double Slope(string study) => (y0 - dots[study].Y) / (dots[study].X - x0);
        Assert.Equal(2, Slope("A") / Slope("B"), 0.05);
        Assert.Equal(2, Slope("D") / Slope("A"), 0.02);
        Assert.Equal(-1, Slope("C") / Slope("B"), 0.05);
        // The tick of 1.0 on the arc lies on the ray through D.
        var label = svg.All("text").Last(text => text.Value == "1.0" && text.Attribute("text-anchor") is null);
        Assert.Equal(Slope("D"), (y0 - (Svg.Number(label, "y") - 4)) / (Svg.Number(label, "x") - x0), 0.03);
    }
}
