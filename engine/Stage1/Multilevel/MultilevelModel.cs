using IpdEngine.Panel;
using IpdEngine.Stage1.Multilevel.LinearMixed;

namespace IpdEngine.Stage1.Multilevel;

/// <summary>
/// The within-between mixed model and its cross-level extension, both directions: last session's deviation from a person's own mean, next
/// session's score. Context beside <c>riclpm</c>, never in its place: centring on means of few sessions biases both (Nickell 1981).
/// </summary>
/// <remarks>
/// By REML at its global optimum, with Satterthwaite's degrees of freedom; reference programs lme4 and lmerTest. The main model holds the
/// outcome's own mean, which contains y_t, so its intercept variance is zero by construction: status <c>ok</c>, note <c>singular by design</c>.
/// </remarks>
public static class MultilevelModel
{
    private const string Main = "multilevel";
    private const string CrossLevel = "crosslevel";

    /// <summary>Fits both models in both directions to one study.</summary>
    /// <returns>
    /// Four estimates: model <c>multilevel</c> with variants <c>as</c> and <c>sa</c> (terms: the variant's name and <c>auto</c>), then model
    /// <c>crosslevel</c> with the same variants (terms <c>x, x.zA, x.zS</c>). A study that cannot be fitted has statuses with reasons and no terms.
    /// </returns>
    public static IReadOnlyList<StudyEstimate> Fit(StudyPanel panel, MultilevelOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(panel);
        ArgumentNullException.ThrowIfNull(options);
        var study = new WithinBetween(panel, options.Window);
        LagDirection[] directions = [LagDirection.AllianceToSymptom, LagDirection.SymptomToAlliance];
        var rows = Array.ConvertAll(directions, study.Rows);
        var estimates = new List<StudyEstimate>();
        foreach (var model in (string[])[Main, CrossLevel])
        {
            for (var d = 0; d < directions.Length; d++)
            {
                cancellation.ThrowIfCancellationRequested();
                estimates.Add(Estimate(study, model, directions[d], rows[d]));
            }
        }

        return estimates;
    }

    private static StudyEstimate Estimate(WithinBetween study, string model, LagDirection direction, LaggedRows rows)
    {
        if (study.Refuse(rows) is { } refusal)
            return MixedEstimate.Without(study, model, direction, rows, refusal);
        var data = model == Main ? study.Main(rows) : study.CrossLevel(rows);
        var fit = MixedModel.Fit(data, reml: true, out var status);
        if (fit is null || !status.Poolable)
            return MixedEstimate.Without(study, model, direction, rows, status) with { Trail = fit?.Trail };
        if (model == Main && fit.Singular)
            status = new FitStatus(FitStatusCode.Ok, fit.Trail.Reason, Note: "singular by design");
        var terms = model == Main ? MixedEstimate.MainTerms(direction) : MixedEstimate.CrossLevelTerms;
        return MixedEstimate.With(study, model, direction, rows, status, fit, terms);
    }
}
