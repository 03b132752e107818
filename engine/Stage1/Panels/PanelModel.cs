using IpdEngine.Panel;
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
        options.Require();
        if (!Names.Contains(model, StringComparer.Ordinal))
            throw new ArgumentException($"found model '{model}', expected one of: {string.Join(", ", Names)}", nameof(model));
        return Fit(PanelSample.Of(study, model, options), options, cancellation);
    }

    internal static StudyEstimate Fit(PanelSample sample, PanelOptions options, CancellationToken cancellation)
    {
        if (sample.Refusal is not null)
            return PanelEstimate.Refused(sample, sample.Refusal);
        var form = PanelForm.Of(sample.Model, sample.Data.Sessions, options);
        var layout = new PanelLayout(form);
        if (Overparametrised(layout.Model, form.Waves) is { } refusal)
            return PanelEstimate.Refused(sample, refusal, layout.Syntax);
        var estimator = new SemEstimator(sample.Table!);
        var fit = Fit(estimator, layout, sample.Data, options, options.FitMeasures, cancellation);
        var estimate = PanelEstimate.Of(sample, "free", layout, fit);
        return form.Block == InterceptBlock.Free && options.Sensitivity && estimate.Status.Code is not (FitStatusCode.NotConverged or FitStatusCode.NotIdentified)
            ? new SensitivityFits(sample, estimator, layout, fit, options, cancellation).Beside(estimate)
            : estimate;
    }

    /// <summary>The free solution.</summary>
    internal static SemFit Fit(
        SemEstimator estimator, PanelLayout layout, PanelData data, PanelOptions options, bool withMeasures, CancellationToken cancellation) => estimator.Fit(
            layout.Model,
            new SemOptions { Robust = options.Robust, Incomplete = options.Incomplete, Starts = PanelStarts.Of(layout, data), WithoutFitMeasures = !withMeasures },
            cancellation);

    /// <summary>The status of a model with more parameters than moments; null where there are enough moments.</summary>
    internal static FitStatus? Overparametrised(ModelStructure model, int waves)
    {
        var moments = model.Observed * (model.Observed + 3) / 2;
        return model.FreeCount <= moments ? null : new FitStatus(
            FitStatusCode.NotIdentified, $"The model has {model.FreeCount} parameters for {moments} means and covariances of {waves} waves.");
    }
}
