using System.Globalization;

namespace IpdEngine.Worker.Markup;

/// <summary>Counts as small bars; the words beside it say what they show.</summary>
internal static class Histogram
{
    private const int Width = 6;
    private const int Height = 32;

    public static Html Of(string words, IReadOnlyList<int> counts)
    {
        var most = Math.Max(1, counts.Max());
        return Html.Of(
            $"<svg class=\"bars\" role=\"img\" aria-label=\"{words}\" viewBox=\"0 0 {counts.Count * Width} {Height}\" width=\"{counts.Count * Width}\" height=\"{Height}\">{Html.Each(Enumerable.Range(0, counts.Count), bin => Bar(bin, (double)counts[bin] / most))}</svg>");
    }

    private static Html Bar(int bin, double share)
    {
        // A single person in a bin is still seen.
        var height = share == 0 ? 0 : Math.Max(1, share * Height);
        return Html.Of(
            $"<rect x=\"{(bin * Width).ToString(CultureInfo.InvariantCulture)}\" y=\"{(Height - height).ToString("0.##", CultureInfo.InvariantCulture)}\" width=\"{Width - 1}\" height=\"{height.ToString("0.##", CultureInfo.InvariantCulture)}\"/>");
    }
}
