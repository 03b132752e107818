using IpdEngine.Report.Figures.Canvas;
using IpdEngine.Stage2.Effects;

namespace IpdEngine.Report.Figures.Plots;

/// <summary>A pool of all studies up to one, or without one.</summary>
/// <param name="Study">The study added or left out.</param>
/// <param name="Estimate">Pooled estimate.</param>
/// <param name="Low">Lower confidence limit.</param>
/// <param name="High">Upper confidence limit.</param>
/// <param name="Studies">Studies in this pool.</param>
public sealed record CumulativeStep(string Study, double Estimate, double Low, double High, int Studies);

/// <summary>Forest plots whose lines are pools: cumulative, or leaving one study out.</summary>
public static class CumulativeForest
{
    /// <summary>Draws pools in the order in which studies were added (Lau et al. 1992); the last is the pool of all.</summary>
    /// <param name="title">The plot's title.</param>
    /// <param name="axisLabel">What effects are.</param>
    /// <param name="steps">The pools.</param>
    /// <param name="scale">The scale of the effects.</param>
    /// <param name="id">Identifier of the drawing in its page.</param>
    /// <exception cref="ArgumentException">There is no step, or limits are not around their estimate.</exception>
    public static Drawing Draw(string title, string axisLabel, IReadOnlyList<CumulativeStep> steps, Transformation scale = Transformation.None, string id = "cumulative") =>
        Draw(title, axisLabel, steps, scale, id, "+ ", null);

    /// <summary>Draws the pools without one study each, with the pool of all below.</summary>
    /// <param name="title">The plot's title.</param>
    /// <param name="axisLabel">What effects are.</param>
    /// <param name="steps">The pools.</param>
    /// <param name="all">The pool of all studies.</param>
    /// <param name="scale">The scale of the effects.</param>
    /// <param name="id">Identifier of the drawing in its page.</param>
    /// <exception cref="ArgumentException">There is no step, or limits are not around their estimate.</exception>
    public static Drawing DrawLeaveOneOut(
        string title, string axisLabel, IReadOnlyList<CumulativeStep> steps, ForestSummary all, Transformation scale = Transformation.None, string id = "leave-one-out") =>
        Draw(title, axisLabel, steps, scale, id, "\u2212 ", all);

    private static Drawing Draw(string title, string axisLabel, IReadOnlyList<CumulativeStep> steps, Transformation scale, string id, string sign, ForestSummary? all)
    {
        ArgumentNullException.ThrowIfNull(steps);
        var rows = steps.Select((step, i) => new ForestRow((all is null && i == 0 ? "" : sign) + step.Study, step.Estimate, step.Low, step.High, Count: Numbers.Count(step.Studies))).ToList();
        return ForestPlot.Draw(new ForestTable(title, axisLabel, [new ForestGroup(null, rows)], all)
        {
            Scale = scale,
            CountHeading = "k",
            StudyHeading = all is null ? "Study added" : "Study left out",
            Description = $"{steps.Count} pools. First {Text(scale, steps[0])}, last {Text(scale, steps[^1])}.",
        }, ForestLayout.Wide, id);
    }

    private static string Text(Transformation scale, CumulativeStep step) =>
        $"{Numbers.Fixed(scale.Printed(step.Estimate), 2)} {Numbers.Interval(scale.Printed(step.Low), scale.Printed(step.High), 2)}";
}
