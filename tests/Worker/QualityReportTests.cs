using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using IpdEngine.Catalog.Access;
using IpdEngine.Catalog.Model;
using IpdEngine.Panel.Store;
using IpdEngine.Tests.Worker.Pages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace IpdEngine.Tests.Worker;

/// <summary>The quality report over HTTP: whole to data managers, masked to everybody else.</summary>
[Collection(ChromiumTests.Name)]
public sealed class QualityReportTests(Chromium chromium)
{
    private const string Password = "correct horse battery staple";
    private const string Report = "/api/studies/trial15/versions/1/quality";

    [Fact]
    public async Task Data_managers_get_every_count_and_others_masked_ones()
    {
        await using var worker = await RunningWorker.StartAsync();
        await worker.OutcomeAsync(await worker.UploadAsync("trial15"));
        var pseudonyms = Pseudonyms(worker);
        var whole = await worker.Client.GetFromJsonAsync<JsonElement>(Report);
        Assert.False(whole.GetProperty("isMasked").GetBoolean());
        Assert.Equal(65, whole.GetProperty("participants").GetInt32());
        Assert.StartsWith("measure,participant,", await worker.Client.GetStringAsync($"{Report}/jump_list.csv"), StringComparison.Ordinal);
        foreach (var role in new[] { Roles.Reader, Roles.Statistician, Roles.Administrator })
        {
            using var client = worker.ClientWith(await TokenAsync(worker, role));
            var masked = await client.GetFromJsonAsync<JsonElement>(Report);
            Assert.True(masked.GetProperty("isMasked").GetBoolean());
            Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"{Report}/jump_list.csv")).StatusCode);
            foreach (var address in new[] { Report, $"{Report}/quality.html", $"{Report}/completeness.csv", "/studies/trial15/versions/1/quality" })
            {
                using var answer = await client.GetAsync(address);
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                var text = await answer.Content.ReadAsStringAsync();
                Assert.DoesNotContain(pseudonyms, id => text.Contains(id, StringComparison.Ordinal));
            }
            using var file = await client.GetAsync($"{Report}/reliability.csv");
            Assert.Equal("attachment", file.Content.Headers.ContentDisposition!.DispositionType);
        }
    }

    [Theory]
    [InlineData("/api/studies/trial15/versions/2/quality", HttpStatusCode.NotFound)]
    [InlineData("/api/studies/none/versions/1/quality", HttpStatusCode.NotFound)]
    [InlineData("/api/studies/..%2F..%2Fetc/versions/1/quality", HttpStatusCode.NotFound)]
    [InlineData("/api/studies/trial15/versions/one/quality", HttpStatusCode.BadRequest)]
    [InlineData("/api/studies/trial15/versions/1/quality/..%2Fmanifest.json", HttpStatusCode.NotFound)]
    [InlineData("/studies/none/versions/1/quality", HttpStatusCode.NotFound)]
    public async Task What_is_not_there_is_told(string address, HttpStatusCode expected)
    {
        await using var worker = await RunningWorker.StartAsync();
        Assert.Equal(expected, (await worker.Client.GetAsync(address)).StatusCode);
    }

    [Fact]
    public async Task A_withdrawal_shows_in_the_next_report()
    {
        await using var worker = await RunningWorker.StartAsync();
        await worker.OutcomeAsync(await worker.UploadAsync("trial15"));
        Assert.NotEqual(0, (await worker.Client.GetFromJsonAsync<JsonElement>(Report)).GetProperty("reliability").GetArrayLength());
        using var withdrawn = await worker.Client.PostAsJsonAsync("/api/studies/trial15/withdraw", new { participant = Pseudonyms(worker)[0], confirm = "trial15" });
        Assert.Equal(HttpStatusCode.OK, withdrawn.StatusCode);
        var after = await worker.Client.GetFromJsonAsync<JsonElement>(Report);
        Assert.Equal((64, 0), (after.GetProperty("participants").GetInt32(), after.GetProperty("reliability").GetArrayLength()));
    }

    [ChromiumFact]
    public async Task The_page_keeps_to_what_pages_owe_on_a_desk_and_a_phone_in_light_and_dark()
    {
        await using var worker = await RunningWorker.StartAsync();
        await worker.OutcomeAsync(await worker.UploadAsync("trial15"));
        await worker.Application.Services.GetRequiredService<AccountBook>().CreateAsync("reader", Password, Roles.Reader, "test");
        foreach (var (name, width, scheme) in new[] { ("desk", 1280, ColorScheme.Light), ("phone", 390, ColorScheme.Light), ("dark", 1280, ColorScheme.Dark) })
        {
            await using var visitor = await chromium.VisitAsync(worker, width, 900, scheme);
            await visitor.StartAsync(worker);
            await visitor.FollowAsync("trial15");
            await visitor.FollowAsync("Quality report of version 1");
            Assert.Equal("Quality of trial15, version 1", await visitor.HeadingAsync());
            await visitor.CheckPageAsync();
            Assert.True(await visitor.Page.GetByRole(AriaRole.Img, new() { Name = "symptom: dropout curve" }).IsVisibleAsync());
            Assert.Equal(0, await visitor.Page.GetByText("are not told (< 5)").CountAsync());
            await visitor.PictureAsync($"quality-{name}");
            await visitor.Page.GetByText("Items of symptom (PDSS)").First.ClickAsync();
            Assert.True(await visitor.Page.GetByRole(AriaRole.Rowheader, new() { Name = "7", Exact = true }).First.IsVisibleAsync());
        }
        await using var reader = await chromium.VisitAsync(worker);
        await reader.SignInAsync("reader", Password);
        await reader.Page.GotoAsync("/studies/trial15/versions/1/quality");
        await reader.CheckPageAsync();
        Assert.Equal(1, await reader.Page.GetByText("are not told (< 5)").CountAsync());
        await reader.PictureAsync("quality-masked");
        var download = await reader.Page.RunAndWaitForDownloadAsync(() => reader.FollowAsync("codebook.csv"));
        Assert.Equal("trial15_v1_codebook.csv", download.SuggestedFilename);
    }

    private static string[] Pseudonyms(RunningWorker worker)
    {
        var people = worker.Application.Services.GetRequiredService<PanelStore>().Load("trial15").Participants;
        return [.. Enumerable.Range(0, people.Count).Select(people.Id)];
    }

    private static async Task<string> TokenAsync(RunningWorker worker, Roles role)
    {
        var services = worker.Application.Services;
        var account = await services.GetRequiredService<AccountBook>().CreateAsync(role.ToString(), null, role, "test");
        return (await services.GetRequiredService<TokenBook>().CreateAsync(account, "test", role, TimeSpan.FromDays(1), "test")).Token;
    }
}
