using System.Globalization;
using System.Text.RegularExpressions;
using IpdEngine.Tests.Walls;
using Xunit;

namespace IpdEngine.Tests.Report;

/// <summary>The colours of the page against WCAG 2.2, success criteria 1.4.3 (text, 4.5 : 1) and 1.4.11 (shapes, 3 : 1), by light and by dark.</summary>
public sealed partial class ContrastTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Text_and_shapes_stand_out_from_their_paper(int scheme)
    {
        var colours = Scheme(scheme);
        foreach (var ink in new[] { "ink", "quiet", "effect", "pooled", "good", "bad" })
            Assert.True(Ratio(colours[ink], colours["paper"]) >= 4.5, $"{ink} on paper in scheme {scheme}: {Ratio(colours[ink], colours["paper"]):F2}");
        Assert.True(Ratio(colours["ink"], colours["tint"]) >= 4.5);
        Assert.True(Ratio(colours["notice"], colours["notice-tint"]) >= 4.5);
    }

    private static Dictionary<string, string> Scheme(int index)
    {
        var css = Repository.Read("engine/Report/Page/report.css");
        var roots = Root().Matches(css);
        Assert.Equal(3, roots.Count);
        return Colour().Matches(roots[index].Value).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);
    }

    private static double Ratio(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string hex)
    {
        double Channel(int at)
        {
            var c = int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
        }
        return 0.2126 * Channel(0) + 0.7152 * Channel(2) + 0.0722 * Channel(4);
    }

    [GeneratedRegex(@":root \{[^}]*\}")]
    private static partial Regex Root();

    [GeneratedRegex(@"--([a-z-]+): #([0-9a-f]{6})")]
    private static partial Regex Colour();
}
