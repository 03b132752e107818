using IpdEngine.Panel.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace IpdEngine.Tests.Worker.Pages;

/// <summary>Whoever has no mouse, no wide screen, no light: the pages are theirs too.</summary>
[Collection(ChromiumTests.Name)]
public sealed class ReachTests(Chromium chromium)
{
    [ChromiumFact]
    public async Task With_the_keyboard_alone_a_waiting_upload_becomes_a_stored_study()
    {
        await using var worker = await RunningWorker.StartAsync();
        await worker.UploadAsync("trial17_pilot.csv", await DataAsync("trial17"), null);
        await using var visitor = await chromium.VisitAsync(worker);
        await visitor.StartAsync(worker);
        // The first stop is the way past the navigation.
        await visitor.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to the content", await FocusedAsync(visitor));
        await visitor.Page.Keyboard.PressAsync("Enter");
        await TabToAsync(visitor, "trial17_pilot.csv");
        await EnterAsync(visitor, "Describe this study");
        await TabToAsync(visitor, "Describe this study");
        await EnterAsync(visitor, "Check and preview");
        await TabToAsync(visitor, "Code of the study");
        await visitor.Page.Keyboard.PressAsync("Control+a");
        await visitor.Page.Keyboard.TypeAsync("trial 17");
        await visitor.Page.Keyboard.PressAsync("Enter");
        // Told off, one stands at the list of faults; the first leads to its field.
        await visitor.Page.Locator("#errors").WaitForAsync();
        await TabToAsync(visitor, "Found 'trial 17'; expected letters, digits, hyphen and underscore, at most 64.");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Page.WaitForURLAsync("**#f-study");
        await TabToAsync(visitor, "Code of the study");
        await visitor.Page.Keyboard.PressAsync("Control+a");
        await visitor.Page.Keyboard.TypeAsync("trial17");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Page.Locator("section.notice h2", new() { HasTextString = "It can be stored" }).WaitForAsync();
        await TabToAsync(visitor, "Store this study");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await UploadPathTests.WaitForAsync(visitor.Page, "Stored");
        Assert.Equal("trial17", Assert.Single(worker.Application.Services.GetRequiredService<PanelStore>().List()).Facts.Study);
    }

    [ChromiumFact]
    public async Task No_page_is_wider_than_a_phone_or_a_sheet_of_paper_and_each_is_whole_in_the_dark()
    {
        await using var worker = await RunningWorker.StartAsync();
        var waiting = await worker.UploadAsync("trial12_dyads_with_a_name_that_is_rather_long_for_a_phone_but_that_somebody_chose.csv", await DataAsync("trial12"), null);
        var stored = await worker.UploadAsync("trial17");
        await worker.OutcomeAsync(stored);
        var refused = await worker.UploadAsync("trial17", text => text.Replace(",4", ",400", StringComparison.Ordinal));
        await worker.OutcomeAsync(refused);
        string[] addresses =
        [
            "/", "/tokens", "/accounts", "/audit", "/studies/trial17", "/studies/trial17/versions/1/quality", "/nowhere", $"/uploads/{waiting}", $"/uploads/{waiting}/describe", $"/uploads/{waiting}/describe/yaml", $"/uploads/{stored}",
            $"/uploads/{stored}/preview", $"/uploads/{refused}", $"/uploads/{refused}/preview", $"/uploads/{refused}/describe", $"/uploads/{refused}/cell?row=3&column=srs",
        ];
        foreach (var (width, scheme, name) in new[] { (360, ColorScheme.Light, "phone"), (1280, ColorScheme.Dark, "dark"), (794, ColorScheme.Dark, "paper") })
        {
            await using var visitor = await chromium.VisitAsync(worker, width, scheme: scheme);
            await visitor.StartAsync(worker);
            // Paper is light, and nothing on it scrolls: 794 points are the width of A4.
            if (name == "paper")
                await visitor.Page.EmulateMediaAsync(new() { Media = Media.Print });
            foreach (var address in addresses)
            {
                await visitor.Page.GotoAsync(address);
                await visitor.CheckPageAsync();
                await visitor.PictureAsync($"{name}-{address.Replace(waiting, "waiting", StringComparison.Ordinal).Replace(stored, "stored", StringComparison.Ordinal).Replace(refused, "refused", StringComparison.Ordinal).Replace('/', '_').Split('?')[0]}");
                Assert.Empty(await PageRules.FaintTextAsync(visitor.Page));
                if (name != "phone")
                    continue;
                // What is sent is the same on every screen.
                var sent = await visitor.Page.APIRequest.GetAsync(address, new() { Headers = new Dictionary<string, string> { ["Accept"] = "text/html" } });
                Assert.StartsWith("<!doctype html>", await sent.TextAsync(), StringComparison.Ordinal);
                Walls.Faults.None(Nesting.FaultsOf(await sent.TextAsync()).Select(fault => $"{address}: {fault}"));
            }
        }
    }

