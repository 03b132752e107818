using System.Text.RegularExpressions;
using IpdEngine.Intake.Example;
using IpdEngine.Panel.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace IpdEngine.Tests.Worker.Pages;

/// <summary>The way of a dataset over the pages, in a real browser without scripts.</summary>
[Collection(ChromiumTests.Name)]
public sealed class UploadPathTests(Chromium chromium)
{
    [ChromiumFact]
    public async Task An_sav_goes_from_upload_through_draft_correction_and_preview_to_a_stored_study()
    {
        await using var worker = await RunningWorker.StartAsync();
        await using var visitor = await chromium.VisitAsync(worker);
        await visitor.StartAsync(worker);
        var page = visitor.Page;
        await UploadExampleAsync(visitor, "trial02");
        Assert.Equal("trial02_primarvard.sav", await visitor.HeadingAsync());
        Assert.Contains("SPSS", await page.Locator("dl.facts").Last.InnerTextAsync(), StringComparison.Ordinal);
        await visitor.CheckPageAsync();
        await visitor.PictureAsync("upload-waiting");

        await visitor.FollowAsync("Describe this study");
        Assert.Equal("Describe the study", await visitor.HeadingAsync());
        await visitor.CheckPageAsync();
        await visitor.PictureAsync("describe");
        Assert.Contains("likely guess", await page.Locator("#f-alliance\\.instrument-note").InnerTextAsync(), StringComparison.Ordinal);

        // A slip, told at its field; then the right one.
        await page.GetByLabel("Code of the study").FillAsync("trial 02");
        await page.GetByLabel("Instrument", new() { Exact = true }).First.FillAsync("WAI-RS");
        await visitor.PressAsync("Check and preview");
        Assert.Equal("2 things to correct", await page.Locator("#errors h2").InnerTextAsync());
        await visitor.CheckPageAsync();
        await visitor.PictureAsync("describe-faults");
        await page.Locator("#errors a").First.ClickAsync();
        Assert.EndsWith("#f-study", page.Url, StringComparison.Ordinal);
        Assert.Equal("true", await page.GetByLabel("Code of the study").GetAttributeAsync("aria-invalid"));
        await page.GetByLabel("Code of the study").FillAsync("trial02");
        await page.GetByLabel("Column of the therapist").FillAsync("bhe");
        await page.GetByLabel("Instrument", new() { Exact = true }).First.FillAsync(ExampleCorpus.Studies.Single(each => each.Description!.Study == "trial02").Description!.Alliance.Instrument.Code);
        await visitor.PressAsync("Check and preview");
        // A name that the file does not have is told at its field too, with the nearest that it has.
        Assert.Contains("did you mean 'beh'?", await page.Locator("#f-therapist-fault").InnerTextAsync(), StringComparison.Ordinal);
        await page.GetByLabel("Column of the therapist").FillAsync("beh");
        await visitor.PressAsync("Check and preview");

        Assert.Equal("Preview of trial02", await visitor.HeadingAsync());
        await visitor.CheckPageAsync();
        await visitor.PictureAsync("preview");
        Assert.Empty(worker.Application.Services.GetRequiredService<PanelStore>().List());
        Assert.Matches(new Regex("^[0-9a-f]{8}$"), await page.Locator("table").Nth(2).Locator("tbody th").First.InnerTextAsync());
        await visitor.PressAsync("Store this study");
        await WaitForAsync(page, "Stored");
        await visitor.CheckPageAsync();
        await visitor.PictureAsync("upload-stored");
        Assert.Equal("trial02", Assert.Single(worker.Application.Services.GetRequiredService<PanelStore>().List()).Facts.Study);
    }

