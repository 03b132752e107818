using System.Globalization;
using IpdEngine.Perf.Faults.Kills;
using IpdEngine.Perf.Faults.Power;

namespace IpdEngine.Perf.Faults;

/// <summary>Kills and power cuts, and what was lost, as one table: <c>faults KILLS SURVIVALS</c>.</summary>
internal static class FaultsReport
{
    internal static int Run(string[] args)
    {
        var kills = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 200;
        var survivals = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 4;
        using var killed = KillCampaign.RunAsync(kills, 1, Console.Error.WriteLine).GetAwaiter().GetResult();
        var power = PowerCampaign.RunAsync(survivals, 1, 1).GetAwaiter().GetResult();
        Console.WriteLine(Census.Head);
        Console.WriteLine(killed.Census.Row("kill -9 of the worker process", killed.Kills));
        Console.WriteLine(power.Census.Row("power cut at every step of the disk", power.Cuts));
        Console.WriteLine($"\nThe kills met: {killed.Met}.\n\nThe {power.Steps.Count} steps of the disk: {power.Kinds()}.");
        foreach (var fault in killed.Census.Faults.Concat(power.Places))
            Console.WriteLine($"\n- {fault}");
        return killed.Census.Faults.Count + power.Census.Faults.Count == 0 ? 0 : 1;
    }
}
