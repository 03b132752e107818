using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using IpdEngine.Intake.Example;
using IpdEngine.Panel.Store;
using IpdEngine.Worker.Access;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace IpdEngine.Tests.Worker.Pages;

/// <summary>Every trial of the example, in every format and layout, over the pages' forms as a browser sends them.</summary>
public sealed partial class EveryTrialTests
{
    [Fact]
    public async Task Every_example_trial_is_stored_from_its_draft_when_nothing_but_its_code_is_typed()
    {
        await using var worker = await RunningWorker.StartAsync();
        using var browser = new Browser(worker.Address);
        await browser.Client.GetAsync($"/start?token={worker.Application.Services.GetRequiredService<StartLink>().Renew()}");
        var store = worker.Application.Services.GetRequiredService<PanelStore>();
        foreach (var study in ExampleCorpus.Studies)
        {
            var code = study.Description!.Study;
            using var upload = await worker.Client.PostAsync($"/api/uploads?name={study.Description.Data}", new StreamContent(ExampleCorpus.OpenData(study)));
            var id = (await upload.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
            Assert.Contains("Describe this study", await browser.Client.GetStringAsync($"/uploads/{id}"), StringComparison.Ordinal);

            var fields = Fields(await browser.Client.GetStringAsync($"/uploads/{id}/describe"));
            fields["study"] = code;
            fields["action"] = "preview";
            var saved = await browser.Client.PostAsync($"/uploads/{id}/describe", new FormUrlEncodedContent(fields));
            Assert.True(saved.StatusCode == HttpStatusCode.Redirect, $"{code}: {await saved.Content.ReadAsStringAsync()}");
            var preview = await browser.Client.GetStringAsync(saved.Headers.Location!.OriginalString);
            Assert.Contains("It can be stored", preview, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.Redirect, (await browser.Client.PostAsync($"/uploads/{id}/store", new FormUrlEncodedContent(Fields(preview)))).StatusCode);
            Assert.Equal("stored", (await worker.OutcomeAsync(id)).GetProperty("state").GetString());

            // The same study as from the description that came with it.
            using var scratch = new DataPath.ScratchFolder();
            var path = scratch[study.Description.Data];
            await using (var file = File.Create(path))
            await using (var data = ExampleCorpus.OpenData(study))
                await data.CopyToAsync(file);
            var (expected, found) = (IpdEngine.Intake.Ingestion.Check(study, path, ExampleCorpus.Key).Panel!, store.Load(code));
            Assert.Equal(expected.Sessions.Alliance.ToArray(), found.Sessions.Alliance.ToArray());
            Assert.Equal(expected.Sessions.Symptom.ToArray(), found.Sessions.Symptom.ToArray());
            Assert.Contains($"<h1>{code}</h1>", await browser.Client.GetStringAsync($"/studies/{code}"), StringComparison.Ordinal);
        }
    }

    // What a browser would send of the page's last form.
    private static Dictionary<string, string> Fields(string page)
    {
        var form = page[page.IndexOf("<main", StringComparison.Ordinal)..];
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match input in Input().Matches(form))
        {
            var attributes = Attribute().Matches(input.Value).ToDictionary(each => each.Groups[1].Value, each => WebUtility.HtmlDecode(each.Groups[2].Value), StringComparer.Ordinal);
            if (attributes.TryGetValue("name", out var name) && (attributes.GetValueOrDefault("type") != "checkbox" || input.Value.Contains(" checked", StringComparison.Ordinal)))
                fields[name] = attributes.GetValueOrDefault("value", "");
        }
        foreach (Match choice in Select().Matches(form))
            fields[choice.Groups[1].Value] = WebUtility.HtmlDecode(Selected().Match(choice.Value) is { Success: true } chosen ? chosen.Groups[1].Value : Option().Match(choice.Value).Groups[1].Value);
        foreach (Match area in Area().Matches(form))
            fields[area.Groups[1].Value] = WebUtility.HtmlDecode(area.Groups[2].Value);
        return fields;
    }

    [GeneratedRegex("<input [^>]*>")]
    private static partial Regex Input();

    [GeneratedRegex("([a-z-]+)=\"([^\"]*)\"")]
    private static partial Regex Attribute();

    [GeneratedRegex("""<select [^>]*name="([^"]*)"[^>]*>.*?</select>""", RegexOptions.Singleline)]
    private static partial Regex Select();

    [GeneratedRegex("""<option value="([^"]*)" selected>""")]
    private static partial Regex Selected();

    [GeneratedRegex("<option value=\"([^\"]*)\"")]
    private static partial Regex Option();

    [GeneratedRegex("""<textarea [^>]*name="([^"]*)"[^>]*>\n(.*?)</textarea>""", RegexOptions.Singleline)]
    private static partial Regex Area();
}