    [ChromiumFact]
    public async Task A_bad_file_leads_to_its_findings_to_the_cells_they_speak_of_and_with_a_better_description_to_the_store()
    {
        await using var worker = await RunningWorker.StartAsync();
        await using var visitor = await chromium.VisitAsync(worker);
        var data = new System.Text.StringBuilder("id,name,session,srs,qids\n");
        for (var row = 0; row < 120; row++)
            data.Append($"P{row / 4},Anna Berg,{row % 4 + 1},{(row % 9 == 3 ? "77" : $"{20 + row % 11}")},{row % 25}\n");
        const string description = "study: demo\ndata: demo.csv\nlayout: long\nparticipant: id\nsession: session\ndrop: [name]\nalliance: {instrument: SRS, score: srs}\nsymptom: {instrument: QIDS-SR, score: qids}\n";
        var id = await worker.UploadAsync("demo.csv", data.ToString(), description);
        Assert.Equal("refused", (await worker.OutcomeAsync(id)).GetProperty("state").GetString());

        await visitor.StartAsync(worker);
        var page = visitor.Page;
        await visitor.FollowAsync("demo.csv");
        await WaitForAsync(page, "In quarantine: it was not stored");
        Assert.Equal(1, await page.GetByRole(AriaRole.Heading, new() { Name = "Score out of range" }).CountAsync());
        await visitor.CheckPageAsync();
        await visitor.PictureAsync("quarantine");
        await visitor.FollowAsync("row 5, srs");
        Assert.Equal("77", await page.Locator("td.here").InnerTextAsync());
        await visitor.FollowAsync("Back to the upload");
        // The next places too: every ninth row, under the header.
        await visitor.FollowAsync("14");
        Assert.Equal("demo.csv: row 14, column srs", await visitor.HeadingAsync());
        Assert.Equal("77", await page.Locator("td.here").InnerTextAsync());
        Assert.DoesNotContain("Anna", await page.ContentAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("P1", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await visitor.CheckPageAsync();
        await visitor.PictureAsync("cell");

        await visitor.FollowAsync("Back to the upload");
        await visitor.FollowAsync("Correct the description");
        await page.GetByLabel("Codes for missing", new() { Exact = true }).FillAsync("77");
        await visitor.PressAsync("Check and preview");
        Assert.Equal("It can be stored", await page.Locator("section.notice h2").InnerTextAsync());
        await visitor.PressAsync("Store this study");
        await WaitForAsync(page, "Stored");
        Assert.Equal(1, Assert.Single(worker.Application.Services.GetRequiredService<PanelStore>().List()).Version);
    }

    [ChromiumFact]
    public async Task A_file_that_is_no_table_says_so_and_asks_for_no_description()
    {
        await using var worker = await RunningWorker.StartAsync();
        var id = await worker.UploadAsync("paper.csv", "%PDF-1.7 a paper", null);
        await using var visitor = await chromium.VisitAsync(worker);
        await visitor.StartAsync(worker);
        foreach (var address in new[] { "", "/describe", "/describe/yaml", "/preview" })
        {
            await visitor.Page.GotoAsync($"/uploads/{id}{address}");
            Assert.Equal("It cannot be read", await visitor.Page.Locator("section.notice h2").InnerTextAsync());
        }
        Assert.Contains("a PDF document", await visitor.Page.Locator("table").InnerTextAsync(), StringComparison.Ordinal);
        await visitor.CheckPageAsync();
    }

    [ChromiumFact]
    public async Task The_form_and_the_yaml_text_show_the_same_description_and_a_preview_that_was_overtaken_stores_nothing()
    {
        await using var worker = await RunningWorker.StartAsync();
        await using var visitor = await chromium.VisitAsync(worker);
        await visitor.StartAsync(worker);
        var page = visitor.Page;
        await UploadExampleAsync(visitor, "trial17");
        await visitor.FollowAsync("Describe this study");
        await page.GetByLabel("Country (optional)").FillAsync("IT");
        await visitor.PressAsync("Show it as YAML");
        Assert.Equal("Describe the study as YAML", await visitor.HeadingAsync());
        await visitor.CheckPageAsync();
        await visitor.PictureAsync("yaml");
        var text = await page.GetByLabel("Description as YAML").InputValueAsync();
        Assert.Contains("country: IT\n", text, StringComparison.Ordinal);
        await page.GetByLabel("Description as YAML").FillAsync(text + "design: pilot\nnonsense: 1\n");
        await visitor.PressAsync("Check and preview");
        Assert.Contains("key 'nonsense'", await page.Locator("#errors").InnerTextAsync(), StringComparison.Ordinal);
        await page.GetByLabel("Description as YAML").FillAsync(text + "design: pilot\n");
        await visitor.PressAsync("Back to the form");
        Assert.Equal("pilot", await page.GetByLabel("Design (optional)").InputValueAsync());
        await visitor.PressAsync("Check and preview");
        var preview = page.Url;

        var other = await page.Context.NewPageAsync();
        await other.GotoAsync(preview.Replace("/preview", "/describe", StringComparison.Ordinal));
        await other.GetByLabel("Design (optional)").FillAsync("rct");
        await other.GetByRole(AriaRole.Button, new() { Name = "Check and preview" }).ClickAsync();
        await visitor.PressAsync("Store this study");
        Assert.Equal("Not in this state", await visitor.HeadingAsync());
        Assert.Empty(worker.Application.Services.GetRequiredService<PanelStore>().List());
        await other.GetByRole(AriaRole.Button, new() { Name = "Store this study" }).ClickAsync();
        await WaitForAsync(other, "Stored");
        Assert.Equal("rct", Assert.Single(worker.Application.Services.GetRequiredService<PanelStore>().List()).Facts.Design);
    }

    internal static async Task UploadExampleAsync(Visitor visitor, string study)
    {
        var file = ExampleCorpus.Studies.Single(each => each.Description!.Study == study);
        using var bytes = new MemoryStream();
        using (var stream = ExampleCorpus.OpenData(file))
            await stream.CopyToAsync(bytes);
        await visitor.Page.GotoAsync("/");
        await visitor.Page.GetByLabel("Data file").SetInputFilesAsync(new FilePayload { Name = file.Description!.Data, MimeType = "application/octet-stream", Buffer = bytes.ToArray() });
        await visitor.PressAsync("Upload");
    }

    /// <summary>Waits until the page, which asks again by itself, tells of that.</summary>
    internal static async Task WaitForAsync(IPage page, string notice) => await page.Locator("section.notice h2", new() { HasTextString = notice }).WaitForAsync(new() { Timeout = 60_000 });
}
