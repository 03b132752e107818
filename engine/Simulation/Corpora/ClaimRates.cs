using IpdEngine.Simulation.Draws;
using IpdEngine.TwoStage;

namespace IpdEngine.Simulation.Corpora;

/// <summary>How often each claim is shown on corpora of one truth: power where the effect is there, rate of false claims where it is not.</summary>
public static class ClaimRates
{
    /// <summary>The claims whose effect can be switched off: association (2), reciprocal lags (3), cross-level interactions (4).</summary>
    public static IReadOnlyList<string> Claims { get; } = ["2a", "2b", "3a", "3b", "4a", "4b"];

    private static readonly Plan s_plan = new() { Models = ["riclpm", "multilevel", "association"] };

    /// <summary>Draws corpora and runs the whole analysis on each.</summary>
    /// <param name="truth">The corpus.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="corpora">Corpora.</param>
    /// <param name="workers">Corpora at once; changes nothing in the result.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <returns>One row a claim, then <c>3</c> and <c>4</c>: both halves of the claim together.</returns>
    public static IReadOnlyList<ClaimRow> Run(CorpusTruth truth, ulong seed, int corpora, int workers, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(truth);
        var verdicts = Replicates.Run(0, corpora, workers, r => Verdicts(truth, seed, r, cancellation), cancellation);
        List<ClaimRow> rows = [];
        for (var i = 0; i < Claims.Count; i++)
            rows.Add(new ClaimRow(truth.Name, Claims[i], Rate.Of(verdicts, v => v[i] == true), verdicts.Count(v => v[i] is null)));
        foreach (var (both, first) in new[] { ("3", 2), ("4", 4) })
            rows.Add(new ClaimRow(truth.Name, both, Rate.Of(verdicts, v => v[first] == true && v[first + 1] == true), verdicts.Count(v => v[first] is null || v[first + 1] is null)));
        return rows;
    }

    private static bool?[] Verdicts(CorpusTruth truth, ulong seed, int replicate, CancellationToken cancellation)
    {
        var studies = truth.Studies(seed, replicate).Select((study, i) => StudyDraw.Of(study, seed, replicate, i)).ToList();
        var result = Analysis.Run(studies, [], s_plan, workers: 1, watch: null, cancellation);
        return [.. Claims.Select(id => result.Claims.Single(c => c.Id == id).Shown)];
    }
}

/// <summary>How often a claim was shown.</summary>
/// <param name="Corpus">The corpus truth's name.</param>
/// <param name="Claim">Number of the claim; <c>3</c> and <c>4</c> are both halves together.</param>
/// <param name="Shown">Corpora in which it was shown.</param>
/// <param name="NotExamined">Corpora in which it could not be examined, counted as not shown.</param>
public sealed record ClaimRow(string Corpus, string Claim, Rate Shown, int NotExamined);
