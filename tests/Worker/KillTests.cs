using System.Net.Http.Json;
using System.Text.Json;
using IpdEngine.Intake.Description;
using IpdEngine.Intake.Example;
using IpdEngine.Panel.Store;
using IpdEngine.Tests.DataPath;
using Xunit;

namespace IpdEngine.Tests.Worker;

/// <summary>SIGKILL in the middle of uploads and ingests.</summary>
public sealed class KillTests
{
    [Fact]
    public async Task What_was_acknowledged_before_a_kill_is_stored_after_the_next_start()
    {
        using var scratch = new ScratchFolder();
        var acknowledged = new List<(string Id, string Study)>();
        var studies = ExampleCorpus.Studies.Where(each => each.Description!.Data.EndsWith(".csv", StringComparison.Ordinal)).ToList();
        foreach (var milliseconds in new[] { 15, 90, 240, 600 })
        {
            using var worker = WorkerProcess.Start(scratch, "--workers", "2");
            await worker.ReadyAsync(scratch["token"]);
            var uploads = studies.Select(study => UploadAsync(worker, study, acknowledged, $"# at {milliseconds}\n")).ToList();
            // Not before something was acknowledged: on a busy machine the first answer takes seconds.
            var before = Count(acknowledged);
            for (var wait = 0; wait < 6000 && Count(acknowledged) == before; wait++)
                await Task.Delay(10);
            await Task.Delay(milliseconds);
            worker.Kill();
            await Task.WhenAll(uploads);
        }
        Assert.True(acknowledged.Count >= 4, $"{acknowledged.Count} acknowledged");

        using var last = WorkerProcess.Start(scratch, "--workers", "2");
        await last.ReadyAsync(scratch["token"]);
        Assert.Empty(Directory.GetDirectories(scratch["store.worker/inbox/.partial"]));
        foreach (var (id, study) in acknowledged)
        {
            var upload = await OutcomeAsync(last, id);
            Assert.True(upload.GetProperty("state").GetString() is "stored" or "unchanged", upload.GetRawText());
            Assert.Equal(study, upload.GetProperty("study").GetString());
        }
        var store = new PanelStore(scratch["store"]);
        foreach (var manifest in store.List())
            for (var version = 1; version <= manifest.Version; version++)
                Assert.True(store.Load(manifest.Facts.Study, version).Sessions.Count > 0);
        var audit = await last.Client.GetFromJsonAsync<JsonElement>("/api/audit");
        Assert.Equal(JsonValueKind.Null, audit.GetProperty("firstBreak").ValueKind);
    }

    private static async Task UploadAsync(WorkerProcess worker, StudyFile study, List<(string Id, string Study)> acknowledged, string mark)
    {
        using var data = new MemoryStream();
        await ExampleCorpus.OpenData(study).CopyToAsync(data);
        using var form = new MultipartFormDataContent
        {
            { new StringContent(study.Text + mark), "description", study.File },
            { new ByteArrayContent(data.ToArray()), "data", study.Description!.Data },
        };
        try
        {
            using var answer = await worker.Client.PostAsync("/api/uploads", form);
            if (answer.IsSuccessStatusCode && (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString() is { } id)
                lock (acknowledged)
                    acknowledged.Add((id, study.Description!.Study));
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or TaskCanceledException)
        {
            // Killed before it answered: not acknowledged.
        }
    }

    private static int Count(List<(string Id, string Study)> acknowledged)
    {
        lock (acknowledged)
            return acknowledged.Count;
    }

    private static async Task<JsonElement> OutcomeAsync(WorkerProcess worker, string id)
    {
        for (var wait = 0; wait < 1200; wait++)
        {
            var upload = await worker.Client.GetFromJsonAsync<JsonElement>($"/api/uploads/{id}");
            if (upload.GetProperty("state").GetString() is not "received")
                return upload;
            await Task.Delay(50);
        }
        throw new TimeoutException($"upload {id} has no outcome after a minute");
    }
}
