using IpdEngine.Perf.Simulation;
using IpdEngine.Simulation;
using IpdEngine.Simulation.Stress;
using IpdEngine.Stage1;
using Xunit;

namespace IpdEngine.Tests.Simulation;

/// <summary>The stress corpus at a small size, and the studies in which faults were found and mended.</summary>
public sealed class StressTests
{
    private const ulong Seed = 20260401;

    [Fact]
    public void No_other_optimiser_finds_a_higher_maximum_on_forty_small_studies()
    {
        var cases = Replicates.Run(0, 40, Environment.ProcessorCount, n => StressCase.Of(Seed, n));
        Assert.DoesNotContain(cases, c => c.Verdict is StressVerdict.Beaten or StressVerdict.Missed or StressVerdict.Unexplained);
        Assert.True(cases.Count(c => c.Verdict == StressVerdict.Agreed) >= 35, StressReport.Text(cases));
    }

    // A second maximum, reached by none of the usual starts; slow valleys; a search that had run away from the maximum.
    [Theory]
    [InlineData(1131)]
    [InlineData(1785)]
    [InlineData(1868)]
    [InlineData(317)]
    [InlineData(1849)]
    [InlineData(985)]
    [InlineData(2141)]
    [InlineData(6182)]
    [InlineData(9172)]
    [InlineData(5899)]
    public void The_highest_maximum_is_found_where_it_is_hard_to_find(int number) =>
        Assert.Contains(StressCase.Of(Seed, number).Verdict, new[] { StressVerdict.Agreed, StressVerdict.OursAlone });

    // The likelihood rises towards a unit root, through it and to a maximum behind it, which ten starts short of it do not reach by themselves.
    [Theory]
    [InlineData(168, FitStatusCode.Inadmissible)]
    [InlineData(8192, FitStatusCode.Inadmissible)]
    [InlineData(1184, FitStatusCode.Inadmissible)]
    [InlineData(3223, FitStatusCode.Boundary)]
    [InlineData(4869, FitStatusCode.Boundary)]
    public void A_maximum_near_or_beyond_a_unit_root_is_found(int number, FitStatusCode status)
    {
        var stress = StressCase.Of(Seed, number);
        Assert.Equal(status, stress.Status.Code);
        Assert.Contains(stress.Verdict, new[] { StressVerdict.Agreed, StressVerdict.OursAlone });
    }

    [Fact]
    public void A_study_whose_likelihood_has_no_bound_says_so()
    {
        var stress = StressCase.Of(Seed, 201);
        Assert.Equal(FitStatusCode.NotConverged, stress.Status.Code);
        Assert.Equal(StressVerdict.NoMaximumUnbounded, stress.Verdict);
        Assert.Contains("no bound", stress.Status.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_maximum_beside_a_path_without_end_carries_a_remark_on_it()
    {
        var stress = StressCase.Of(Seed, 8000);
        Assert.Equal(StressVerdict.HigherWithoutEnd, stress.Verdict);
        Assert.Contains("higher on a path without end", stress.Status.Note, StringComparison.Ordinal);
        Assert.Contains("no bound", stress.Status.Note, StringComparison.Ordinal);
    }
}
