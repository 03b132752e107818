using IpdEngine.Panel;
using IpdEngine.Stage1.Sem.Bootstrap;
using IpdEngine.Stage1.Sem.Estimation;
using IpdEngine.Stage1.Sem.Ram;

namespace IpdEngine.Stage1.Panels;

/// <summary>Fits a panel model to a study.</summary>
public static class PanelModel
{
    /// <summary>The models that <c>Fit</c> knows.</summary>
    public static IReadOnlyList<string> Names { get; } = ["clpm", "lcmsr", "riclpm"];

    /// <summary>
    /// Fits <c>riclpm</c>, <c>clpm</c> or <c>lcmsr</c> to the window of a study. Estimates are the mean standardised lags <c>aa, sa, ss, as</c>; log L and what derives
    /// from it are in the metric of scores divided by their construct's SD (n - 1, all scores of the window).
    /// </summary>
    /// <param name="study">The study; one with SessionLag 2 has its observed sessions as consecutive waves.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Stops by an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The estimate with its status; no data whatever make this throw.</returns>
    /// <exception cref="ArgumentException">The model or an option is not known.</exception>
    public static StudyEstimate Fit(StudyPanel study, string model, PanelOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(options);
        Require(model);
        options.Require(model);
        return Fit(PanelSample.Of(study, model, options), options, cancellation);
    }

    /// <exception cref="ArgumentException">The model is not known.</exception>
    internal static void Require(string model)
    {
        if (!Names.Contains(model, StringComparer.Ordinal))
            throw new ArgumentException($"found model '{model}', expected one of: {string.Join(", ", Names)}", nameof(model));
    }

    internal static StudyEstimate Fit(PanelSample sample, PanelOptions options, CancellationToken cancellation) =>
        Fit(sample, PanelForm.Of(sample.Model, sample.Data, options), options, null, cancellation).Estimate;

    internal static PanelTableFit Fit(PanelSample sample, PanelForm form, PanelOptions options, BootstrapOptions? bootstrap, CancellationToken cancellation)
    {
        if (sample.Refusal is not null)
            return new PanelTableFit(PanelEstimate.Refused(sample, sample.Refusal), null, null);
        var layout = new PanelLayout(form);
        if (Overparametrised(layout.Model, form.Waves) is { } refusal)
            return new PanelTableFit(PanelEstimate.Refused(sample, refusal, layout.Syntax), null, null);
        var estimator = new SemEstimator(sample.Table!);
        var how = new SemOptions
        {
            Robust = options.Robust,
            Incomplete = options.Incomplete,
            Starts = PanelStarts.Of(layout, sample.Data),
            WithoutFitMeasures = !options.FitMeasures,
        };
        var (fit, beyond) = new WiderSearch(estimator, layout, how, cancellation).Run();
        var influence = options.Leverage && fit.Search.Converged && fit.InverseInformation is not null ? CaseInfluence.Of(fit, sample.Table!) : null;
        var estimate = PanelEstimate.Of(sample, "free", layout, fit, influence);
        if (beyond is not null)
            estimate = estimate with { Status = estimate.Status.Remark(MissingMaximum.Beside(fit, beyond)) };
        var draws = bootstrap is null || estimate.Terms.Count == 0 ? null
            : new PanelDraws(sample, layout.Lags, layout.Parts, form.Lags).Of(sample.Table!, fit, options, bootstrap, cancellation);
        if (form.Block == InterceptBlock.Free && options.Sensitivity && estimate.Status.Code is not (FitStatusCode.NotConverged or FitStatusCode.NotIdentified))
            estimate = new SensitivityFits(sample, estimator, layout, fit, options, cancellation).Beside(estimate);
        return new PanelTableFit(estimate, fit, draws);
    }

    /// <summary>The status of a model with more parameters than moments; null where there are enough moments.</summary>
    internal static FitStatus? Overparametrised(ModelStructure model, int waves)
    {
        var moments = model.Observed * (model.Observed + 3) / 2;
        return model.FreeCount <= moments ? null : new FitStatus(
            FitStatusCode.NotIdentified, $"The model has {model.FreeCount} parameters for {moments} means and covariances of {waves} waves.");
    }
}
