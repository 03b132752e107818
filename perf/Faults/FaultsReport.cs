using System.Globalization;
using IpdEngine.Perf.Faults.Power;

namespace IpdEngine.Perf.Faults;

/// <summary>Power cuts, and what was lost, as one table.</summary>
internal static class FaultsReport
{
    internal static int Run(string[] args)
    {
        var survivals = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 8;
        var power = PowerCampaign.RunAsync(survivals, 1, 1).GetAwaiter().GetResult();
        Console.WriteLine(Census.Head);
        Console.WriteLine(power.Census.Row("power cut", power.Cuts));
        Console.WriteLine(power.Kinds());
        foreach (var place in power.Places.Take(20))
            Console.WriteLine(place);
        return power.Census.Faults.Count == 0 ? 0 : 1;
    }
}
