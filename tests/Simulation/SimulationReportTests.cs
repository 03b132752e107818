using IpdEngine.Perf.Simulation;
using Xunit;

namespace IpdEngine.Tests.Simulation;

/// <summary>The commands that make the committed tables, at their smallest size.</summary>
public sealed class SimulationReportTests
{
    [Theory]
    [InlineData("stress", "8", "both found the same maximum")]
    [InlineData("coverage", "4", "unstandardised")]
    [InlineData("pool-coverage", "5", "Q-profile")]
    [InlineData("null-corpus", "1", "both cross-lags together")]
    public void A_command_writes_its_table_the_same_every_time(string command, string size, string expected)
    {
        var (first, second) = (Path.GetTempFileName(), Path.GetTempFileName());
        try
        {
            Assert.Equal(0, Run(command, size, first));
            Assert.Equal(0, Run(command, size, second));
            var text = File.ReadAllText(first);
            Assert.Contains(expected, text, StringComparison.Ordinal);
            Assert.Contains($"-- {command} {size}`", text, StringComparison.Ordinal);
            Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
            Assert.Equal(text, File.ReadAllText(second));
        }
        finally
        {
            File.Delete(first);
            File.Delete(second);
        }
    }

    private static int Run(string command, string size, string file) => command switch
    {
        "stress" => StressReport.Run([size, file]),
        "coverage" => CoverageReport.Run([size, file]),
        "pool-coverage" => PoolCoverageReport.Run([size, file]),
        _ => NullCorpusReport.Run([size, file]),
    };
}
