using IpdEngine.Worker.Access;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace IpdEngine.Tests.Worker.Pages;

/// <summary>Somebody at a browser.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _faults = [];

    public Visitor(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            // A refusal is an answer of its own, which a test asserts; what the browser says of it is no fault of the page.
            if (message.Type is "error" or "warning" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
                _faults.Add(message.Text);
        };
    }

    public IPage Page { get; }

    /// <summary>Signs in by the worker's one-time link, as the account that may do everything.</summary>
    public async Task StartAsync(RunningWorker worker)
    {
        await Page.GotoAsync($"/start?token={worker.Application.Services.GetRequiredService<StartLink>().Renew()}");
        Assert.Equal("Datasets", await HeadingAsync());
    }

    public async Task SignInAsync(string name, string password)
    {
        await Page.GotoAsync("/sign-in");
        await Page.GetByLabel("Name").FillAsync(name);
        await Page.GetByLabel("Password").FillAsync(password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    public Task<string> HeadingAsync() => Page.Locator("h1").InnerTextAsync();

    /// <summary>Follows a link of that name.</summary>
    public Task FollowAsync(string name) => Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).First.ClickAsync();

    /// <summary>Presses a button of that name.</summary>
    public Task PressAsync(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();

    /// <summary>Keeps a picture where whoever develops the pages asked for them (IPD_SCREENSHOTS names a folder).</summary>
    public async Task PictureAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("IPD_SCREENSHOTS") is { Length: > 0 } folder)
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }

    /// <summary>Holds the page that is shown to what every page owes its readers.</summary>
    public async Task CheckPageAsync() => await PageRules.CheckAsync(Page);

    public async ValueTask DisposeAsync()
    {
        Assert.Empty(_faults);
        await _context.DisposeAsync();
    }
}
