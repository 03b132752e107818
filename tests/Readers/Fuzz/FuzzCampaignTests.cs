using System.Globalization;
using IpdEngine.Perf.Fuzz;
using Xunit;

namespace IpdEngine.Tests.Readers.Fuzz;

/// <summary>The fuzz campaign of <c>perf -- fuzz</c> at a size that every build runs: whatever is uploaded is read or refused with a finding.</summary>
/// <remarks><c>IPD_FUZZ=1000000 dotnet test --filter FuzzCampaign</c> runs it whole, <c>IPD_FUZZ_FROM</c> gives the first number.</remarks>
public sealed class FuzzCampaignTests
{
    private const long ShortRun = 4_000;

    [Fact]
    public void Damaged_uploads_of_every_format_are_read_or_refused()
    {
        var tally = FuzzRun.Of(Setting("IPD_FUZZ_FROM", 0), Setting("IPD_FUZZ", ShortRun));
        Assert.Equal("", string.Join('\n', tally.Faults));
        // Damage that is never noticed, or that never lets a file through, would show little.
        foreach (var (format, share) in FuzzSeed.Shares)
        {
            var (read, refused) = tally.Of(format);
            Assert.True(read > tally.Count * share / 5000 && refused > tally.Count * share / 5000, $"{format}: {read} read, {refused} refused");
        }
    }

    [Fact]
    public void The_same_number_is_the_same_mutation_on_any_number_of_workers()
    {
        var tally = FuzzRun.Of(100, 300);
        var again = FuzzRun.Of(100, 300);
        Assert.Equal(FuzzSeed.Shares.Select(share => tally.Of(share.Format)), FuzzSeed.Shares.Select(share => again.Of(share.Format)));
    }

    private static long Setting(string name, long otherwise) =>
        long.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
