using Xunit;

namespace IpdEngine.Tests.Worker.Pages;

/// <summary>A test in a real browser; skipped, with the reason, where there is none (.ci/run does not allow a skipped test).</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute() => Skip = Chromium.Path is null ? "found no chromium, expected Debian's package: apt-get install chromium" : null;
}
