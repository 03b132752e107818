using IpdEngine.Stage1.Sem.Estimation;

namespace IpdEngine.Stage1.Panels;

/// <summary>Turns a fitted panel model into a <see cref="StudyEstimate"/>.</summary>
internal static class PanelEstimate
{
    /// <summary>The estimate of a fit; without terms where it did not converge or is not identified.</summary>
    public static StudyEstimate Of(PanelSample sample, string variant, PanelLayout layout, SemFit fit, CaseInfluence? influence = null) =>
        Of(sample, variant, layout.Lags, layout.Parts, layout.Syntax, fit, layout.Form.Lags, influence);

    /// <summary>The same for any model with lags, in a group from 0; errors come from the influence of cases where that is given.</summary>
    public static StudyEstimate Of(
        PanelSample sample, string variant, LagPlaces places, PanelParts parts, string syntax, SemFit fit, LagPattern pattern, CaseInfluence? influence = null, int group = 0)
    {
        var covariance = influence?.Covariance() ?? fit.Covariance;
        var status = PanelStatus.Of(parts, fit, sample.Independent, group);
        if (fit.FitNote is not null)
            status = status with { Note = fit.FitNote };
        var trail = new OptimiserTrail(
            fit.Search.Converged, fit.Search.Story, fit.Search.Iterations, fit.Search.Evaluations, fit.Search.Value, Numerics.VectorAlgebra.MaximumAbsolute(fit.Search.Gradient));
        var usable = status.Code is not (FitStatusCode.NotConverged or FitStatusCode.NotIdentified) && covariance is not null;
        var lags = usable ? StandardisedLags.Of(places, fit) : null;
        if (lags is not null && lags.Mean.Any(lag => !double.IsFinite(lag)))
        {
            // A negative within variance leaves no standardised coefficient to speak of.
            lags = null;
        }

        return new StudyEstimate
        {
            Study = sample.Study,
            Model = sample.Model,
            Variant = variant,
            Status = status,
            Participants = sample.Participants,
            Pairs = sample.Pairs,
            Waves = places.Waves,
            Lag = sample.Lag,
            Terms = lags is null ? [] : places.Names,
            Estimates = lags?.Mean ?? [],
            Covariance = lags?.Covariance(covariance!) ?? new double[0, 0],
            Rows = lags is null ? [] : PanelRows.Of(places, sample.Data, fit, lags, parts.Stable, pattern, status.StandardErrorsUnstable, influence),
            Fit = fit.Fit,
            Trail = trail,
            Syntax = syntax,
        };
    }

    /// <summary>A study that was not fitted, with the reason.</summary>
    public static StudyEstimate Refused(PanelSample sample, FitStatus status, string syntax = "", string variant = "free") => new()
    {
        Study = sample.Study,
        Model = sample.Model,
        Variant = variant,
        Status = status,
        Participants = sample.Participants,
        Pairs = sample.Pairs,
        Waves = sample.Data.Sessions.Length,
        Lag = sample.Lag,
        Terms = [],
        Estimates = [],
        Covariance = new double[0, 0],
        Rows = [],
        Syntax = syntax,
    };
}
