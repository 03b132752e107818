using System.Net.Http.Json;
using System.Text.Json;
using IpdEngine.Panel.Store;
using IpdEngine.Worker.Draining;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace IpdEngine.Tests.Worker;

/// <summary>Raw data are for data managers, and for a time.</summary>
public sealed class RetentionTests
{
    [Fact]
    public async Task Raw_files_and_raw_values_are_deleted_when_their_time_is_over()
    {
        var clock = new SteppedClock();
        await using var worker = await RunningWorker.StartAsync(clock: clock, settings: ["--raw-retention-days", "30"]);
        var stored = await worker.UploadAsync("trial17");
        var refused = await worker.UploadAsync("trial17", data: _ => "n;PLANTED77\n1;2\n");
        var alone = await worker.UploadAsync("alone.csv", "PLANTED77\n", null);
        await worker.OutcomeAsync(stored);
        Assert.Contains("PLANTED77", (await worker.OutcomeAsync(refused)).GetRawText(), StringComparison.Ordinal);

        var retention = worker.Application.Services.GetRequiredService<Retention>();
        clock.Advance(TimeSpan.FromDays(29));
        await retention.SweepAsync(CancellationToken.None);
        Assert.Equal(3, RawFiles(worker).Count);
        clock.Advance(TimeSpan.FromDays(1));
        await retention.SweepAsync(CancellationToken.None);
        Assert.Empty(RawFiles(worker));

        using var client = worker.ClientWith(await FreshTokenAsync(worker));
        foreach (var id in new[] { stored, refused, alone })
        {
            var upload = await client.GetFromJsonAsync<JsonElement>($"/api/uploads/{id}");
            Assert.True(upload.GetProperty("rawDeleted").GetBoolean());
            Assert.DoesNotContain("PLANTED77", upload.GetRawText(), StringComparison.Ordinal);
        }
        Assert.Single(new PanelStore(worker.Folder["store"]).History("trial17"));
    }

    [Fact]
    public async Task Only_the_worker_itself_may_read_what_was_uploaded()
    {
        if (OperatingSystem.IsWindows())
            return;
        await using var worker = await RunningWorker.StartAsync();
        await worker.OutcomeAsync(await worker.UploadAsync("trial17"));
        var state = worker.Folder["store.worker"];
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        Assert.Equal((UnixFileMode)0, File.GetUnixFileMode(state) & others);
        foreach (var entry in Directory.EnumerateFileSystemEntries(Path.Combine(state, "done"), "*", SearchOption.AllDirectories))
            Assert.True((File.GetUnixFileMode(entry) & others) == 0, $"{entry}: {File.GetUnixFileMode(entry)}");
        Assert.Equal((UnixFileMode)0, File.GetUnixFileMode(worker.Folder["token"]) & others);
    }

    [Fact]
    public async Task A_withdrawn_study_leaves_no_raw_file_no_finding_and_no_version()
    {
        await using var worker = await RunningWorker.StartAsync();
        var id = await worker.UploadAsync("trial17");
        await worker.OutcomeAsync(id);
        using var unconfirmed = await worker.Client.PostAsJsonAsync("/api/studies/trial17/withdraw", new { });
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, unconfirmed.StatusCode);
        using var withdrawn = await worker.Client.PostAsJsonAsync("/api/studies/trial17/withdraw", new { confirm = "trial17" });
        Assert.True(withdrawn.IsSuccessStatusCode, await withdrawn.Content.ReadAsStringAsync());
        Assert.Empty(RawFiles(worker));
        Assert.Empty((await worker.Client.GetFromJsonAsync<JsonElement>("/api/studies")).EnumerateArray());
        Assert.Equal("refused", (await worker.OutcomeAsync(await worker.UploadAsync("trial17"))).GetProperty("state").GetString());
        var actions = (await worker.Client.GetFromJsonAsync<JsonElement>("/api/audit")).GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("action").GetString());
        Assert.Contains("withdrawn", actions);
    }

    // The token of the start has ended with the time that was put forward.
    private static async Task<string> FreshTokenAsync(RunningWorker worker)
    {
        await worker.Application.Services.GetRequiredService<IpdEngine.Worker.Access.StartLink>().WriteTokenAsync(worker.Folder["token"], CancellationToken.None);
        return (await File.ReadAllTextAsync(worker.Folder["token"])).Trim();
    }

    private static List<string> RawFiles(RunningWorker worker) =>
        [.. Directory.EnumerateDirectories(worker.Folder["store.worker"], "data", SearchOption.AllDirectories).SelectMany(Directory.EnumerateFiles)];
}
