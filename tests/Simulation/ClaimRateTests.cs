using IpdEngine.Perf.Simulation;
using IpdEngine.Simulation.Corpora;
using Xunit;

namespace IpdEngine.Tests.Simulation;

/// <summary>The null corpora at a small size: claims appear where their effect is and stay away where it is not.</summary>
public sealed class ClaimRateTests
{
    [Fact]
    public void Reciprocal_effects_are_shown_where_they_are_and_not_where_they_are_not()
    {
        const int corpora = 5;
        var effects = ClaimRates.Run(CorpusTruth.All[0], 21, corpora, Environment.ProcessorCount);
        var none = ClaimRates.Run(CorpusTruth.All[^1], 22, corpora, Environment.ProcessorCount);
        // Power of claim 3 is near 1. Under the null each half is shown with probability near .025: both halves in one of five corpora is one chance in 300.
        Assert.Equal(corpora, effects.Single(r => r.Claim == "3").Shown.Count);
        Assert.Equal(0, none.Single(r => r.Claim == "3").Shown.Count);
        Assert.Equal(0, none.Single(r => r.Claim == "4").Shown.Count);
        Assert.All(effects.Concat(none), r => Assert.Equal(0, r.NotExamined));
        Assert.Contains("| 3a ", NullCorpusReport.Text([.. effects, .. none], corpora), StringComparison.Ordinal);
    }

    [Fact]
    public void The_corpora_have_the_example_s_shape()
    {
        var studies = CorpusTruth.All[0].Studies(1, 0);
        Assert.Equal((17, 5350, 9), (studies.Count, studies.Sum(s => s.Participants), studies.Select(s => s.Country).Distinct().Count()));
        Assert.Equal("study16", Assert.Single(studies, s => s.SessionLag == 2).Study);
    }
}
