using System.Net.Http.Json;
using System.Text.Json;
using IpdEngine.Catalog.Model;
using IpdEngine.Numerics.Random;
using IpdEngine.Worker.Inbox;

namespace IpdEngine.Perf.Faults.Kills;

/// <summary>
/// SIGKILL to the real worker process at random instants: while uploads arrive over both doors, while they are ingested, while it starts. After each kill the disk is
/// looked at as it lies, after each start what it made of it, and at the end every acknowledged upload must have its outcome.
/// </summary>
internal sealed class KillCampaign : IDisposable
{
    private const int Senders = 3;
    private static readonly string[] s_places = ["inbox", "done", "quarantine"];
    private const int LongestLife = 2500;
    private readonly string _root = Directory.CreateTempSubdirectory("ipd-kills-").FullName;
    private readonly ulong _seed;
    private readonly Sender _sender;
    private readonly StateCheck _check;
    private readonly Dictionary<string, int> _met = new(StringComparer.Ordinal);

    private KillCampaign(ulong seed)
    {
        _seed = seed;
        Directory.CreateDirectory(Drop);
        _sender = new Sender(Drop, seed);
        _check = new StateCheck(State, Store, Census);
    }

    public Census Census { get; } = new();

    public int Kills { get; private set; }

    /// <summary>What the kills met, with how many of them did.</summary>
    public string Met => string.Join(", ", _met.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {pair.Value}"));

    private string Drop => Path.Combine(_root, "drop");

    private string Store => Path.Combine(_root, "store");

    private string State => Path.Combine(_root, "store.worker");

    /// <summary>Kills so often, and looks at everything at the end.</summary>
    /// <param name="kills">How often.</param>
    /// <param name="seed">Seed of the instants and of what is sent.</param>
    /// <param name="told">Told of each kill.</param>
    public static async Task<KillCampaign> RunAsync(int kills, ulong seed, Action<string>? told = null)
    {
        var campaign = new KillCampaign(seed);
        for (var kill = 0; kill < kills; kill++)
        {
            await campaign.KillAsync(kill);
            told?.Invoke($"kill {kill + 1}: {campaign._sender.Acknowledged.Count} acknowledged, {campaign.Census.Faults.Count} faults");
        }
        await campaign.EndAsync();
        return campaign;
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private async Task KillAsync(int number)
    {
        var draw = new Philox(_seed, 1_000_000 + (ulong)number);
        var left = _check.Leftovers().Where(Directory.Exists).ToDictionary(folder => folder, Directory.GetCreationTimeUtc);
        using var worker = Start();
        if (draw.NextBelow(6) == 0)
        {
            await Task.Delay(draw.NextBelow(LongestLife));
            worker.Kill();
            Count("start", true);
        }
        else
        {
            await worker.ReadyAsync(Path.Combine(_root, "token"));
            foreach (var (folder, made) in left)
                if (Directory.Exists(folder) && !File.Exists(Path.Combine(folder, "manifest.json")) && Directory.GetCreationTimeUtc(folder) == made)
                    Census.Leave(folder);
            using var stop = new CancellationTokenSource();
            var sending = Enumerable.Range(0, Senders).Select(_ => _sender.SendAsync(worker.Client, stop.Token)).Append(_sender.DropAsync(stop.Token)).ToList();
            await Task.Delay(draw.NextBelow(LongestLife));
            worker.Kill();
            await stop.CancelAsync();
            await Task.WhenAll(sending);
        }
        Kills++;
        Look();
    }

    // Nothing runs: what is visible now is what a reader would see at the instant of the kill.
    private void Look()
    {
        _check.AtRest();
        var there = _check.Uploads.Select(upload => upload.Receipt.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var sent in _sender.Acknowledged)
            if (sent.Upload is { } id ? !there.Contains(id) : !StillDropped(sent) && !Taken(sent).Any())
                Census.Lose($"upload {sent.Upload ?? sent.Dropped} of {sent.Study}");
        var left = _check.Leftovers();
        Count("half-received upload", left.Any(path => path.Contains(".partial", StringComparison.Ordinal)));
        Count("half-written version", left.Any(path => path.StartsWith(Store, StringComparison.Ordinal) && Directory.Exists(path)));
        Count("half-written state file", left.Any(path => path.EndsWith(".new", StringComparison.Ordinal)));
        Count("half-removed pair", Directory.EnumerateFiles(Drop, ".taken-*").Any());
        Count("waiting upload", _check.Uploads.Any(upload => upload.Outcome() is null));
        Count("outcome not yet settled", _check.Uploads.Any(upload => upload.Path.Contains("inbox", StringComparison.Ordinal) && upload.Outcome() is not null));
    }

    private async Task EndAsync()
    {
        using (var worker = Start())
        {
            await worker.ReadyAsync(Path.Combine(_root, "token"));
            for (var wait = 0; wait < 6000 && (Directory.EnumerateFiles(Drop, "*.yaml").Any() || Directory.EnumerateDirectories(Path.Combine(State, "inbox")).Any(folder => UploadId.IsValid(Path.GetFileName(folder)))); wait++)
                await Task.Delay(100);
            await CompareCatalogueAsync(worker);
            worker.Kill();
        }
        _check.Settled();
        foreach (var left in Directory.EnumerateFiles(Drop))
            Census.Leave(left);
        var byId = _check.Uploads.ToDictionary(upload => upload.Receipt.Id, StringComparer.Ordinal);
        foreach (var sent in _sender.Acknowledged)
        {
            var uploads = sent.Upload is { } id ? byId.TryGetValue(id, out var one) ? [one] : [] : Taken(sent).ToList();
            if (uploads.Count == 0)
                Census.Lose($"upload {sent.Upload ?? sent.Dropped} of {sent.Study}");
            foreach (var upload in uploads)
                Judge(upload, sent);
        }
        Census.Acknowledged = _sender.Acknowledged.Count;
        Count("request broken off", false);
        _met["request broken off"] = _sender.BrokenOff;
    }

    private void Judge(UploadFolder upload, Sent sent)
    {
        if (upload.Receipt.Data.Sha256 != sent.DataSha256 || upload.Receipt.Description?.Sha256 != sent.DescriptionSha256)
            Census.Lose($"the bytes of upload {upload.Receipt.Id}");
        else if (upload.Outcome() is not { } outcome)
            Census.Lose($"the outcome of upload {upload.Receipt.Id}");
        else if (outcome.State == UploadState.Refused && !sent.MayBeRefused)
            Census.Lose($"upload {upload.Receipt.Id} of {sent.Study} was refused: {outcome.Findings[0].Code}");
    }

    // The catalogue follows the folders: rows of all uploads and versions, and a chain of audit entries without a break.
    private async Task CompareCatalogueAsync(WorkerProcess worker)
    {
        var audit = await worker.Client.GetFromJsonAsync<JsonElement>("/api/audit?most=1");
        if (audit.GetProperty("firstBreak").ValueKind != JsonValueKind.Null)
            Census.Disorder("the audit trail has a break");
        var rows = new Dictionary<string, string>(StringComparer.Ordinal);
        for (string? before = null; ;)
        {
            var page = await worker.Client.GetFromJsonAsync<List<JsonElement>>($"/api/uploads?most=200{(before is null ? "" : "&before=" + before)}");
            foreach (var row in page!)
                rows[before = row.GetProperty("id").GetString()!] = row.GetProperty("state").GetString()!;
            if (page.Count < 200)
                break;
        }
        foreach (var upload in s_places.Select(place => Path.Combine(State, place)).SelectMany(Directory.EnumerateDirectories).Select(folder => Path.GetFileName(folder)).Where(UploadId.IsValid))
            if (!rows.Remove(upload, out var state))
                Census.Disorder($"the catalogue does not know upload {upload}");
            else if (state is "received")
                Census.Disorder($"the catalogue does not know the end of upload {upload}");
        foreach (var row in rows.Keys)
            Census.Disorder($"the catalogue knows upload {row}, which is not there");
    }

    private WorkerProcess Start() => WorkerProcess.Start(_root, "--workers", "2", "--drop-folder", Drop, "--drop-quiet-seconds", "0.1", "--requests-per-minute", "1000000");

    private bool StillDropped(Sent sent) => File.Exists(Path.Combine(Drop, sent.Dropped!));

    private IEnumerable<UploadFolder> Taken(Sent sent) =>
        _check.Uploads.Where(upload => upload.Receipt.Door == "drop" && upload.Receipt.Description?.Sha256 == sent.DescriptionSha256);

    private void Count(string what, bool wasMet) => _met[what] = _met.GetValueOrDefault(what) + (wasMet ? 1 : 0);
}
