using IpdEngine.Stage1.Sem.Estimation;

namespace IpdEngine.Stage1.Panels;

/// <summary>Searches for the highest maximum: past a unit root where the way leads there, and from several starts where a small study may have several maxima.</summary>
/// <remarks>
/// Given the lags the likelihood has hardly more than one maximum, so a further start sets out from the best place with lags of its own. Of 2,000 simulated studies of 30-90 persons and
/// three waves 52 had a higher maximum than the first start reached; each of these eight starts reaches it in about six of ten of them, and each study is reached by three at least.
/// The stress corpus, of other studies, holds the search to what a second optimiser finds.
/// </remarks>
internal sealed class WiderSearch(SemEstimator estimator, PanelLayout layout, SemOptions options, CancellationToken cancellation)
{
    // Persons x degrees of freedom of the model below which a second maximum has been seen, with room to spare.
    private const int SmallStudy = 3000;
    private const int LongSearch = 500;

    // What has not arrived by then creeps along a unit root: the equivalent form goes on from there, and sooner costs less.
    private const int ShortSearch = 30;
    private const double Higher = 1e-6;

    // A path counts as higher than a maximum by more than this in -2 log L.
    private const double ClearlyHigher = 1e-3;

    private static readonly SearchStart[] s_starts =
    [
        new(-0.5, -0.6, -0.4, -0.4), new(1.2, 0.3, 0, 0.6), new(-0.4, 0.1, 1.2, -0.6), new(-0.5, 0.7, -0.6, 0.6),
        new(1, -0.6, 0.1, -0.1), new(-0.5, -0.3, 0.1, -0.1), new(1.3, -0.1, -0.5, -0.5), new(-0.5, 0.3, -0.4, 0.2),
    ];

    // Given the lags the rest is found in a few steps; it need not be exact.
    private const int StepsWithLagsHeld = 8;

    private readonly DynamicEquivalent? _equivalent = DynamicEquivalent.Of(layout.Form);
    private readonly SemOptions _exploring = options with { SingleStart = true, WithoutFitMeasures = true, Robust = false };
    private SemFit? _lowest;

    /// <summary>The fit, and the end of a search that reached no maximum but a higher likelihood (null where there is none).</summary>
    public (SemFit Fit, SemFit? Beyond) Run()
    {
        var first = estimator.Fit(layout.Model, options with { SingleStart = true }, cancellation);
        var best = Onward(first);
        if (!best.Search.Converged)
            best = Better(best, Onward(estimator.Fit(layout.Model, _exploring with { SingleStart = false }, cancellation)));
        if (!best.Search.Converged || layout.Form.Block != InterceptBlock.Absent && IsSmall(best))
            foreach (var start in s_starts)
                best = Better(best, Onward(Fit(From(start), _exploring with { MaximumIterations = ShortSearch })));
        // What still has no end, and stands higher than any maximum, is followed further: to a maximum, or to what the path leads to.
        if (!best.Search.Converged || Stands(_lowest!, best))
            best = Better(best, Onward(Fit(PanelStarts.From(_lowest!), _exploring with { MaximumIterations = LongSearch })));
        var beyond = best.Search.Converged && Stands(_lowest!, best) ? _lowest : null;
        return (ReferenceEquals(best, first) ? first : Fit(PanelStarts.From(best), options with { SingleStart = true }), beyond);
    }

    private static bool Stands(SemFit path, SemFit maximum) => path.Deviance < maximum.Deviance - ClearlyHigher;

    private static bool IsSmall(SemFit fit)
    {
        var observed = fit.Model.Observed;
        return fit.Rows * (observed * (observed + 3) / 2 - fit.Model.FreeCount) < SmallStudy;
    }

    // A search that reached no maximum goes on in coordinates in which a unit root is no obstacle.
    private SemFit Onward(SemFit fit)
    {
        var end = fit;
        if (!fit.Search.Converged && _equivalent?.Onward(estimator, fit, _exploring, cancellation) is { } starts)
            end = Better(fit, Fit(starts, _exploring));
        if (!(_lowest?.Deviance <= end.Deviance))
            _lowest = end;
        return end;
    }

    // The maximum over everything but the lags: of the places with these lags the likeliest.
    private Dictionary<string, double> From(SearchStart start)
    {
        Dictionary<string, double> starts = new(options.Starts ?? new Dictionary<string, double>(), StringComparer.Ordinal);
        if (layout.Form.Lags != LagPattern.StandardisedEqual)
        {
            var held = new PanelLayout(layout.Form with { Held = start }).Model;
            foreach (var (name, value) in PanelStarts.From(estimator.Fit(held, _exploring with { MaximumIterations = StepsWithLagsHeld }, cancellation)))
                starts[name] = value;
        }

        foreach (var name in layout.Model.Table.FreeNames)
            if (start.Of(name) is { } value)
                starts[name] = value;
        return starts;
    }

    private SemFit Fit(Dictionary<string, double> starts, SemOptions how) => estimator.Fit(layout.Model, how with { Starts = starts }, cancellation);

    // A maximum before a point on the way, then the higher likelihood; the first of two that are equal.
    private static SemFit Better(SemFit one, SemFit other) =>
        other.Search.Converged == one.Search.Converged ? (other.Deviance < one.Deviance - Higher ? other : one)
        : other.Search.Converged ? other : one;
}
