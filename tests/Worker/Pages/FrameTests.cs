using Microsoft.Playwright;
using Xunit;

namespace IpdEngine.Tests.Worker.Pages;

/// <summary>What all pages share, in a real browser.</summary>
[Collection(ChromiumTests.Name)]
public sealed class FrameTests(Chromium chromium)
{
    [ChromiumFact]
    public async Task The_first_page_is_whole_on_a_desk_and_on_a_phone_in_light_and_dark()
    {
        await using var worker = await RunningWorker.StartAsync();
        await worker.OutcomeAsync(await worker.UploadAsync("trial17"));
        foreach (var (width, scheme, name) in new[] { (1280, ColorScheme.Light, "desk"), (360, ColorScheme.Light, "phone"), (1280, ColorScheme.Dark, "dark") })
        {
            await using var visitor = await chromium.VisitAsync(worker, width, scheme: scheme);
            await visitor.Page.GotoAsync("/sign-in");
            await visitor.CheckPageAsync();
            await visitor.PictureAsync($"sign-in-{name}");
            await visitor.StartAsync(worker);
            await visitor.CheckPageAsync();
            await visitor.PictureAsync($"home-{name}");
            Assert.Equal("rgb(20, 23, 26)" == await visitor.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"), scheme == ColorScheme.Dark);
        }
    }

    [ChromiumFact]
    public async Task A_page_that_is_not_there_says_what_to_do_as_a_page()
    {
        await using var worker = await RunningWorker.StartAsync();
        await using var visitor = await chromium.VisitAsync(worker);
        await visitor.StartAsync(worker);
        await visitor.Page.GotoAsync("/nowhere");
        Assert.Equal("Not found", await visitor.HeadingAsync());
        await visitor.CheckPageAsync();
        await visitor.FollowAsync("Back to the datasets");
        Assert.Equal("Datasets", await visitor.HeadingAsync());
    }
}
