using IpdEngine.Panel;
using IpdEngine.Stage1.Sem.Bootstrap;
using IpdEngine.Stage1.Sem.Estimation;

namespace IpdEngine.Stage1.Panels;

/// <summary>The bootstrap of a panel model: mean standardised lags, and the unstandardised ones of a fit with equal lags, over persons or clusters drawn anew.</summary>
public static class PanelBootstrap
{
    /// <summary>Fits a model to a study and draws.</summary>
    /// <param name="study">The study.</param>
    /// <param name="model">A name of <see cref="PanelModel.Names"/>.</param>
    /// <param name="options">How it is fitted; clusters are drawn whole.</param>
    /// <param name="bootstrap">How it is drawn.</param>
    /// <param name="cancellation">Stops by an <see cref="OperationCanceledException"/>.</param>
    /// <returns>
    /// The estimate, and the draws where it converged (else null). A draw takes the status that a study with its data would have; draws that converged
    /// count, whatever their intercepts are.
    /// </returns>
    /// <exception cref="ArgumentException">The model or an option is not known.</exception>
    public static (StudyEstimate Estimate, BootstrapResult? Draws) Of(
        StudyPanel study, string model, PanelOptions options, BootstrapOptions bootstrap, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var estimate = PanelModel.Fit(study, model, options with { Sensitivity = false }, cancellation);
        if (estimate.Terms.Count == 0)
            return (estimate, null);
        var sample = PanelSample.Of(study, model, options);
        var layout = new PanelLayout(PanelForm.Of(model, sample.Data.Sessions, options));
        var fit = PanelModel.Fit(new SemEstimator(sample.Table!), layout, sample.Data, options, withMeasures: false, cancellation);
        var names = PanelLayout.LagNames.Select(lag => $"std.{lag}");
        if (!options.FreeLags)
            names = names.Concat(PanelLayout.LagNames.Select(lag => $"unstd.{lag}"));
        return (estimate, SemBootstrap.Run(sample.Table!, fit, options.Incomplete, [.. names], draw => Outcome(sample, layout, draw, options), bootstrap, cancellation));
    }

    private static DrawOutcome Outcome(PanelSample sample, PanelLayout layout, SemFit draw, PanelOptions options)
    {
        var status = PanelStatus.Of(layout.Parts, draw, sample.Independent);
        if (status.Code is FitStatusCode.NotConverged or FitStatusCode.NotIdentified)
            return new DrawOutcome(status.Name, []);
        var lags = StandardisedLags.Of(layout.Lags, draw).Mean;
        if (options.FreeLags)
            return new DrawOutcome(status.Name, lags);
        double[] units = [1, sample.Data.AllianceSd / sample.Data.SymptomSd, 1, sample.Data.SymptomSd / sample.Data.AllianceSd];
        return new DrawOutcome(status.Name, [.. lags, .. units.Select((unit, lag) => unit * draw.ValueOf(layout.Lags.Rows[lag, 1]))]);
    }
}
