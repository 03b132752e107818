using System.Net;
using IpdEngine.Numerics.Random;
using IpdEngine.Perf.Faults.Kills;

namespace IpdEngine.Perf.Faults.Outages;

/// <summary>
/// Takes something away from a running worker while data managers send to it, and brings it back: clients are told, the health route says so, nothing that was acknowledged
/// is lost, and the worker goes on by itself.
/// </summary>
internal sealed class OutageCampaign : IDisposable
{
    private const int Senders = 2;
    private readonly WorkerSite _site;
    private readonly IOutage _outage;

    private OutageCampaign(WorkerSite site, IOutage outage) => (_site, _outage) = (site, outage);

    public Census Census => _site.Census;

    public string Name => _outage.Name;

    public int Outages { get; private set; }

    /// <summary>What clients were answered: status and how often.</summary>
    public string Answers => string.Join(", ", _site.Sender.Answers.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}: {pair.Value}"));

    /// <summary>How often the health route said that it is not ready while something was away.</summary>
    public int Unready { get; private set; }

    /// <summary>Runs some outages.</summary>
    /// <param name="outage">Makes the outage for a site.</param>
    /// <param name="times">How often.</param>
    /// <param name="seed">Seed of the instants and of what is sent.</param>
    public static async Task<OutageCampaign> RunAsync(Func<WorkerSite, IOutage> outage, int times, ulong seed)
    {
        var site = new WorkerSite(seed);
        var campaign = new OutageCampaign(site, outage(site));
        using var worker = site.Start(campaign._outage.Settings);
        await worker.ReadyAsync(site.TokenFile);
        var draw = new Philox(seed, 2_000_000);
        using var stop = new CancellationTokenSource();
        var sending = site.Send(worker, Senders, stop.Token);
        for (var time = 0; time < times; time++)
        {
            await Task.Delay(300 + draw.NextBelow(1500));
            campaign._outage.Begin();
            await campaign.AskAsync(worker);
            await Task.Delay(draw.NextBelow(1500));
            campaign._outage.End();
            campaign.Outages++;
            await ReadyAgainAsync(worker);
        }
        await stop.CancelAsync();
        await Task.WhenAll(sending);
        if (worker.HasExited)
            site.Census.Fail($"the worker ended: {worker.Errors}");
        await site.EndAsync(worker);
        return campaign;
    }

    public void Dispose()
    {
        _outage.Dispose();
        _site.Dispose();
    }

    private async Task AskAsync(WorkerProcess worker)
    {
        using var answer = await worker.Client.GetAsync("/health/ready");
        if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
            Unready++;
        else
            Census.Fail($"the health route said {(int)answer.StatusCode} while away: {Name}");
        if (!(await worker.Client.GetAsync("/health/live")).IsSuccessStatusCode)
            Census.Fail("the process said that it does not live");
    }

    private static async Task ReadyAgainAsync(WorkerProcess worker)
    {
        for (var wait = 0; wait < 600; wait++)
        {
            if ((await worker.Client.GetAsync("/health/ready")).IsSuccessStatusCode)
                return;
            await Task.Delay(100);
        }
        throw new TimeoutException("the worker is not ready a minute after what it needs came back");
    }
}
