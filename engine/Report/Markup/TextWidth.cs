namespace IpdEngine.Report.Markup;

/// <summary>
/// How wide a line of text may become. No font of the machine is asked: the advance widths are Helvetica's (Adobe's published metrics, shared by
/// Arial and Liberation Sans), widened for the wider fonts that may stand in.
/// </summary>
internal static class TextWidth
{
    private const double Reserve = 1.19;

    private static readonly short[] Helvetica =
    [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278,
        584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944,
        667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
        278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ];

    /// <summary>Width of a line in pixels at a font size, with some reserve.</summary>
    public static double Of(string text, double size)
    {
        var units = 0;
        foreach (var c in text)
            units += c is >= ' ' and <= '~' ? Helvetica[c - ' '] : c is '\u2192' or '\u221E' ? 1000 : 600;
        return units * size * Reserve / 1000;
    }

    /// <summary>The text cut to a width, with an ellipsis where something was cut.</summary>
    public static string Cut(string text, double size, double width)
    {
        if (Of(text, size) <= width)
            return text;
        var end = text.Length;
        while (end > 1 && Of(text[..end] + "\u2026", size) > width)
            end--;
        if (char.IsHighSurrogate(text[end - 1]))
            end--;
        return text[..end].TrimEnd() + "\u2026";
    }

    /// <summary>The text as lines no wider than a width, broken between words; a word that is wider than that is cut.</summary>
    public static IReadOnlyList<string> Wrap(string text, double size, double width)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = line.Length == 0 ? word : line + " " + word;
            if (line.Length == 0 || Of(longer, size) <= width)
            {
                line = longer;
                continue;
            }
            lines.Add(Cut(line, size, width));
            line = word;
        }
        if (line.Length > 0)
            lines.Add(Cut(line, size, width));
        return lines;
    }
}
