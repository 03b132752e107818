using IpdEngine.Report.Figures;
using IpdEngine.Report.Figures.Canvas;
using IpdEngine.Report.Figures.Plots;
using IpdEngine.Report.Markup;
using IpdEngine.Stage2;

namespace IpdEngine.Report.Page;

/// <summary>The small pieces that sections are made of.</summary>
internal static class Piece
{
    /// <summary>A section with its heading.</summary>
    public static Tag Section(string id, string heading, params ReadOnlySpan<Node> content) =>
        new Tag("section", new Tag("h2", heading).With("id", id)).With("aria-labelledby", id).Add(content);

    /// <summary>A paragraph.</summary>
    public static Tag Paragraph(params ReadOnlySpan<Node> content) => new("p", content);

    /// <summary>A remark in small print.</summary>
    public static Tag Note(params ReadOnlySpan<Node> content) => new Tag("p", content).With("class", "note");

    /// <summary>A heading below a section's.</summary>
    public static Tag Heading(string text) => new("h3", text);

    /// <summary>A number rounded for the reader, with the exact one in the markup.</summary>
    public static Node Number(double value, int decimals) => double.IsFinite(value)
        ? new Tag("data", Numbers.Fixed(value, decimals)).With("value", Numbers.Exact(value))
        : Numbers.Fixed(value, decimals);

    /// <summary>A p value, with the exact one in the markup.</summary>
    public static Node P(double value) => double.IsFinite(value) ? new Tag("data", Numbers.P(value)).With("value", Numbers.Exact(value)) : Numbers.Fixed(value, 3);

    /// <summary>An estimate with its interval on one line; a dash where there is no pool.</summary>
    public static Node Estimate(Coefficient? pooled, int decimals = 2) => pooled is null
        ? "\u2013"
        : new Tag("span", $"{Numbers.Fixed(pooled.Estimate, decimals)} {Numbers.Interval(pooled.ConfLow, pooled.ConfHigh, decimals)}").With("class", "tight");

    /// <summary>A figure in two layouts, of which the page shows the one that fits.</summary>
    public static Tag Figure(Drawing wide, Drawing narrow, params ReadOnlySpan<Node> caption) => new Tag("figure",
        new Tag("div", wide.ToTag()).With("class", "wide"),
        new Tag("div", narrow.ToTag()).With("class", "narrow"),
        new Tag("figcaption", caption));

    /// <summary>A forest plot of a pool; a sentence where there is nothing to draw.</summary>
    public static Node Forest(ReportSource source, string model, string effect, string caption)
    {
        var data = ForestData.Of(source.Result, source.Disclosure, model, effect);
        var id = $"forest-{model}-{effect.Replace(' ', '-')}";
        return data is null
            ? Paragraph($"No pool of {Names.Effect(effect)}: {source.Pool(model, effect)?.Refusal ?? "the plan has none"}.")
            : Figure(RunForest.Of(data, ForestLayout.Wide, id), RunForest.Of(data, ForestLayout.Narrow, id + "-narrow"), caption);
    }
}
