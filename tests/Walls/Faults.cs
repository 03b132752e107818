using Xunit;

namespace IpdEngine.Tests.Walls;

/// <summary>Fails with every fault on a line of its own: an assertion on a collection would cut them off.</summary>
internal static class Faults
{
    public static void None(IEnumerable<string> faults)
    {
        var lines = string.Join("\n", faults);
        Assert.True(lines.Length == 0, lines);
    }
}
