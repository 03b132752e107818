using System.Diagnostics;
using IpdEngine.Numerics;
using Xunit;

namespace IpdEngine.Tests.Numerics;

/// <summary>The noncentral chi-squared distribution against R 4.2's <c>pchisq</c>, and where R gives up.</summary>
public class NoncentralChiSquaredTests
{
    [Theory]
    [InlineData(1000400, 20, 999000, 0.755092669909)]
    [InlineData(1200000, 5, 1200000, 0.499271634543)]
    [InlineData(12.5, 4, 7.5, 0.621255948911)]
    public void Probabilities_are_rs(double x, double degrees, double noncentrality, double expected) =>
        Assert.Equal(expected, NoncentralChiSquared.Cumulative(x, degrees, noncentrality), 1e-6);

    [Fact]
    public void A_huge_statistic_is_answered_at_once()
    {
        var clock = Stopwatch.StartNew();
        foreach (var statistic in new[] { 1e5, 1e7, 1e9, 1e12 })
        {
            var (low, high) = (NoncentralChiSquared.NoncentralityOf(statistic, 8, 0.95), NoncentralChiSquared.NoncentralityOf(statistic, 8, 0.05));
            Assert.True(low < statistic && statistic < high);
            Assert.Equal(2 * 1.645 * 2 * Math.Sqrt(statistic), high - low, 0.01 * Math.Sqrt(statistic));
        }

        Assert.True(clock.Elapsed.TotalSeconds < 20, clock.Elapsed.ToString());
    }
}
