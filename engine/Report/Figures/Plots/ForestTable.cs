using IpdEngine.Stage2.Effects;

namespace IpdEngine.Report.Figures.Plots;

/// <summary>A line of a forest plot.</summary>
/// <param name="Study">Its name.</param>
/// <param name="Estimate">Its effect on the scale of the table; NaN where it may not be shown.</param>
/// <param name="Low">Lower confidence limit.</param>
/// <param name="High">Upper confidence limit.</param>
/// <param name="Weight">Weight in percent, the area of its square; NaN for a square of one size and no weight printed.</param>
/// <param name="Count">Participants as text, or null.</param>
/// <param name="Mark">Signs after its name that <see cref="ForestTable.Notes"/> explain, or null.</param>
public sealed record ForestRow(
    string Study, double Estimate, double Low, double High, double Weight = double.NaN, string? Count = null, string? Mark = null);

/// <summary>A pooled estimate below the studies it pools.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Estimate">The estimate on the scale of the table.</param>
/// <param name="Low">Lower confidence limit.</param>
/// <param name="High">Upper confidence limit.</param>
/// <param name="Weight">Weight as text, or null.</param>
public sealed record ForestSummary(string Label, double Estimate, double Low, double High, string? Weight = null)
{
    /// <summary>Lower limit of the prediction interval; NaN for none.</summary>
    public double PredictionLow { get; init; } = double.NaN;

    /// <summary>Upper limit of the prediction interval; NaN for none.</summary>
    public double PredictionHigh { get; init; } = double.NaN;

    /// <summary>Heterogeneity or another remark on the line below, or null.</summary>
    public string? Remark { get; init; }
}

/// <summary>Studies under a heading of their own, with their own summary.</summary>
/// <param name="Heading">The heading; null where there is one group alone.</param>
/// <param name="Rows">The studies.</param>
/// <param name="Summary">The group's pooled estimate, or null.</param>
public sealed record ForestGroup(string? Heading, IReadOnlyList<ForestRow> Rows, ForestSummary? Summary = null);

/// <summary>What a forest plot shows: any table of effects, in groups or not.</summary>
/// <param name="Title">Its title.</param>
/// <param name="AxisLabel">What effects are.</param>
/// <param name="Groups">The studies.</param>
/// <param name="Overall">The estimate of all groups together, or null.</param>
public sealed record ForestTable(string Title, string AxisLabel, IReadOnlyList<ForestGroup> Groups, ForestSummary? Overall = null)
{
    /// <summary>The scale of the effects.</summary>
    public Transformation Scale { get; init; }

    /// <summary>The value of no effect, where a line is drawn; NaN for none.</summary>
    public double Reference { get; init; }

    /// <summary>Heading of the estimates.</summary>
    public string EstimateHeading { get; init; } = "Estimate [95 % CI]";

    /// <summary>Heading of the names.</summary>
    public string StudyHeading { get; init; } = "Study";

    /// <summary>Heading of the counts.</summary>
    public string CountHeading { get; init; } = "N";

    /// <summary>Decimals of printed estimates.</summary>
    public int Decimals { get; init; } = 2;

    /// <summary>What stands in place of an estimate that may not be shown.</summary>
    public string Hidden { get; init; } = "suppressed";

    /// <summary>What a reader who cannot see the plot is told; null for a sentence made of the summary.</summary>
    public string? Description { get; init; }

    /// <summary>Remarks below the plot.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>All studies of all groups.</summary>
    internal IEnumerable<ForestRow> Rows => Groups.SelectMany(group => group.Rows);

    /// <summary>All summaries, the overall one last.</summary>
    internal IEnumerable<ForestSummary> Summaries => Groups.Select(group => group.Summary).Append(Overall).OfType<ForestSummary>();
}
