using IpdEngine.Stage1;
using IpdEngine.Stage2;
using IpdEngine.TwoStage;

namespace IpdEngine.Report.Page;

/// <summary>What the sections of a report are written from.</summary>
/// <param name="Result">The run.</param>
/// <param name="Context">What the caller knows beside it.</param>
/// <param name="Disclosure">What may be shown.</param>
internal sealed record ReportSource(RunResult Result, RunContext Context, Disclosure Disclosure)
{
    /// <summary>The confidence level in percent, as text.</summary>
    public string Level => PoolWords.Percent(Result.Plan.Pool.Level);

    /// <summary>A plain pool; null where the run has none.</summary>
    public PooledEffect? Pool(string model, string effect, string pool = "primary") => Result.Pools.FirstOrDefault(
        candidate => candidate.Model == model && candidate.Effect == effect && candidate.Pool == pool && candidate.Fit is not { Coefficients.Count: > 1 });

    /// <summary>A plain pool's fit; null where there is none.</summary>
    public UnivariateFit? Fit(string model, string effect, string pool = "primary") => Pool(model, effect, pool)?.Fit;

    /// <summary>Pools with moderators, those that could not be made included.</summary>
    public IEnumerable<PooledEffect> Moderated =>
        Result.Pools.Where(pool => pool.Fit?.Coefficients.Count > 1 || pool.Pool.StartsWith("moderator ", StringComparison.Ordinal));

    /// <summary>Fits of a model that may be shown, in order of study.</summary>
    public IEnumerable<StudyEstimate> Fits(string model) => Result.Estimates.Where(fit => fit.Model == model && !Disclosure.Hides(fit));

    /// <summary>Participants of the fits in a pool, suppressed ones left out.</summary>
    public int Participants(PooledEffect pool)
    {
        var members = pool.Members.Where(member => member.Included).Select(member => member.Study).ToHashSet(StringComparer.Ordinal);
        return Fits(pool.Model).Where(fit => members.Contains(fit.Study)).GroupBy(fit => fit.Study).Sum(group => group.First().Participants);
    }
}
