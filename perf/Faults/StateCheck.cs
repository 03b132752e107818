using System.Collections.Concurrent;
using System.Globalization;
using IpdEngine.Catalog.Model;
using IpdEngine.Panel;
using IpdEngine.Panel.Store;
using IpdEngine.Worker.Inbox;

namespace IpdEngine.Perf.Faults;

/// <summary>Holds the folders of a worker and its store to what they promise, whoever writes them and whenever.</summary>
/// <param name="state">The state folder.</param>
/// <param name="store">The store's folder.</param>
/// <param name="census">Takes what is wrong.</param>
internal sealed class StateCheck(string state, string store, Census census)
{
    // Tables that were read whole once need only have the same bytes when they are met again.
    private static readonly ConcurrentDictionary<string, bool> s_read = new(StringComparer.Ordinal);
    private readonly PanelStore _store = new(store);

    /// <summary>The uploads that are there.</summary>
    public IReadOnlyList<UploadFolder> Uploads { get; private set; } = [];

    /// <summary>What must hold at any instant, also of a disk after a power cut: what is visible is whole.</summary>
    public void AtRest()
    {
        census.Looks++;
        Uploads = [.. Places().Where(Directory.Exists).SelectMany(Directory.EnumerateDirectories).Where(folder => UploadId.IsValid(Path.GetFileName(folder))).Select(Read).OfType<UploadFolder>()];
        foreach (var twice in Uploads.GroupBy(upload => upload.Receipt.Id).Where(group => group.Count() > 1))
            census.Half($"upload {twice.Key} stands in {twice.Count()} places");
        foreach (var study in Studies())
            Versions(study);
    }

    /// <summary>What must hold besides once a worker has started and worked its inbox off.</summary>
    public void Settled()
    {
        AtRest();
        foreach (var leftover in Leftovers())
            census.Leave(leftover);
        var claimed = new Dictionary<(string, int), string>();
        foreach (var upload in Uploads.OrderBy(upload => upload.Receipt.Order, StringComparer.Ordinal))
            Outcome(upload, claimed);
        foreach (var study in Studies())
            foreach (var manifest in _store.History(study))
                if (!claimed.ContainsKey((study, manifest.Version)))
                    census.Disorder($"{study} version {manifest.Version} is no upload's");
        // Versions come in the order of the uploads.
        foreach (var group in claimed.GroupBy(pair => pair.Key.Item1))
            if (!group.OrderBy(pair => pair.Key.Item2).Select(pair => pair.Value).SequenceEqual(group.Select(pair => pair.Value).Order(StringComparer.Ordinal)))
                census.Disorder($"versions of {group.Key} do not come in the order of their uploads");
    }

    /// <summary>What a crash may leave for the next start to remove.</summary>
    public IReadOnlyList<string> Leftovers() =>
    [
        .. Existing(Path.Combine(state, "inbox", ".partial")).SelectMany(Directory.EnumerateDirectories),
        .. new[] { state, store }.SelectMany(Existing).SelectMany(root => Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)).Where(IsPassing),
        .. Studies().SelectMany(study => Directory.EnumerateDirectories(Path.Combine(store, "studies", study))).Where(folder => !File.Exists(Path.Combine(folder, "manifest.json"))),
    ];

    private static bool IsPassing(string path) =>
        Path.GetFileName(path) is var name && (name.EndsWith(DurableFiles.Passing, StringComparison.Ordinal) || name.EndsWith(".next", StringComparison.Ordinal));

    private static IEnumerable<string> Existing(string folder) => Directory.Exists(folder) ? [folder] : [];

    private string[] Places() => [Path.Combine(state, "inbox"), Path.Combine(state, "done"), Path.Combine(state, "quarantine")];

    private IEnumerable<string> Studies() =>
        Existing(Path.Combine(store, "studies")).SelectMany(Directory.EnumerateDirectories).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal);

    private UploadFolder? Read(string folder)
    {
        var upload = UploadFolder.At(folder, DurableFiles.Local);
        if (upload is null)
            census.Half($"{folder} has no receipt");
        else if (!upload.RawDeleted && DurableFiles.HashOf(upload.DataPath) != upload.Receipt.Data.Sha256)
            census.Half($"{upload.DataPath} is not what its receipt says");
        return upload;
    }

    private void Versions(string study)
    {
        try
        {
            var history = _store.History(study);
            for (var i = 0; i < history.Count; i++)
            {
                if (history[i].Version != i + 1)
                    census.Disorder($"{study} has version {history[i].Version} in place {i + 1}");
                if (i > 0 && history[i].Identity == history[i - 1].Identity)
                    census.Disorder($"{study} versions {i} and {i + 1} are the same upload");
                Verify(study, history[i]);
            }
        }
        catch (Exception fault) when (fault is BrokenStoreException or IOException)
        {
            census.Half($"{study}: {fault.Message}");
        }
    }

    private void Verify(string study, StudyManifest manifest)
    {
        var folder = Path.Combine(store, "studies", study, string.Create(CultureInfo.InvariantCulture, $"{manifest.Version:0000}.{manifest.Revision}"));
        var isSame = DurableFiles.HashOf(Path.Combine(folder, "sessions.parquet")) == manifest.SessionsHash && DurableFiles.HashOf(Path.Combine(folder, "participants.parquet")) == manifest.ParticipantsHash;
        if (isSame && s_read.ContainsKey(manifest.Seal))
            return;
        _store.Load(study, manifest.Version);
        s_read[manifest.Seal] = true;
    }

    private void Outcome(UploadFolder upload, Dictionary<(string, int), string> claimed)
    {
        var (id, place) = (upload.Receipt.Id, Path.GetFileName(Path.GetDirectoryName(upload.Path)!));
        if (upload.Receipt.Description is { } text && DurableFiles.HashOf(upload.DescriptionPath) != text.Sha256)
            census.Half($"the description of upload {id} is not what its receipt says");
        if (upload.Outcome() is not { } outcome)
        {
            if (upload.Receipt.Description is not null || place != "inbox")
                census.Lose($"upload {id} in {place} has no outcome");
            return;
        }
        if (place != (outcome.Version is null ? "quarantine" : "done"))
            census.Disorder($"upload {id} is {outcome.State} and stands in {place}");
        if (outcome is not { Version: { } version, Study: { } study } || _store.IsWithdrawn(study))
            return;
        if (_store.History(study).FirstOrDefault(manifest => manifest.Version == version) is not { } manifest)
            census.Half($"upload {id} became {study} version {version}, which is not there");
        else if (manifest.Source.RawHash != upload.Receipt.Data.Sha256)
            census.Disorder($"upload {id} became {study} version {version}, which is of other bytes");
        else if (outcome.State == UploadState.Stored && !claimed.TryAdd((study, version), upload.Receipt.Order))
            census.Disorder($"two uploads became {study} version {version}");
    }
}
