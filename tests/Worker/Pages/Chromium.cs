using Microsoft.Playwright;
using Xunit;

namespace IpdEngine.Tests.Worker.Pages;

/// <summary>Debian's Chromium without a window, started once for the tests of the page.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public static string? Path { get; } = new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    public async Task InitializeAsync()
    {
        if (Path is null)
            return;
        _playwright = await Playwright.CreateAsync();
        // Without a sandbox: tests run as root in containers, and open our own pages alone.
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Path, Args = ["--no-sandbox", "--disable-gpu"] });
    }

    /// <summary>A visitor with cookies of their own, whose faults are gathered: refused by the content policy, or thrown.</summary>
    internal async Task<Visitor> VisitAsync(RunningWorker worker, int width = 1280, int height = 900, ColorScheme scheme = ColorScheme.Light, bool scripts = false)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = worker.Address.ToString(),
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = scheme,
            // The page must work for whoever has none.
            JavaScriptEnabled = scripts,
        });
        context.SetDefaultTimeout(60_000);
        return new Visitor(context, await context.NewPageAsync());
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}

/// <summary>The tests that share one browser, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class ChromiumTests : ICollectionFixture<Chromium>
{
    public const string Name = "Chromium";
}
