using IpdEngine.Stage1;
using IpdEngine.Stage2;
using IpdEngine.Stage2.Multivariate;

namespace IpdEngine.TwoStage;

/// <summary>Stage 2, the four lags of a panel model together with each study's covariance of them.</summary>
internal static class VectorPools
{
    public static IReadOnlyList<PooledVector> Of(Plan plan, IReadOnlyList<StudyRecord> studies, IReadOnlyList<StudyEstimate> estimates)
    {
        var fits = estimates.ToDictionary(e => (e.Study, e.Model, e.Variant));
        return [.. plan.Models.Where(EffectDefinition.IsPanelModel).Select(model =>
        {
            var members = studies.Select(s =>
                StudyEffect.Of(s, fits.GetValueOrDefault((s.Facts.Study, model, "free")), EffectDefinition.Lags, lag: 1, okOnly: false)).ToList();
            var within = members.Where(m => m.Included).ToList();
            var table = new EffectVectorTable(
                [.. within.Select(m => m.Study)], EffectDefinition.Lags, [.. within.Select(m => m.Estimates)], [.. within.Select(m => m.Covariance)]);
            var outcome = MultivariateRandomEffects.Fit(table, plan.Pool);
            return new PooledVector(model, outcome.Fit, [.. members.Select(m => m.Membership)], outcome.Refusal?.ToString());
        })];
    }
}