    [ChromiumFact]
    public async Task What_an_upload_says_is_text_and_never_markup()
    {
        await using var worker = await RunningWorker.StartAsync();
        const string Evil = "<img src=x onerror=alert(1)>\"'><script>alert(2)</script>";
        var header = $"\"{Evil.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        var id = await worker.UploadAsync("x.csv", $"id,session,{header},wai,phq\n1,1,5,{Evil.Replace(',', ' ').Replace("\"", "", StringComparison.Ordinal)},3\n2,1,6,4,5\n", $"study: x\ndata: x.csv\nlayout: long\nparticipant: id\nsession: session\n"
            + $"alliance: {{instrument: SRS, score: '{Evil.Replace("'", "''", StringComparison.Ordinal)}'}}\nsymptom: {{instrument: PHQ-9, score: wai}}\nvariables: {{a: '{Evil.Replace("'", "''", StringComparison.Ordinal)}'}}\n");
        await worker.OutcomeAsync(id);
        await using var visitor = await chromium.VisitAsync(worker, scripts: true);
        var alerts = 0;
        visitor.Page.Dialog += async (_, dialog) =>
        {
            alerts++;
            await dialog.DismissAsync();
        };
        await visitor.StartAsync(worker);
        foreach (var address in new[] { "", "/describe", "/describe/yaml", "/preview", $"/cell?row=2&column={Uri.EscapeDataString(Evil)}" })
        {
            await visitor.Page.GotoAsync($"/uploads/{id}{address}");
            await visitor.CheckPageAsync();
            Assert.Equal(0, await visitor.Page.Locator("main img, main script").CountAsync());
            Assert.Contains("<img", await visitor.Page.Locator("main").EvaluateAsync<string>("node => node.textContent + [...node.querySelectorAll('input, textarea, option')].map(each => each.value).join()"), StringComparison.Ordinal);
        }
        Assert.Equal(0, alerts);
    }

    private static async Task<string> DataAsync(string study)
    {
        using var stream = new StreamReader(IpdEngine.Intake.Example.ExampleCorpus.OpenData(IpdEngine.Intake.Example.ExampleCorpus.Studies.Single(each => each.Description!.Study == study)));
        return await stream.ReadToEndAsync();
    }

    private static Task<string> FocusedAsync(Visitor visitor) =>
        visitor.Page.EvaluateAsync<string>("(document.activeElement.labels?.[0]?.innerText ?? document.activeElement.innerText ?? '').trim()");

    /// <summary>Goes on by the tab key until the focus is on what has that name, which must be seen to have it.</summary>
    private static async Task TabToAsync(Visitor visitor, string name)
    {
        for (var stops = 0; stops < 200; stops++)
        {
            if (await FocusedAsync(visitor) == name)
            {
                Assert.NotEqual("none", await visitor.Page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle"));
                return;
            }
            await visitor.Page.Keyboard.PressAsync("Tab");
        }
        Assert.Fail($"found no '{name}' by 200 strokes of the tab key at {visitor.Page.Url}");
    }

    private static async Task EnterAsync(Visitor visitor, string awaited)
    {
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Page.GetByText(awaited, new() { Exact = true }).First.WaitForAsync();
    }
}
