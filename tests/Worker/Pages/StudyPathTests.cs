using IpdEngine.Catalog.Access;
using IpdEngine.Catalog.Model;
using IpdEngine.Panel.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace IpdEngine.Tests.Worker.Pages;

/// <summary>Studies, accounts and tokens over the pages, and who may not.</summary>
[Collection(ChromiumTests.Name)]
public sealed class StudyPathTests(Chromium chromium)
{
    private const string Password = "correct horse battery staple";

    [ChromiumFact]
    public async Task A_study_page_shows_its_versions_what_changed_and_lets_a_data_manager_withdraw_it()
    {
        await using var worker = await RunningWorker.StartAsync();
        await worker.OutcomeAsync(await worker.UploadAsync("trial17"));
        await worker.OutcomeAsync(await worker.UploadAsync("trial17", data => string.Join('\n', data.Split('\n')[..^20]) + "\n", text => text.Replace("design: pilot", "design: rct", StringComparison.Ordinal)));
        await using var visitor = await chromium.VisitAsync(worker);
        await visitor.StartAsync(worker);
        var page = visitor.Page;
        await visitor.FollowAsync("trial17");
        Assert.Equal("trial17", await visitor.HeadingAsync());
        await visitor.CheckPageAsync();
        await visitor.PictureAsync("study");
        Assert.Contains("+ design: rct", await page.Locator("pre.difference").InnerTextAsync(), StringComparison.Ordinal);
        await visitor.FollowAsync("Quality report of version 2");
        await visitor.CheckPageAsync();
        await visitor.PictureAsync("quality");
        await visitor.FollowAsync("trial17");
        await visitor.FollowAsync("against version 1");
        Assert.Equal("trial17: from version 1 to 2", await visitor.HeadingAsync());
        await visitor.CheckPageAsync();
        await visitor.FollowAsync("trial17");

        await page.GetByText("Withdraw this study, or one participant").ClickAsync();
        await page.GetByLabel("The study's code, once more").FillAsync("trial71");
        await visitor.PressAsync("Erase for good");
        Assert.Equal("That did not work", await visitor.HeadingAsync());
        Assert.Single(worker.Application.Services.GetRequiredService<PanelStore>().List());
        await page.GoBackAsync();
        if (!await page.GetByLabel("The study's code, once more").IsVisibleAsync())
            await page.GetByText("Withdraw this study, or one participant").ClickAsync();
        await page.GetByLabel("The study's code, once more").FillAsync("trial17");
        await visitor.PressAsync("Erase for good");
        Assert.Equal("Withdrawn", await visitor.HeadingAsync());
        await visitor.CheckPageAsync();
        Assert.Empty(worker.Application.Services.GetRequiredService<PanelStore>().List());
    }

    [ChromiumFact]
    public async Task An_account_is_made_signs_in_makes_a_token_that_works_and_revokes_it()
    {
        await using var worker = await RunningWorker.StartAsync();
        await using var visitor = await chromium.VisitAsync(worker);
        await visitor.StartAsync(worker);
        var page = visitor.Page;
        await visitor.FollowAsync("Accounts");
        await visitor.CheckPageAsync();
        await visitor.PictureAsync("accounts");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("grete");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync("short");
        await visitor.PressAsync("Make it");
        Assert.Contains("15 to 256", await page.GetByRole(AriaRole.Alert).InnerTextAsync(), StringComparison.Ordinal);
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("grete");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(Password);
        await page.Locator("#new-data-manager").CheckAsync();
        await visitor.PressAsync("Make it");
        Assert.Equal(1, await page.GetByRole(AriaRole.Rowheader, new() { Name = "grete" }).CountAsync());
        await visitor.FollowAsync("Audit trail");
        Assert.Contains("account-created", await page.Locator("table").InnerTextAsync(), StringComparison.Ordinal);
        await visitor.CheckPageAsync();
        await visitor.PictureAsync("audit");

        await using var grete = await chromium.VisitAsync(worker);
        await grete.SignInAsync("grete", Password);
        await grete.FollowAsync("API tokens");
        await grete.Page.GetByLabel("What it is for").FillAsync("nightly");
        await grete.PressAsync("Make it");
        await grete.CheckPageAsync();
        await grete.PictureAsync("tokens");
        var client = worker.ClientWith((await grete.Page.Locator("pre.token").InnerTextAsync()).Trim());
        Assert.Equal(System.Net.HttpStatusCode.OK, (await client.GetAsync("/api/uploads")).StatusCode);
        await grete.Page.GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, (await client.GetAsync("/api/uploads")).StatusCode);
        await grete.PressAsync("Sign out");
        Assert.Equal("Sign in", await grete.HeadingAsync());
    }

    [ChromiumFact]
    public async Task A_role_sees_its_own_pages_and_never_a_raw_value_and_is_told_what_it_may_not()
    {
        await using var worker = await RunningWorker.StartAsync();
        var accounts = worker.Application.Services.GetRequiredService<AccountBook>();
        var id = await worker.UploadAsync("secret_of_Anna.csv", "id,session,srs,qids\nP1,1,4711,3\nP1,2,20,4\n",
            "study: demo\ndata: x.csv\nlayout: long\nparticipant: id\nsession: session\nalliance: {instrument: SRS, score: srs}\nsymptom: {instrument: QIDS-SR, score: qids}\n");
        await worker.OutcomeAsync(id);
        foreach (var (role, sees) in new[] { (Roles.Statistician, true), (Roles.Administrator, true), (Roles.Reader, false) })
        {
            await accounts.CreateAsync($"one-{role}", Password, role, "test");
            await using var visitor = await chromium.VisitAsync(worker);
            await visitor.SignInAsync($"one-{role}", Password);
            Assert.Equal(0, await visitor.Page.GetByLabel("Data file").CountAsync());
            await visitor.CheckPageAsync();
            await visitor.Page.GotoAsync($"/uploads/{id}");
            Assert.Equal(sees ? $"Upload {id[..12]}" : "Not allowed", await visitor.HeadingAsync());
            await visitor.CheckPageAsync();
            await visitor.PictureAsync($"refused-{role}");
            foreach (var address in new[] { "/", $"/uploads/{id}", $"/uploads/{id}/describe", $"/uploads/{id}/describe/yaml", $"/uploads/{id}/preview", $"/uploads/{id}/cell?row=2&column=srs" })
            {
                await visitor.Page.GotoAsync(address);
                var text = await visitor.Page.ContentAsync();
                Assert.DoesNotContain("4711", text, StringComparison.Ordinal);
                Assert.DoesNotContain("Anna", text, StringComparison.Ordinal);
                if (address.Count(c => c == '/') > 2)
                    Assert.Equal("Not allowed", await visitor.HeadingAsync());
            }
        }
    }
}
