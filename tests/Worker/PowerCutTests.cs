using IpdEngine.Perf.Faults.Disks;
using IpdEngine.Perf.Faults.Power;
using IpdEngine.Tests.Walls;
using Xunit;

namespace IpdEngine.Tests.Worker;

/// <summary>A small size of <c>perf -- faults</c>: what was not synced is lost, and nothing that was acknowledged is.</summary>
public sealed class PowerCutTests
{
    [Fact]
    public async Task A_power_cut_at_any_29th_step_of_the_disk_loses_nothing_that_was_acknowledged()
    {
        var campaign = await PowerCampaign.RunAsync(survivals: 1, stride: 29, seed: 7);
        Faults.None(campaign.Places);
        Assert.Empty(campaign.Census.Faults);
        Assert.True(campaign.Steps.Count > 400 && campaign.Census.Acknowledged >= 10, $"{campaign.Steps.Count} steps, {campaign.Census.Acknowledged} acknowledged");
    }

    [Theory]
    [InlineData("receipt.json.new")]
    [InlineData("manifest.json.new")]
    [InlineData("sessions.parquet")]
    public async Task A_file_that_is_not_synced_is_found_out(string name)
    {
        var files = new HashSet<int>();
        var campaign = await PowerCampaign.RunAsync(survivals: 1, stride: 11, seed: 7, skips: step =>
        {
            if (step is DiskStep.FileCreated made && Path.GetFileName(made.Path) == name)
                files.Add(made.File);
            return step is DiskStep.FileSynced sync && files.Contains(sync.File);
        });
        Assert.NotEmpty(campaign.Census.Faults);
    }

    [Fact]
    public async Task A_place_that_is_not_synced_after_the_move_into_it_is_found_out()
    {
        var campaign = await PowerCampaign.RunAsync(survivals: 1, stride: 11, seed: 7, skips: step => step is DiskStep.FolderSynced { Path: "state/inbox" or "state/inbox/.partial" });
        Assert.True(campaign.Census.Lost > 0, "nothing lost");
    }
}
