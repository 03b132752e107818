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
    public void The_highest_maximum_is_found_where_it_is_hard_to_find(int number) =>
        Assert.Contains(StressCase.Of(Seed, number).Verdict, new[] { StressVerdict.Agreed, StressVerdict.OursAlone });

    [Theory]
    [InlineData(168, StressVerdict.NoMaximumUnitRoot, "unit root")]
    [InlineData(201, StressVerdict.NoMaximumUnbounded, "no bound")]
    public void A_study_without_a_maximum_says_so(int number, StressVerdict verdict, string reason)
    {
        var stress = StressCase.Of(Seed, number);
        Assert.Equal(FitStatusCode.NotConverged, stress.Status.Code);
        Assert.Equal(verdict, stress.Verdict);
        Assert.Contains(reason, stress.Status.Reason, StringComparison.Ordinal);
    }
}
