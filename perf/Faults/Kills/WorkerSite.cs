using System.Net.Http.Json;
using System.Text.Json;
using IpdEngine.Catalog.Model;
using IpdEngine.Worker.Inbox;

namespace IpdEngine.Perf.Faults.Kills;

/// <summary>The folders of one worker process after the other, the data managers who send to it, and what is held to be true of it whatever happens.</summary>
internal sealed class WorkerSite : IDisposable
{
    private static readonly string[] s_places = ["inbox", "done", "quarantine"];
    private readonly string _root = Directory.CreateTempSubdirectory("ipd-site-").FullName;
    private readonly Dictionary<string, int> _met = new(StringComparer.Ordinal);

    public WorkerSite(ulong seed)
    {
        Directory.CreateDirectory(Drop);
        Sender = new Sender(Drop, seed);
        Check = new StateCheck(State, Store, Census);
    }

    public Census Census { get; } = new();

    public Sender Sender { get; }

    public StateCheck Check { get; }

    public string Drop => Path.Combine(_root, "drop");

    public string Store => Path.Combine(_root, "store");

    public string State => Path.Combine(_root, "store.worker");

    /// <summary>Where the worker writes its API token.</summary>
    public string TokenFile => Path.Combine(_root, "token");

    /// <summary>What was met when it was looked, with how often.</summary>
    public string Met => string.Join(", ", _met.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {pair.Value}"));

    public WorkerProcess Start(params string[] settings) =>
        WorkerProcess.Start(_root, ["--workers", "2", "--drop-folder", Drop, "--drop-quiet-seconds", "0.1", "--requests-per-minute", "1000000", .. settings]);

    /// <summary>Data managers send over both doors until they are stopped or the worker is gone.</summary>
    public IReadOnlyList<Task> Send(WorkerProcess worker, int senders, CancellationToken stop) =>
        [.. Enumerable.Range(0, senders).Select(_ => Sender.SendAsync(worker.Client, stop)), Sender.DropAsync(stop)];

    /// <summary>Notes whether something was met.</summary>
    public void Count(string what, bool wasMet) => _met[what] = _met.GetValueOrDefault(what) + (wasMet ? 1 : 0);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    /// <summary>Looks at the disk while nothing runs: what is visible is what a reader would see at the instant of the kill.</summary>
    public void Look()
    {
        Check.AtRest();
        var there = Check.Uploads.Select(upload => upload.Receipt.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var sent in Sender.Acknowledged)
            if (sent.Upload is { } id ? !there.Contains(id) : !StillDropped(sent) && !Taken(sent).Any())
                Census.Lose($"upload {sent.Upload ?? sent.Dropped} of {sent.Study}");
        var left = Check.Leftovers();
        Count("half-received upload", left.Any(path => path.Contains(".partial", StringComparison.Ordinal)));
        Count("half-written version", left.Any(path => path.StartsWith(Store, StringComparison.Ordinal) && Directory.Exists(path)));
        Count("half-written state file", left.Any(path => path.EndsWith(".new", StringComparison.Ordinal)));
        Count("half-removed pair", Directory.EnumerateFiles(Drop, ".taken-*").Any());
        Count("waiting upload", Check.Uploads.Any(upload => upload.Outcome() is null));
        Count("outcome not yet settled", Check.Uploads.Any(upload => upload.Path.Contains("inbox", StringComparison.Ordinal) && upload.Outcome() is not null));
    }

    /// <summary>Waits until a worker has worked everything off, compares its catalogue, stops it, and looks for everything that was acknowledged.</summary>
    public async Task EndAsync(WorkerProcess worker)
    {
        for (var wait = 0; wait < 6000 && (Directory.EnumerateFiles(Drop, "*.yaml").Any() || InInbox().Any()); wait++)
            await Task.Delay(100);
        // A catalogue that was away is caught up with in the worker's next round.
        IReadOnlyList<string> differences = [];
        for (var wait = 0; wait < 60 && (wait == 0 || differences.Count > 0); wait++)
        {
            if (wait > 0)
                await Task.Delay(1000);
            differences = await CatalogueDifferencesAsync(worker);
        }
        foreach (var difference in differences)
            Census.Disorder(difference);
        worker.Kill();
        Check.Settled();
        foreach (var left in Directory.EnumerateFiles(Drop))
            Census.Leave(left);
        var byId = Check.Uploads.ToDictionary(upload => upload.Receipt.Id, StringComparer.Ordinal);
        foreach (var sent in Sender.Acknowledged)
        {
            var uploads = sent.Upload is { } id ? byId.TryGetValue(id, out var one) ? [one] : [] : Taken(sent).ToList();
            if (uploads.Count == 0)
                Census.Lose($"upload {sent.Upload ?? sent.Dropped} of {sent.Study}");
            foreach (var upload in uploads)
                Judge(upload, sent);
        }
        Census.Acknowledged = Sender.Acknowledged.Count;
        _met["request broken off"] = Sender.BrokenOff;
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
    private async Task<IReadOnlyList<string>> CatalogueDifferencesAsync(WorkerProcess worker)
    {
        var found = new List<string>();
        var audit = await worker.Client.GetFromJsonAsync<JsonElement>("/api/audit?most=1");
        if (audit.GetProperty("firstBreak").ValueKind != JsonValueKind.Null)
            found.Add("the audit trail has a break");
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
                found.Add($"the catalogue does not know upload {upload}");
            else if (state is "received")
                found.Add($"the catalogue does not know the end of upload {upload}");
        found.AddRange(rows.Keys.Select(row => $"the catalogue knows upload {row}, which is not there"));
        return found;
    }

    private IEnumerable<string> InInbox() => Directory.EnumerateDirectories(Path.Combine(State, "inbox")).Where(folder => UploadId.IsValid(Path.GetFileName(folder)));

    private bool StillDropped(Sent sent) => File.Exists(Path.Combine(Drop, sent.Dropped!));

    private IEnumerable<UploadFolder> Taken(Sent sent) =>
        Check.Uploads.Where(upload => upload.Receipt.Door == "drop" && upload.Receipt.Description?.Sha256 == sent.DescriptionSha256);
}
