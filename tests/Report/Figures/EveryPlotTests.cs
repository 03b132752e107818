using System.Text;
using IpdEngine.Report.Figures.Plots;
using Xunit;

namespace IpdEngine.Tests.Report.Figures;

/// <summary>What every plot owes its reader, whatever it shows: one study or three hundred, a name too long, a variance out of all proportion.</summary>
public sealed class EveryPlotTests
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(13, true)]
    [InlineData(300, true)]
    public void It_stands_alone_is_described_and_keeps_every_mark_on_its_paper(int k, bool huge)
    {
        foreach (var (name, drawing) in Samples.All(k, huge))
        {
            var svg = new Svg(drawing);
            Assert.Equal("img", svg.Root.Attribute("role")!.Value);
            var labels = svg.Root.Attribute("aria-labelledby")!.Value.Split(' ');
            Assert.Equal(labels, new[] { svg.Root.Elements().First(e => e.Name.LocalName == "title").Attribute("id")!.Value, svg.Root.Elements().First(e => e.Name.LocalName == "desc").Attribute("id")!.Value });
            Assert.True(drawing.Description.Length > 20, name);
            Assert.DoesNotContain(svg.Root.Descendants(), e => e.Name.LocalName is "script" or "image" or "foreignObject" or "use");
            Assert.DoesNotContain("NaN", drawing.ToFile(), StringComparison.Ordinal);
            Assert.DoesNotContain("Infinity", drawing.ToFile(), StringComparison.Ordinal);
            var longest = Math.Max(drawing.Width, drawing.Height);
            Assert.All(svg.Places(), place => Assert.InRange(place, -12, longest + 12));
            Assert.All(svg.Lines(), line => Assert.True(line.Left >= -12 && line.Right <= drawing.Width + 12, $"{name}: {line.Text} from {line.Left} to {line.Right}"));
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(13)]
    [InlineData(60)]
    public void No_two_texts_stand_on_each_other(int k)
    {
        foreach (var (name, drawing) in Samples.All(k))
        {
            var lines = new Svg(drawing).Lines().OrderBy(line => line.Base).ToList();
            for (var i = 0; i < lines.Count; i++)
                for (var j = i + 1; j < lines.Count && lines[j].Base - lines[i].Base < 7; j++)
                    Assert.False(lines[i].Left < lines[j].Right - 1 && lines[j].Left < lines[i].Right - 1, $"{name}: '{lines[i].Text}' and '{lines[j].Text}'");
        }
    }

    [Fact]
    public void The_same_numbers_give_the_same_bytes()
    {
        foreach (var (first, second) in Samples.All(13).Zip(Samples.All(13)))
            Assert.Equal(Encoding.UTF8.GetBytes(first.Drawing.ToFile()), Encoding.UTF8.GetBytes(second.Drawing.ToFile()));
    }

    [Theory]
    [InlineData(double.NaN, 0.1)]
    [InlineData(double.PositiveInfinity, 0.1)]
    [InlineData(0.2, double.NaN)]
    [InlineData(0.2, 0)]
    [InlineData(0.2, -1)]
    public void A_number_that_cannot_be_drawn_is_refused_by_name(double effect, double error)
    {
        FunnelPoint[] points = [new("Good 2001", 0.1, 0.1), new("Bad 2002", effect, error)];
        foreach (var draw in new Action[]
        {
            () => FunnelPlot.Draw(new FunnelData("t", "e", points)), () => RadialPlot.Draw(new RadialData("t", "e", points, 0, 0)),
            () => BubblePlot.Draw(new BubbleData("t", "m", "e", [.. points.Select(p => new BubblePoint(p.Study, 1, p.Effect, error >= 0 ? double.NaN : error))], [])),
            () => BaujatPlot.Draw(new BaujatData("t", [.. points.Select(p => new BaujatStudy(p.Study, 1, p.Effect < 0.2 ? 0 : -1)), new BaujatStudy("Bad 2002", double.NaN, 0)])),
        })
            Assert.Contains("Found", Assert.Throws<ArgumentException>(draw).Message, StringComparison.Ordinal);
        Assert.Contains("Bad 2002", Assert.Throws<ArgumentException>(() => FunnelPlot.Draw(new FunnelData("t", "e", points))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_to_draw_is_refused()
    {
        Assert.Throws<ArgumentException>(() => FunnelPlot.Draw(new FunnelData("t", "e", [])));
        Assert.Throws<ArgumentException>(() => GoshPlot.Draw(new GoshData("t", "e", [], [])));
        Assert.Throws<ArgumentException>(() => ForestPlot.Draw(new ForestTable("t", "e", [])));
        Assert.Throws<ArgumentException>(() => ProfilePlot.Draw(new ProfileData("t", [new ProfileCurve("tau2", [0, 1], [double.NaN, double.NaN], 0)])));
        Assert.Throws<ArgumentException>(() => ForestPlot.Draw(new ForestTable("t", "e", [new ForestGroup(null, [new ForestRow("Turned round", 0.2, 0.4, 0.1)])])));
    }

    [Fact]
    public void A_hostile_name_stays_text()
    {
        const string Name = "</text><script>alert(1)</script>";
        var svg = new Svg(BaujatPlot.Draw(new BaujatData(Name, [new BaujatStudy(Name, 1, 1)])));
        Assert.Contains(svg.All("title"), title => title.Value == Name);
    }
}
