using System.Globalization;
using IpdEngine.Perf.Faults.Kills;
using IpdEngine.Perf.Faults.Outages;
using IpdEngine.Perf.Faults.Power;

namespace IpdEngine.Perf.Faults;

/// <summary>Kills, power cuts, full disks and outages, and what was lost, as one table: <c>faults KILLS SURVIVALS OUTAGES</c>.</summary>
internal static class FaultsReport
{
    private const ulong Seed = 1;

    internal static int Run(string[] args)
    {
        var numbers = args.Select(arg => int.Parse(arg, CultureInfo.InvariantCulture)).ToList();
        var (kills, survivals, outages) = (At(numbers, 0, 200), At(numbers, 1, 4), At(numbers, 2, 5));
        return RunAsync(kills, survivals, outages).GetAwaiter().GetResult();
    }

    private static async Task<int> RunAsync(int kills, int survivals, int outages)
    {
        var faults = new List<string>();
        var notes = new List<string>();
        Console.WriteLine(Census.Head);
        using (var killed = await KillCampaign.RunAsync(kills, Seed, Console.Error.WriteLine))
        {
            Tell(killed.Census, "SIGKILL of the worker process", killed.Kills);
            notes.Add($"The kills met: {killed.Met}.");
        }
        var power = await PowerCampaign.RunAsync(survivals, 1, Seed);
        Tell(power.Census, "power cut at every step of the disk", power.Cuts);
        notes.Add($"The {power.Steps.Count} steps of the disk: {power.Kinds()}. A quarter of the cuts lose all that was not synced; a quarter come in the recovery from a kill at that step.");
        faults.AddRange(power.Places);
        var (full, refused, lives) = await FullDiskCampaign.RunAsync(survivals == 0 ? 1000 : 1, Seed);
        Tell(full, "no room at every step that asks for it", lives);
        notes.Add($"For want of room {refused} requests and works were refused and tried again.");

        foreach (var (absence, make) in new (string?, Func<WorkerSite, IOutage>)[]
        {
            (PostgresServer.Absence, _ => new DatabaseOutage()), (Mount.Absence, site => new ReadOnlyStore(site.Store)), (Mount.Absence, site => new FullDisk(site.State)),
        })
            if (absence is not null)
                notes.Add($"Not run: {absence}.");
            else
                using (var outage = await OutageCampaign.RunAsync(make, outages, Seed))
                {
                    Tell(outage.Census, outage.Name, outage.Outages);
                    notes.Add($"{outage.Name}: clients were answered {outage.Answers}; the health route said so {outage.Unready} times of {outage.Outages}.");
                }
        foreach (var note in notes)
            Console.WriteLine($"\n{note}");
        foreach (var fault in faults)
            Console.WriteLine($"\n- {fault}");
        return faults.Count == 0 ? 0 : 1;

        void Tell(Census census, string name, int crashes)
        {
            Console.WriteLine(census.Row(name, crashes));
            faults.AddRange(census.Faults);
        }
    }

    private static int At(List<int> numbers, int place, int otherwise) => numbers.Count > place ? numbers[place] : otherwise;
}
