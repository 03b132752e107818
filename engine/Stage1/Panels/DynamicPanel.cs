using IpdEngine.Panel;
using IpdEngine.Stage1.Sem.Bootstrap;
using IpdEngine.Stage1.Sem.Estimation;
using IpdEngine.Stage1.Sem.Observations;
using IpdEngine.Stage1.Sem.Ram;

namespace IpdEngine.Stage1.Panels;

/// <summary>Fits the dynamic panel model (<c>dpm</c>), one equation per direction.</summary>
public static class DynamicPanel
{
    /// <summary>The model's name in plans and results.</summary>
    public const string Name = "dpm";

    /// <summary>Alliance -> symptom and back, by the name of the lag in question.</summary>
    internal static readonly string[] Directions = ["as", "sa"];

    /// <summary>
    /// Fits both directions to the window of a study: variant <c>as</c> (alliance -> symptom) estimates <c>ss, as</c>, variant <c>sa</c> estimates <c>aa, sa</c>:
    /// the mean completely standardised coefficients. They are standardised by whole SDs, not by those of within parts, which the model does not single out.
    /// </summary>
    /// <param name="study">The study; one with SessionLag 2 has its observed sessions as consecutive waves.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Stops by an <see cref="OperationCanceledException"/>.</param>
    /// <returns>Two estimates with their status; no data whatever make this throw.</returns>
    /// <exception cref="ArgumentException">An option is not known.</exception>
    public static IReadOnlyList<StudyEstimate> Fit(StudyPanel study, PanelOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(options);
        options.Require(Name);
        var sample = PanelSample.Of(study, Name, options);
        return [.. Directions.Select(direction => Fit(sample, DynamicForm.Of(sample.Data, direction, options), options, null, cancellation).Estimate)];
    }

    internal static PanelTableFit Fit(PanelSample sample, DynamicForm form, PanelOptions options, BootstrapOptions? bootstrap, CancellationToken cancellation)
    {
        if (sample.Refusal is not null)
            return new PanelTableFit(PanelEstimate.Refused(sample, sample.Refusal, variant: form.CrossLag), null, null);
        var syntax = DynamicSyntax.Of(form);
        var columns = form.Columns;
        var model = ModelStructure.Of(ParameterTable.Of(syntax), [.. columns.Select(column => column.Name)]);
        if (PanelModel.Overparametrised(model, form.Waves) is { } refusal)
            return new PanelTableFit(PanelEstimate.Refused(sample, refusal, syntax, form.CrossLag), null, null);
        var table = PatternBuilder.Build(sample.Data.Columns([.. columns.Select(column => column.Place)]), columns.Count, sample.Data.Clusters, completeOnly: !options.Incomplete);
        var fit = new SemEstimator(table).Fit(
            model, new SemOptions { Robust = options.Robust, Incomplete = options.Incomplete, Starts = Starts(form, sample.Data), WithoutFitMeasures = !options.FitMeasures }, cancellation);
        var (places, parts) = (Places(form, model), Parts(form));
        var estimate = PanelEstimate.Of(sample, form.CrossLag, places, parts, syntax, fit, form.FreeLags ? LagPattern.Free : LagPattern.Equal) with { Participants = table.Count };
        var draws = bootstrap is null || estimate.Terms.Count == 0 ? null : new PanelDraws(sample, places, parts, form.FreeLags ? LagPattern.Free : LagPattern.Equal).Of(table, fit, options, bootstrap, cancellation);
        return new PanelTableFit(estimate, fit, draws);
    }

    // Shares of each construct's variance.
    private static Dictionary<string, double> Starts(DynamicForm form, PanelData data)
    {
        var (y, x) = (data.Variance(form.CrossLag[1]), data.Variance(form.CrossLag[0]));
        Dictionary<string, double> starts = new(StringComparer.Ordinal) { [$"{form.Effect}~~{form.Effect}"] = 0.2 * y, [form.OwnLag] = 0.2, ["r"] = 0.5 * y };
        for (var i = 0; i < form.Waves; i++)
        {
            starts[$"{form.Outcome(i)}~~{form.Outcome(i)}"] = i == 0 ? y : 0.5 * y;
            starts[$"{form.Predictor(i)}~~{form.Predictor(i)}"] = x;
            starts[$"{form.OwnLag}{form.Sessions[i]}"] = 0.2;
        }

        return starts;
    }

    private static LagPlaces Places(DynamicForm form, ModelStructure model)
    {
        var rows = new int[2, form.Waves];
        for (var i = 1; i < form.Waves; i++)
        {
            rows[0, i] = ModelPlaces.Row(model, "~", form.Outcome(i), form.Outcome(i - 1));
            rows[1, i] = ModelPlaces.Row(model, "~", form.Outcome(i), form.Predictor(i - form.Back));
        }

        return new LagPlaces([form.OwnLag, form.CrossLag], rows, form.Sessions);
    }

    private static PanelParts Parts(DynamicForm form) => new(
        [.. form.Exogenous, .. Enumerable.Range(1, form.Waves - 1).Select(form.Outcome)], form.Exogenous.Count, form.Exogenous, [form.Effect]);
}
