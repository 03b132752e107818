using IpdEngine.Numerics.Random;

namespace IpdEngine.Perf.Faults.Kills;

/// <summary>
/// SIGKILL to the real worker process at random instants: while uploads arrive over both doors, while they are ingested, while it starts. After each kill the disk is
/// looked at as it lies, after each start what it made of it, and at the end every acknowledged upload must have its outcome.
/// </summary>
internal sealed class KillCampaign : IDisposable
{
    private const int Senders = 3;
    private const int LongestLife = 2500;
    private readonly WorkerSite _site;
    private readonly ulong _seed;

    private KillCampaign(ulong seed) => (_seed, _site) = (seed, new WorkerSite(seed));

    public Census Census => _site.Census;

    public int Kills { get; private set; }

    /// <summary>What the kills met, with how many of them did.</summary>
    public string Met => _site.Met;

    /// <summary>Kills so often, and looks at everything at the end.</summary>
    /// <param name="kills">How often.</param>
    /// <param name="seed">Seed of the instants and of what is sent.</param>
    /// <param name="told">Told of each kill.</param>
    public static async Task<KillCampaign> RunAsync(int kills, ulong seed, Action<string>? told = null)
    {
        var campaign = new KillCampaign(seed);
        var site = campaign._site;
        for (var kill = 0; kill < kills; kill++)
        {
            await campaign.KillAsync(kill);
            told?.Invoke($"kill {kill + 1}: {site.Sender.Acknowledged.Count} acknowledged, {site.Census.Faults.Count} faults");
        }
        using var last = site.Start();
        await last.ReadyAsync(site.TokenFile);
        await site.EndAsync(last);
        return campaign;
    }

    public void Dispose() => _site.Dispose();

    private async Task KillAsync(int number)
    {
        var draw = new Philox(_seed, 1_000_000 + (ulong)number);
        var left = _site.Check.Leftovers().Where(Directory.Exists).ToDictionary(folder => folder, Directory.GetCreationTimeUtc);
        using var worker = _site.Start();
        if (draw.NextBelow(6) == 0)
        {
            await Task.Delay(draw.NextBelow(LongestLife));
            worker.Kill();
            _site.Count("start", true);
        }
        else
        {
            await worker.ReadyAsync(_site.TokenFile);
            foreach (var (folder, made) in left)
                if (Directory.Exists(folder) && !File.Exists(Path.Combine(folder, "manifest.json")) && Directory.GetCreationTimeUtc(folder) == made)
                    Census.Leave(folder);
            using var stop = new CancellationTokenSource();
            var sending = _site.Send(worker, Senders, stop.Token);
            await Task.Delay(draw.NextBelow(LongestLife));
            worker.Kill();
            await stop.CancelAsync();
            await Task.WhenAll(sending);
        }
        Kills++;
        _site.Look();
    }
}
