using IpdEngine.Perf.Faults.Kills;
using Xunit;

namespace IpdEngine.Tests.Worker;

/// <summary>A small size of <c>perf -- faults</c>: SIGKILL in the middle of uploads, ingests and starts.</summary>
public sealed class KillTests
{
    [Fact]
    public async Task What_was_acknowledged_before_a_kill_is_stored_after_the_next_start()
    {
        using var campaign = await KillCampaign.RunAsync(kills: 5, seed: 3);
        Walls.Faults.None(campaign.Census.Faults);
        Assert.True(campaign.Census.Acknowledged >= 5, $"{campaign.Census.Acknowledged} acknowledged");
    }
}
