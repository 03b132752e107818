using IpdEngine.Report.Figures.Canvas;

namespace IpdEngine.Report.Figures.Plots;

/// <summary>The profile of one variance component (or correlation).</summary>
/// <param name="Component">Its name.</param>
/// <param name="Values">Values at which it was held, rising (n, at least 2).</param>
/// <param name="LogLikelihoods">Log likelihood with the others at their best (n); NaN where a fit did not converge, at least one finite.</param>
/// <param name="Estimate">The estimate.</param>
/// <param name="Low">Lower limit of its interval; NaN for none.</param>
/// <param name="High">Upper limit; NaN for none.</param>
public sealed record ProfileCurve(
    string Component, IReadOnlyList<double> Values, IReadOnlyList<double> LogLikelihoods, double Estimate, double Low = double.NaN, double High = double.NaN);

/// <summary>What a profile plot shows.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Curves">One panel a component.</param>
public sealed record ProfileData(string Title, IReadOnlyList<ProfileCurve> Curves)
{
    /// <summary>Level of the intervals; the dashed line stands half a chi-square quantile below the top.</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>True for restricted likelihoods.</summary>
    public bool Restricted { get; init; } = true;

    /// <summary>Remarks below the plot.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>Profile likelihoods of variance components: a peak says that a component is identified, a plateau that it is not.</summary>
public static class ProfilePlot
{
    private const double Width = 640;
    private const double PanelHeight = 270;
    private const double Gap = 22;

    /// <summary>Draws the profiles, two beside each other where there are more than one.</summary>
    /// <param name="data">The profiles.</param>
    /// <param name="id">Identifier of the drawing in its page.</param>
    /// <exception cref="ArgumentException">There is no profile, lengths differ, values do not rise, or no log likelihood is finite.</exception>
    public static Drawing Draw(ProfileData data, string id = "profile")
    {
        ArgumentNullException.ThrowIfNull(data);
        Demand.Some(data.Curves.Count, "profile");
        foreach (var curve in data.Curves)
            Check(curve);
        var z = NormalQuantile.TwoSided(data.Level);
        var drawing = new Drawing(id, data.Title, string.Join("; ", data.Curves.Select(curve => $"{curve.Component}: highest at {Numbers.Significant(curve.Estimate, 3)}"
            + (double.IsFinite(curve.Low + curve.High) ? $", interval from {Numbers.Significant(curve.Low, 3)} to {Numbers.Significant(curve.High, 3)}" : ""))) + ".");
        var columns = data.Curves.Count == 1 ? 1 : 2;
        var wide = columns == 1 ? 520 : (Width - Gap) / 2;
        for (var i = 0; i < data.Curves.Count; i++)
            Panel(drawing, data.Curves[i], i % columns * (wide + Gap), 6 + i / columns * (PanelHeight + Gap), wide, data.Restricted, z * z / 2);
        var bottom = 6 + ((data.Curves.Count + columns - 1) / columns) * (PanelHeight + Gap);
        var width = columns == 1 ? wide : Width;
        var legend = new Legend(drawing, 0, width, bottom - 8);
        legend.Line(Ink.Pooled, 1.4, null, "estimate");
        legend.Line(Ink.Quiet, 1, "5 4", $"limits of the {PoolWords.Percent(data.Level)} % interval, and {Numbers.Fixed(z * z / 2, 2)} below the highest log likelihood");
        legend.Notes(data.Notes);
        (drawing.Width, drawing.Height) = (width, legend.Bottom);
        return drawing;
    }

    private static void Check(ProfileCurve curve)
    {
        Demand.Finite("estimate", curve.Component, curve.Estimate);
        if (curve.Values.Count < 2 || curve.Values.Count != curve.LogLikelihoods.Count)
            throw new ArgumentException($"Found {curve.Values.Count} values and {curve.LogLikelihoods.Count} log likelihoods of {curve.Component}, expected as many of each, two at least.", nameof(curve));
        for (var i = 0; i < curve.Values.Count; i++)
        {
            Demand.Finite("value", curve.Component, curve.Values[i]);
            if (i > 0 && curve.Values[i] <= curve.Values[i - 1])
                throw new ArgumentException($"Found value {curve.Values[i]} of {curve.Component} after {curve.Values[i - 1]}, expected rising values.", nameof(curve));
        }
        if (!curve.LogLikelihoods.Any(double.IsFinite))
            throw new ArgumentException($"Found no finite log likelihood of {curve.Component}, expected at least one: no fit converged.", nameof(curve));
    }

    private static void Panel(Drawing drawing, ProfileCurve curve, double left, double top, double wide, bool restricted, double drop)
    {
        var highest = curve.LogLikelihoods.Where(double.IsFinite).Max();
        // Far below the interval a likelihood only says that it is far below.
        var y = Extent.Of([.. curve.LogLikelihoods.Where(value => value > highest - 6 * drop), highest - 1.25 * drop, highest + 0.1 * drop]);
        var chart = new Chart(drawing, left, top, left + wide, top + PanelHeight, new Scale(Extent.Of([.. curve.Values, curve.Estimate]).Padded(0.02), curve.Component, Ticks: 5),
            new Scale(y.Padded(0.02), restricted ? "Restricted log likelihood" : "Log likelihood", Ticks: 5));
        chart.Across(highest - drop, Ink.Quiet, "5 4");
        foreach (var limit in new[] { curve.Low, curve.High })
            if (double.IsFinite(limit))
                chart.Upwards(limit, Ink.Quiet, "5 4");
        chart.Upwards(curve.Estimate, Ink.Pooled, width: 1.4);
        drawing.Curve(chart.Path(curve.Values, [.. curve.LogLikelihoods.Select(value => chart.Y.Holds(value) ? value : double.NaN)]), Ink.Effect, 1.6);
        chart.Axes();
        if (curve.Values.Count <= 60)
            for (var i = 0; i < curve.Values.Count; i++)
                if (double.IsFinite(curve.LogLikelihoods[i]) && chart.Y.Holds(curve.LogLikelihoods[i]))
                    drawing.Dot(chart.X.At(curve.Values[i]), chart.Y.At(curve.LogLikelihoods[i]), 2.8);
    }
}
