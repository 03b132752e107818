using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using IpdEngine.Intake.Drafting;
using IpdEngine.Intake.Example;
using IpdEngine.Panel.Store;
using IpdEngine.Tests.Walls;
using IpdEngine.Worker.Looking;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace IpdEngine.Tests.Worker;

/// <summary>Looks at a raw upload by the API.</summary>
public sealed class LookTests
{
    private const string Description = "study: demo\ndata: demo.csv\nlayout: long\nparticipant: id\nsession: session\nalliance: {instrument: SRS, score: srs}\nsymptom: {instrument: QIDS-SR, score: qids}\n";

    [Fact]
    public async Task Columns_draft_and_preview_of_every_example_trial_agree_with_what_is_stored()
    {
        await using var worker = await RunningWorker.StartAsync();
        foreach (var study in ExampleCorpus.Studies.Where(each => each.Description!.Data.EndsWith(".csv", StringComparison.Ordinal)))
        {
            using var upload = await worker.Client.PostAsync($"/api/uploads?name={study.Description!.Data}", new StreamContent(ExampleCorpus.OpenData(study)));
            var id = (await upload.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
            var columns = await worker.Client.GetFromJsonAsync<JsonElement>($"/api/uploads/{id}/columns");
            Assert.Equal("delimited", columns.GetProperty("format").GetString());
            var draft = await worker.Client.GetFromJsonAsync<JsonElement>($"/api/uploads/{id}/draft");
            Assert.All(draft.GetProperty("guesses").EnumerateArray(), guess => Assert.Contains(guess.GetProperty("certainty").GetString(), new[] { "sure", "likely", "guess" }));
            var answer = await worker.Client.PostAsync($"/api/uploads/{id}/preview", new StringContent(study.Text));
            var preview = await answer.Content.ReadFromJsonAsync<JsonElement>();
            Assert.False(preview.GetProperty("refused").GetBoolean());
            Assert.Equal(HttpStatusCode.Accepted, (await worker.Client.PutAsync($"/api/uploads/{id}/description", new StringContent(study.Text))).StatusCode);
            await worker.OutcomeAsync(id);
            var stored = worker.Application.Services.GetRequiredService<PanelStore>().Load(study.Description.Study);
            Assert.Equal(stored.Participants.Count, preview.GetProperty("participants").GetInt32());
            Assert.Equal(stored.Sessions.Count, preview.GetProperty("sessions").GetInt32());
            var alliance = preview.GetProperty("measures")[0];
            var scores = stored.Sessions.Alliance.ToArray().Where(double.IsFinite).ToArray();
            Assert.Equal(scores.Average(), alliance.GetProperty("mean").GetDouble(), 12);
            Assert.Equal(Math.Sqrt(scores.Sum(score => Math.Pow(score - scores.Average(), 2)) / (scores.Length - 1)), alliance.GetProperty("sd").GetDouble(), 12);
            Assert.Equal(scores.Length, alliance.GetProperty("bins").EnumerateArray().Sum(bin => bin.GetInt32()));
            Assert.Equal(stored.Participants.Id(0), preview.GetProperty("first")[0].GetProperty("participant").GetString());
        }
    }

    [Fact]
    public async Task No_name_identifier_or_date_is_in_columns_or_draft()
    {
        await using var worker = await RunningWorker.StartAsync();
        var data = "klient,name,geburtsdatum,termin,session,wai,bdi,notiz,therapeut,mail,versnr\n" + string.Concat(Enumerable.Range(0, 60).Select(row =>
            $"K{row / 2:0000}Z,Anna Meier{row},1970-03-{row % 28 + 1:00},2019-05-{row % 28 + 1:00},{row % 2 + 1},{30 + row % 9},{row % 30},told about Berta {row},Karl Huber,a{row}@example.org,{75600000 + row * 7919}\n"));
        var id = await worker.UploadAsync("x.csv", data, null);
        foreach (var look in new[] { "columns", "draft" })
        {
            var text = await worker.Client.GetStringAsync($"/api/uploads/{id}/{look}");
            foreach (var secret in new[] { "Anna", "Meier", "1970", "2019", "Berta", "Huber", "example.org", "K00", "756" })
                Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        }
        var columns = await worker.Client.GetFromJsonAsync<JsonElement>($"/api/uploads/{id}/columns");
        var shown = columns.GetProperty("tables")[0].GetProperty("columns").EnumerateArray().Where(column => column.GetProperty("withheld").ValueKind == JsonValueKind.Null).Select(column => column.GetProperty("name").GetString());
        Assert.Equal(["session", "wai", "bdi"], shown);
    }

    [Fact]
    public async Task A_look_at_a_large_file_reads_its_upper_part_and_says_so()
    {
        using var scratch = new DataPath.ScratchFolder();
        var path = scratch["demo.csv"];
        await using (var file = new StreamWriter(path))
        {
            await file.WriteLineAsync("id,session,srs,qids");
            for (var row = 0; row < 30_000; row++)
                await file.WriteLineAsync($"{row / 4},{row % 4 + 1},{row % 41},{row % 28}");
        }
        var study = IpdEngine.Intake.Description.StudyFile.Parse("x.yaml", Description);
        var bounded = study with { Description = study.Description! with { Reading = new() { Limits = new(Cells: 4 * 1000) } } };
        var preview = Preview.Of(bounded, path, ExampleCorpus.Key);
        Assert.False(preview.IsWhole);
        Assert.Equal(1000, preview.Panel!.Sessions.Count);
        Assert.True(Preview.Of(study, path, ExampleCorpus.Key).IsWhole);
        Assert.Equal(30_000, Preview.Of(study, path, ExampleCorpus.Key).Panel!.Sessions.Count);
        Assert.False(FileSurvey.Of(path).Tables[0].IsWhole);
        Assert.Null(CellContext.Of(path, new CellPlace(null, 5000, "srs"), new() { Limits = new(Cells: 4 * 1000) }));
        Assert.NotNull(CellContext.Of(path, new CellPlace(null, 5000, "srs"), new()));
    }

    [Fact]
    public async Task A_preview_of_what_would_be_refused_says_why_and_one_without_a_description_what_to_send()
    {
        await using var worker = await RunningWorker.StartAsync();
        var id = await worker.UploadAsync("demo.csv", "id,session,srs,qids\n1,1,20,3\n", null);
        Assert.Equal(HttpStatusCode.BadRequest, (await worker.Client.PostAsync($"/api/uploads/{id}/preview", new StringContent(""))).StatusCode);
        var preview = await (await worker.Client.PostAsync($"/api/uploads/{id}/preview", new StringContent(Description.Replace("score: srs", "score: sr", StringComparison.Ordinal)))).Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(preview.GetProperty("refused").GetBoolean());
        Assert.Equal("column-unknown", preview.GetProperty("findings")[0].GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await worker.Client.PostAsync($"/api/uploads/{new string('0', 32)}/preview", new StringContent(Description))).StatusCode);
        Assert.Empty(worker.Application.Services.GetRequiredService<PanelStore>().List());
    }

    [Fact]
    public async Task README_lists_every_route_of_the_api()
    {
        await using var worker = await RunningWorker.StartAsync();
        var readme = Repository.Read("README.md");
        var paths = worker.Application.Services.GetRequiredService<EndpointDataSource>().Endpoints.Cast<RouteEndpoint>().Select(route => route.RoutePattern.RawText!)
            .Where(path => path.StartsWith("/api/", StringComparison.Ordinal) && path != "/api/me").ToList();
        Assert.True(paths.Count > 12, $"found {paths.Count} routes, expected those of the API");
        Faults.None(paths.Select(path => path.Replace("{id}", "ID", StringComparison.Ordinal).Replace("{study}", "S", StringComparison.Ordinal).Split("/{")[0])
            .Where(path => !readme.Contains(path, StringComparison.Ordinal)).Select(path => $"README does not tell of {path}"));
    }
}
