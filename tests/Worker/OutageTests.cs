using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using IpdEngine.Panel.Store;
using IpdEngine.Perf.Faults.Disks;
using IpdEngine.Perf.Faults.Outages;
using IpdEngine.Perf.Faults.Power;
using IpdEngine.Tests.Catalog;
using IpdEngine.Tests.DataPath;
using Xunit;

namespace IpdEngine.Tests.Worker;

/// <summary>What a worker needs goes away and comes back. With real disks that are full or read-only: <c>perf -- faults</c>.</summary>
public sealed class OutageTests
{
    private const int NoSpace = 28;
    private const int ReadOnly = 30;

    [PostgresFact]
    public async Task A_database_that_restarts_loses_nothing_and_the_catalogue_is_caught_up_with()
    {
        using var campaign = await OutageCampaign.RunAsync(_ => new DatabaseOutage(), times: 1, seed: 5);
        Walls.Faults.None(campaign.Census.Faults);
        Assert.Equal(1, campaign.Unready);
    }

    [Fact]
    public async Task A_full_disk_turns_uploads_away_with_507_and_keeps_nothing_of_them()
    {
        using var scratch = new ScratchFolder();
        var isFull = false;
        var disk = new RecordingDisk(scratch.Root, (step, _) => isFull && step is DiskStep.FileWritten ? new IOException("no space left on device", NoSpace) : null);
        await using var worker = await RunningWorker.StartAsync(scratch, null, disk, []);
        isFull = true;
        using (var form = RunningWorker.Form("a.csv", "a,b\n1,2\n", null))
        using (var answer = await worker.Client.PostAsync("/api/uploads", form))
        {
            Assert.Equal(HttpStatusCode.InsufficientStorage, answer.StatusCode);
            Assert.Equal("disk-full", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
        }
        Assert.False(await ReadyAsync(worker, "inbox"));
        isFull = false;
        Assert.True(await ReadyAsync(worker, "inbox"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(scratch["store.worker/inbox/.partial"]));
        Assert.Equal("stored", (await worker.OutcomeAsync(await worker.UploadAsync("trial17"))).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Uploads_are_taken_and_wait_while_the_store_cannot_be_written_also_from_the_start()
    {
        using var scratch = new ScratchFolder();
        var isReadOnly = true;
        Directory.CreateDirectory(scratch["store"]);
        var disk = new RecordingDisk(scratch.Root, (step, _) => isReadOnly && Touches(step, "store/") ? new IOException("read-only file system", ReadOnly) : null);
        // What is left of a study makes the start write there.
        Directory.CreateDirectory(scratch["store/studies/old/0001.0"]);
        await using var worker = await RunningWorker.StartAsync(scratch, null, disk, []);
        var id = await worker.UploadAsync("trial17");
        Assert.False(await ReadyAsync(worker, "store"));
        await Task.Delay(500);
        Assert.Equal("received", (await worker.Client.GetFromJsonAsync<JsonElement>($"/api/uploads/{id}")).GetProperty("state").GetString());
        isReadOnly = false;
        Assert.Equal("stored", (await worker.OutcomeAsync(id)).GetProperty("state").GetString());
        Assert.True(await ReadyAsync(worker, "store"));
        Assert.Single(new PanelStore(scratch["store"]).History("trial17"));
        Assert.False(Directory.Exists(scratch["store/studies/old/0001.0"]));
    }

    [Fact]
    public async Task No_room_at_a_step_of_the_disk_refuses_and_leaves_nothing_half()
    {
        var (census, refused, lives) = await FullDiskCampaign.RunAsync(stride: 23, seed: 5);
        Walls.Faults.None(census.Faults);
        Assert.True(lives > 10 && refused >= lives - 1, $"{lives} lives, {refused} refused");
    }

    private static bool Touches(DiskStep step, string folder) => step switch
    {
        DiskStep.FileCreated each => each.Path.StartsWith(folder, StringComparison.Ordinal),
        DiskStep.FolderMade each => each.Path.StartsWith(folder, StringComparison.Ordinal),
        DiskStep.Moved each => each.Target.StartsWith(folder, StringComparison.Ordinal),
        DiskStep.Removed each => each.Path.StartsWith(folder, StringComparison.Ordinal),
        _ => false,
    };

    private static async Task<bool> ReadyAsync(RunningWorker worker, string check)
    {
        using var answer = await worker.ClientWith(null).GetAsync("/health/ready");
        var told = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(told.GetProperty("ready").GetBoolean(), answer.IsSuccessStatusCode);
        return told.GetProperty("checks").GetProperty(check).GetBoolean();
    }
}
