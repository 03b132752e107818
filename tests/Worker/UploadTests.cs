using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using IpdEngine.Intake.Example;
using IpdEngine.Panel.Store;
using Xunit;

namespace IpdEngine.Tests.Worker;

/// <summary>From the HTTP door to the store.</summary>
public sealed class UploadTests
{
    [Fact]
    public async Task An_uploaded_trial_is_acknowledged_ingested_and_listed()
    {
        await using var worker = await RunningWorker.StartAsync();
        var upload = await worker.OutcomeAsync(await worker.UploadAsync("trial17"));
        Assert.Equal("stored", upload.GetProperty("state").GetString());
        Assert.Equal("trial17", upload.GetProperty("study").GetString());
        Assert.Equal(1, upload.GetProperty("version").GetInt32());
        Assert.Equal("local", upload.GetProperty("submittedBy").GetString());

        var study = Assert.Single((await worker.Client.GetFromJsonAsync<JsonElement>("/api/studies")).EnumerateArray());
        Assert.Equal("trial17", study.GetProperty("study").GetString());
        Assert.Equal(new PanelStore(worker.Folder["store"]).Load("trial17").Participants.Count, study.GetProperty("participants").GetInt32());
        var version = Assert.Single((await worker.Client.GetFromJsonAsync<JsonElement>("/api/studies/trial17/versions")).EnumerateArray());
        Assert.Equal(upload.GetProperty("id").GetString(), version.GetProperty("upload").GetString());
    }

    [Fact]
    public async Task The_same_bytes_twice_change_nothing_and_changed_bytes_make_a_version_with_what_changed()
    {
        await using var worker = await RunningWorker.StartAsync();
        Assert.Equal("stored", (await worker.OutcomeAsync(await worker.UploadAsync("trial17"))).GetProperty("state").GetString());
        Assert.Equal("unchanged", (await worker.OutcomeAsync(await worker.UploadAsync("trial17"))).GetProperty("state").GetString());
        Assert.Single(new PanelStore(worker.Folder["store"]).History("trial17"));

        // The last participant leaves the file.
        var changed = await worker.OutcomeAsync(await worker.UploadAsync("trial17", data: text => text[..(text.TrimEnd().LastIndexOf('\n') + 1)]));
        Assert.Equal(2, changed.GetProperty("version").GetInt32());
        var changes = await worker.Client.GetFromJsonAsync<JsonElement>("/api/studies/trial17/changes?from=1&to=2");
        Assert.Equal(1, changes.GetProperty("participantsRemoved").GetInt32());
        Assert.Equal(0, changes.GetProperty("participantsAdded").GetInt32());
        Assert.Empty(changes.GetProperty("cellsChanged").EnumerateObject());
    }

    [Fact]
    public async Task Uploads_of_one_study_at_once_give_orderly_versions()
    {
        await using var worker = await RunningWorker.StartAsync();
        var ids = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => worker.UploadAsync("trial17", description: text => text + $"# upload {i}\n")));
        var after = await worker.UploadAsync("trial17", description: text => text + "# after them\n");
        var versions = new List<int>();
        foreach (var id in ids)
            versions.Add((await worker.OutcomeAsync(id)).GetProperty("version").GetInt32());
        Assert.Equal([1, 2, 3, 4, 5, 6], versions.Order());
        Assert.Equal(7, (await worker.OutcomeAsync(after)).GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task A_bad_file_goes_to_quarantine_with_its_findings_and_the_worker_goes_on()
    {
        await using var worker = await RunningWorker.StartAsync();
        var bad = await worker.OutcomeAsync(await worker.UploadAsync("trial17", data: _ => "n;x\n1;2\n"));
        Assert.Equal("refused", bad.GetProperty("state").GetString());
        Assert.True(bad.GetProperty("errors").GetInt32() > 0);
        Assert.Contains(bad.GetProperty("findings").EnumerateArray(), finding => finding.GetProperty("severity").GetString() == "error");
        Assert.Single(Directory.GetDirectories(Path.Combine(worker.Folder["store.worker"], "quarantine")));
        Assert.Equal("stored", (await worker.OutcomeAsync(await worker.UploadAsync("trial09"))).GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_file_without_a_description_waits_for_it_and_a_refused_one_takes_another()
    {
        await using var worker = await RunningWorker.StartAsync();
        var study = ExampleCorpus.Studies.Single(each => each.Description!.Study == "trial17");
        using var stream = new StreamReader(ExampleCorpus.OpenData(study));
        var id = await worker.UploadAsync("trial17_pilot.csv", await stream.ReadToEndAsync(), null);
        Assert.Equal("awaiting-description", (await worker.Client.GetFromJsonAsync<JsonElement>($"/api/uploads/{id}")).GetProperty("state").GetString());

        Assert.Equal(HttpStatusCode.Accepted, (await worker.Client.PutAsync($"/api/uploads/{id}/description", new StringContent("study: trial17\nnonsense: 1\n"))).StatusCode);
        Assert.Equal("refused", (await worker.OutcomeAsync(id)).GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.Accepted, (await worker.Client.PutAsync($"/api/uploads/{id}/description", new StringContent(study.Text))).StatusCode);
        Assert.Equal("stored", (await worker.OutcomeAsync(id)).GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.Conflict, (await worker.Client.PutAsync($"/api/uploads/{id}/description", new StringContent(study.Text))).StatusCode);
    }

    [Fact]
    public async Task A_bare_body_is_an_upload_and_one_above_the_limit_is_turned_away_without_a_trace()
    {
        await using var worker = await RunningWorker.StartAsync(settings: ["--maximum-upload-mb", "1"]);
        Assert.Equal(HttpStatusCode.Accepted, (await worker.Client.PostAsync("/api/uploads?name=a.csv", new StringContent("a,b\n1,2\n"))).StatusCode);
        var large = new StringContent(new string('1', 1024 * 1024 + 1));
        var answer = await worker.Client.PostAsync("/api/uploads?name=b.csv", large);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Empty(Directory.GetDirectories(Path.Combine(worker.Folder["store.worker"], "inbox", ".partial")));
    }
}
