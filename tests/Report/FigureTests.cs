using System.Globalization;
using System.Xml.Linq;
using IpdEngine.Report;
using IpdEngine.Report.Figures;
using IpdEngine.Report.Figures.Plots;
using IpdEngine.TwoStage;
using Xunit;

namespace IpdEngine.Tests.Report;

/// <summary>Drawings as a journal's editor would measure them.</summary>
public sealed class FigureTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Every_pool_has_its_forest_plot_and_every_drawing_stands_alone()
    {
        var run = CorpusRun.Make();
        var figures = FigureSet.Of(run, new Disclosure(run)).ToList();
        var plain = run.Pools.Count(pool => pool.Fit?.Coefficients.Count == 1);
        // Path diagram and flow; funnel, influence and Baujat of each primary lag.
        Assert.Equal(plain + 2 + 3 * 4, figures.Select(figure => figure.Name).Distinct().Count());
        foreach (var (name, drawing) in figures)
        {
            var svg = XDocument.Parse(drawing.ToFile());
            Assert.Equal(Svg + "svg", svg.Root!.Name);
            Assert.DoesNotContain(svg.Descendants(), e => e.Name.LocalName is "script" or "image" or "foreignObject" or "use");
            Assert.All(svg.Descendants(Svg + "text"), text => Assert.NotNull(text.Attribute("fill")));
            Assert.EndsWith("sans-serif", svg.Root.Attribute("font-family")!.Value, StringComparison.Ordinal);
            Assert.True(drawing.Height is > 100 and < 2000, name);
        }
    }

    [Fact]
    public void The_area_of_a_square_is_the_weight_of_its_study()
    {
        var (data, svg) = Forest("riclpm", "as");
        var squares = svg.Descendants(Svg + "rect").Where(r => r.Attribute("class")!.Value == "f-effect").Select(r => Number(r, "width")).ToList();
        Assert.Equal(data.Rows.Count, squares.Count);
        var (heavy, heavier) = (data.Rows[1].Weight, data.Rows[0].Weight);
        Assert.Equal(heavy / heavier, Math.Pow(squares[1] / squares[0], 2), 2);
    }

    [Fact]
    public void The_diamond_spans_the_pooled_interval_on_the_axis()
    {
        var (data, svg) = Forest("riclpm", "as");
        var ticks = svg.Descendants(Svg + "text").Where(t => t.Attribute("text-anchor")?.Value == "middle" && IsNumber(t.Value))
            .Select(t => (Value: Parse(t.Value), X: Number(t, "x"))).ToList();
        var (first, last) = (ticks[0], ticks[^1]);
        double At(double value) => first.X + (value - first.Value) / (last.Value - first.Value) * (last.X - first.X);
        var diamond = svg.Descendants(Svg + "polygon").Single(p => p.Attribute("class")!.Value == "f-pooled").Attribute("points")!.Value
            .Split(' ').Select(point => double.Parse(point.Split(',')[0], CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(At(data.Low), diamond.Min(), 1);
        Assert.Equal(At(data.High), diamond.Max(), 1);
    }

    [Fact]
    public void Studies_left_out_are_named_with_their_reason()
    {
        var (_, svg) = Forest("riclpm", "sa");
        Assert.Contains(svg.Descendants(Svg + "text"), text => text.Value.StartsWith("Not in this pool: trial16: measured every second session", StringComparison.Ordinal));
    }

    [Fact]
    public void A_correlation_is_drawn_as_one()
    {
        var run = CorpusRun.Make();
        var data = ForestData.Of(run, new Disclosure(run), "association", "r")!;
        Assert.Equal(Math.Tanh(0.271618682922471), data.Estimate, 6);
        Assert.Equal(1447.ToString("N0", CultureInfo.InvariantCulture), data.Rows[0].Participants);
    }

    [Fact]
    public void An_arrow_is_dashed_where_its_interval_holds_zero()
    {
        var run = CorpusRun.Make();
        var pools = Names.Lags.ToDictionary(lag => lag, lag => ForestData.Of(run, new Disclosure(run), "riclpm", lag)?.Pool.Fit);
        Assert.Equal(0, Dashed(pools));
        var unsure = pools["as"]! with { Coefficients = [pools["as"]!.Coefficients[0] with { ConfHigh = 0.01 }] };
        Assert.Equal(1, Dashed(new(pools) { ["as"] = unsure }));

        static int Dashed(Dictionary<string, IpdEngine.Stage2.UnivariateFit?> pools) => XDocument.Parse(PathDiagram.Of(pools, PathLayout.Wide, "path").ToFile())
            .Descendants(Svg + "line").Count(line => line.Attribute("stroke-dasharray") is not null);
    }

    [Fact]
    public void The_flow_counts_what_the_run_counted()
    {
        var run = CorpusRun.Make();
        var text = FlowFigure.Of(run, new Disclosure(run), 680, "flow").Description;
        Assert.Contains("17 studies, 9 countries; 5,350 participants", text, StringComparison.Ordinal);
        Assert.Contains("RI-CLPM: k = 16; N = 5,304", text, StringComparison.Ordinal);
        Assert.Contains("left out: trial16", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pool_of_one_sided_spread_and_a_long_name_still_fits_its_paper()
    {
        var run = CorpusRun.Make();
        var name = new string('W', 60);
        var pool = run.Pools[0] with { Fit = run.Pools[0].Fit! with { Effects = run.Pools[0].Fit!.Effects with { Ids = [name, .. run.Pools[0].Fit!.Effects.Ids.Skip(1)] } } };
        var renamed = run with { Pools = [pool] };
        var data = ForestData.Of(renamed, new Disclosure(renamed), "riclpm", "aa")!;
        var svg = XDocument.Parse(RunForest.Of(data, ForestLayout.Narrow, "f").ToFile());
        Assert.DoesNotContain(name, svg.ToString(), StringComparison.Ordinal);
        Assert.All(svg.Descendants(Svg + "line").SelectMany(line => new[] { Number(line, "x1"), Number(line, "x2") }), x => Assert.InRange(x, 0, 360));
    }

    private static (ForestData Data, XDocument Svg) Forest(string model, string effect)
    {
        RunResult run = CorpusRun.Make();
        var data = ForestData.Of(run, new Disclosure(run), model, effect)!;
        return (data, XDocument.Parse(RunForest.Of(data, ForestLayout.Wide, "f").ToFile()));
    }

    private static double Number(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    private static double Parse(string text) => double.Parse(text.Replace('\u2212', '-'), CultureInfo.InvariantCulture);

    private static bool IsNumber(string text) => double.TryParse(text.Replace('\u2212', '-'), CultureInfo.InvariantCulture, out _);
}
