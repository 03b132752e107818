using System.Globalization;
using System.Text;
using IpdEngine.Simulation;
using IpdEngine.Simulation.Stress;

namespace IpdEngine.Perf.Simulation;

/// <summary>The stress corpus: <c>stress [STUDIES] [FILE]</c>.</summary>
internal static class StressReport
{
    private const ulong Seed = 20260401;

    internal static int Run(string[] args)
    {
        var studies = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 10000;
        var cases = Replicates.Run(0, studies, Environment.ProcessorCount, n => StressCase.Of(Seed, n));
        var text = new StringBuilder();
        foreach (var c in cases)
            text.Append(CultureInfo.InvariantCulture, $"{c.Number} T{c.Waves} N{c.Persons} {c.Status.Name} ours {c.Ours:F6} best-ours {c.Best - c.Ours:F6} agree {c.Agreeing} share {c.Share:G3} radius {c.Radius:F3} largest {c.Largest:G4} {c.Status.Reason} | {c.Story}\n");
        SimulationOutput.Write(args, text.ToString());
        return 0;
    }
}
