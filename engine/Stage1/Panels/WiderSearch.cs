using IpdEngine.Stage1.Sem.Estimation;

namespace IpdEngine.Stage1.Panels;

/// <summary>Looks for a higher maximum where small studies may have several, and longer where none was reached.</summary>
/// <remarks>
/// Of 3,000 simulated studies of 30-150 persons and 3-7 waves, 12 had a second maximum that ten other starts found higher: all but one with three waves.
/// Starts with negative carry-over reached the higher one in 12 of them. Slow valleys took up to 380 iterations. The stress corpus holds the search to this.
/// </remarks>
internal static class WiderSearch
{
    // Persons x degrees of freedom of the model below which a second maximum has been seen, with room to spare.
    private const int SmallStudy = 3000;
    private const int LongSearch = 500;
    private const double Higher = 1e-6;

    private const double InterceptVariance = 0.5;

    // Carry-over of both constructs, symptom -> alliance and alliance -> symptom of the other starts.
    private static readonly (double Carryover, double ToAlliance, double ToSymptom)[] s_starts =
        [(-0.3, 0, 0), (-0.5, 0, 0), (0.3, 0.4, 0.4), (0.3, -0.4, -0.4), (0, 0.4, -0.4), (0, -0.4, 0.4)];

    /// <summary>The fit itself, or a better one from another start.</summary>
    public static SemFit Of(SemEstimator estimator, SemFit fit, SemOptions options, CancellationToken cancellation)
    {
        var observed = fit.Model.Observed;
        var small = fit.Rows * (observed * (observed + 3) / 2 - fit.Model.FreeCount) < SmallStudy;
        if (fit.Search.Converged && !small)
            return fit;
        var best = fit;
        foreach (var start in s_starts)
            best = Better(best, estimator.Fit(fit.Model, options with { Starts = Starts(fit, options, start) }, cancellation));
        return best.Search.Converged ? best
            : Better(best, estimator.Fit(best.Model, options with { Starts = PanelStarts.From(best), MaximumIterations = LongSearch }, cancellation));
    }

    // A maximum before a point on the way, then the higher likelihood; the first of two that are equal.
    private static SemFit Better(SemFit one, SemFit other) =>
        other.Search.Converged == one.Search.Converged ? (other.Deviance < one.Deviance - Higher ? other : one)
        : other.Search.Converged ? other : one;

    private static Dictionary<string, double> Starts(SemFit fit, SemOptions options, (double Carryover, double ToAlliance, double ToSymptom) at)
    {
        Dictionary<string, double> starts = new(options.Starts ?? new Dictionary<string, double>(), StringComparer.Ordinal);
        foreach (var row in fit.Model.Table.Rows)
        {
            if (row.Free < 0)
                continue;
            if (row.Name is "RIa~~RIa" or "RIs~~RIs")
                starts[row.Name] = InterceptVariance;
            else if (row.Label is { } label && Lag(label, at) is { } value)
                starts[label] = value;
        }

        return starts;
    }

    private static double? Lag(string label, (double Carryover, double ToAlliance, double ToSymptom) at) =>
        label.StartsWith("aa", StringComparison.Ordinal) || label.StartsWith("ss", StringComparison.Ordinal) ? at.Carryover
        : label.StartsWith("sa", StringComparison.Ordinal) ? at.ToAlliance
        : label.StartsWith("as", StringComparison.Ordinal) ? at.ToSymptom
        : null;
}
