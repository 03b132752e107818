using IpdEngine.Stage1;
using IpdEngine.Stage2;
using IpdEngine.Stage2.Moderators;
using IpdEngine.Stage2.Sensitivity;
using IpdEngine.Stage2.Univariate;

namespace IpdEngine.TwoStage;

/// <summary>Stage 2, one effect at a time: the primary pool, its sensitivity columns, its moderators.</summary>
internal static class UnivariatePools
{
    private const int CommonLag = 1;

    public static IReadOnlyList<PooledEffect> Of(Plan plan, IReadOnlyList<StudyRecord> studies, IReadOnlyList<StudyEstimate> estimates)
    {
        var fits = estimates.ToDictionary(e => (e.Study, e.Model, e.Variant));
        var pools = new List<PooledEffect>();
        foreach (var effect in plan.Models.SelectMany(EffectDefinition.Of))
        {
            var members = Members(effect, studies, s => fits.GetValueOrDefault((s.Facts.Study, effect.Model, effect.Variant)), okOnly: false);
            pools.Add(Primary(effect, members, plan));
            foreach (var moderator in plan.Moderators)
                pools.Add(Moderated(effect, members, studies, moderator, plan));
            if (EffectDefinition.IsPanelModel(effect.Model))
                pools.AddRange(Sensitivity(effect, studies, fits, plan));
        }
        return pools;
    }

    private static List<StudyEffect> Members(
        EffectDefinition effect, IReadOnlyList<StudyRecord> studies, Func<StudyRecord, StudyEstimate?> fit, bool okOnly) =>
        [.. studies.Select(s => StudyEffect.Of(s, fit(s), [effect.Term], effect.LagBound ? CommonLag : null, okOnly))];

    private static PooledEffect Primary(EffectDefinition effect, List<StudyEffect> members, Plan plan)
    {
        var pool = Pool(effect, "primary", members, [], plan);
        return pool.Fit is { } fit && fit.K > 2 ? pool with { LeaveOneOut = WithoutEach(fit) } : pool;
    }

    private static IEnumerable<PooledEffect> Sensitivity(
        EffectDefinition effect, IReadOnlyList<StudyRecord> studies, Dictionary<(string, string, string), StudyEstimate> fits, Plan plan)
    {
        StudyEstimate? Free(StudyRecord s) => fits.GetValueOrDefault((s.Facts.Study, effect.Model, effect.Variant));
        if (plan.ConvertLags)
            yield return Pool(effect, "converted", [.. studies.Select(s => Converted(s, Free(s), effect))], [], plan);
        yield return Pool(effect, "ok", Members(effect, studies, Free, okOnly: true), [], plan);

        // A study without a bounded or reduced fit keeps its free one: the column differs only where the ladder was climbed.
        foreach (var variant in fits.Values.Where(f => f.Model == effect.Model).SelectMany(f => f.Sensitivity).Select(f => f.Variant).Distinct().Order(StringComparer.Ordinal))
            yield return Pool(effect, variant, Members(effect, studies, s => Free(s)?.Sensitivity.FirstOrDefault(f => f.Variant == variant) ?? Free(s), okOnly: false), [], plan);
    }

    private static StudyEffect Converted(StudyRecord study, StudyEstimate? fit, EffectDefinition effect)
    {
        var (converted, reason) = fit is null ? (null, "") : LagConversion.ToLagOne(fit);
        var member = StudyEffect.Of(study, converted ?? fit, [effect.Term], CommonLag, okOnly: false);
        return reason.Length == 0 ? member : member with { Reason = reason };
    }

    private static PooledEffect Moderated(
        EffectDefinition effect, List<StudyEffect> members, IReadOnlyList<StudyRecord> studies, string moderator, Plan plan)
    {
        var values = studies.ToDictionary(s => s.Facts.Study, s => Moderator.Value(s.Facts, moderator));
        var known = members.Select(m => m.Included && values[m.Study] is null ? m with { Reason = $"its description gives no {moderator}" } : m).ToList();
        var ids = known.Where(m => m.Included).Select(m => m.Study).ToList();
        var columns = ModeratorColumns.Build(moderator, ids, [.. ids.Select(id => values[id])]);
        return columns.Fit is { } built
            ? Pool(effect, $"moderator {moderator}", known, built.Columns, plan)
            : new(effect.Model, effect.Effect, $"moderator {moderator}", null, [.. known.Select(m => m.Membership)], columns.Refusal?.ToString(), []);
    }

    private static PooledEffect Pool(
        EffectDefinition effect, string pool, List<StudyEffect> members, IReadOnlyList<KeyValuePair<string, double[]>> moderators, Plan plan)
    {
        var within = members.Where(m => m.Included).ToList();
        var table = new EffectTable(
            [.. within.Select(m => m.Study)], [.. within.Select(m => m.Estimates[0])], [.. within.Select(m => m.Covariance[0, 0])], moderators);
        var outcome = RandomEffects.Fit(table, plan.Pool);
        return new(effect.Model, effect.Effect, pool, outcome.Fit, [.. members.Select(m => m.Membership)], outcome.Refusal?.ToString(), []);
    }

    private static IReadOnlyList<LeftOut> WithoutEach(UnivariateFit fit) =>
        [.. from row in LeaveOneOut.Of(fit)
            where row.Outcome.Fit is not null
            let rest = row.Outcome.Fit
            let b = rest.Coefficients[0]
            select new LeftOut(row.Id, b.Estimate, b.StandardError, b.ConfLow, b.ConfHigh, rest.Tau2, b.PValue)];
}
