using IpdEngine.Panel;
using IpdEngine.Stage1.Sem.Bootstrap;

namespace IpdEngine.Stage1.Panels;

/// <summary>The bootstrap of a panel model on a study, over persons or clusters drawn anew.</summary>
public static class PanelBootstrap
{
    /// <summary>Fits a model to a study and draws.</summary>
    /// <param name="study">The study.</param>
    /// <param name="model">A name of <see cref="PanelModel.Names"/>.</param>
    /// <param name="options">How it is fitted; clusters are drawn whole.</param>
    /// <param name="bootstrap">How it is drawn.</param>
    /// <param name="cancellation">Stops by an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The estimate, and the draws where it converged (else null): statistics <c>std.aa</c>, ... and, with equal lags, <c>unstd.aa</c>, ...</returns>
    /// <exception cref="ArgumentException">The model or an option is not known.</exception>
    public static (StudyEstimate Estimate, BootstrapResult? Draws) Of(
        StudyPanel study, string model, PanelOptions options, BootstrapOptions bootstrap, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(bootstrap);
        bootstrap.Require();
        PanelModel.Require(model);
        options.Require(model);
        var sample = PanelSample.Of(study, model, options);
        var fit = PanelModel.Fit(sample, PanelForm.Of(model, sample.Data, options), options, bootstrap, cancellation);
        return (fit.Estimate, fit.Bootstrap);
    }
}
