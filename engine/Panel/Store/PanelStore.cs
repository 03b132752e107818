namespace IpdEngine.Panel.Store;

/// <summary>
/// The studies of a project on disk: immutable versions, visible at once or not at all, each of which verifies itself when read. Everything in it is
/// Parquet and JSON.
/// </summary>
/// <remarks>
/// <c>studies/STUDY/VERSION.REVISION/{sessions.parquet, participants.parquet, items.json, manifest.json}</c>, <c>tombstones/STUDY.json</c>, <c>runs/RUN.json</c>.
/// Writers take turns; readers never wait.
/// </remarks>
public sealed class PanelStore
{
    private readonly string _folder;
    private readonly DurableFiles _files;
    private readonly VersionWriter _writer;

    /// <summary>A store in a folder of this machine's disk, which the first study makes.</summary>
    public PanelStore(string folder) : this(folder, DurableFiles.Local) { }

    /// <summary>A store in a folder, which the first study makes.</summary>
    /// <param name="folder">The store's folder.</param>
    /// <param name="files">Writes it.</param>
    public PanelStore(string folder, DurableFiles files)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(files);
        _folder = Path.GetFullPath(folder);
        _files = files;
        _writer = new VersionWriter(files);
    }

    /// <summary>
    /// Removes what a crash left in any study, and finishes a withdrawal that it broke off. Every write does so for its own study; a program that has been started again
    /// does it for all.
    /// </summary>
    /// <exception cref="IOException">The store cannot be written.</exception>
    public void Recover()
    {
        using var turn = StoreLock.Take(_folder, _files);
        foreach (var folder in new[] { _folder, TombstoneFolder, RunFolder })
            if (Directory.Exists(folder))
                _files.CleanPassing(folder);
        foreach (var study in Studies())
            Recover(study, TombstoneOf(study));
    }

    /// <summary>Stores a study. The same upload as the newest version changes nothing; withdrawn participants are left out.</summary>
    /// <param name="panel">The study.</param>
    /// <param name="source">Where it came from.</param>
    /// <param name="items">What is kept of the items of its scales; no part of the version's identity.</param>
    /// <returns>The manifest of the version, and whether it is new.</returns>
    /// <exception cref="ArgumentException">The study's code is not valid, or the study was withdrawn.</exception>
    /// <exception cref="IOException">The store cannot be written.</exception>
    public (StudyManifest Manifest, bool IsNew) Add(StudyPanel panel, StudySource source, IReadOnlyList<ScaleItems>? items = null)
    {
        ArgumentNullException.ThrowIfNull(panel);
        ArgumentNullException.ThrowIfNull(source);
        var study = StudyCode.Checked(panel.Facts.Study);
        using var turn = StoreLock.Take(_folder, _files);
        var tombstone = TombstoneOf(study);
        if (tombstone.Whole)
            throw new ArgumentException($"found study '{study}', which was withdrawn from this store, expected another", nameof(panel));
        Recover(study, tombstone);
        var visible = VersionFolders.Visible(StudyFolder(study));
        if (visible.Count > 0 && JsonFile.ReadManifest(visible[^1].ManifestPath) is var newest && newest.Identity == source.Identity())
            return (newest, false);
        var version = visible.Count == 0 ? 1 : visible[^1].Version + 1;
        var rest = StudyPanelSelection.Without(panel, tombstone.Covers);
        return (_writer.Write(StudyFolder(study), rest, source, version, revision: 0, ReferenceEquals(rest, panel) ? items : null), true);
    }

    /// <summary>A study, verified against its manifest.</summary>
    /// <param name="study">The study's code.</param>
    /// <param name="version">A version, or null for the newest.</param>
    /// <exception cref="ArgumentException">The store has no such study or version.</exception>
    /// <exception cref="BrokenStoreException">A file is not what its manifest says.</exception>
    public StudyPanel Load(string study, int? version = null)
    {
        var tombstone = TombstoneOf(StudyCode.Checked(study));
        try
        {
            return StudyPanelSelection.Without(VersionReader.Read(PlaceOf(study, version)), tombstone.Covers);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // A withdrawal has replaced the folder between finding and reading it: its successor is there now.
            return StudyPanelSelection.Without(VersionReader.Read(PlaceOf(study, version)), tombstone.Covers);
        }
    }

    /// <summary>Means and covariances of the items of a version's scales; none where it has no scale that was read item by item, or where a participant has been withdrawn from it since.</summary>
    /// <exception cref="ArgumentException">The store has no such study or version.</exception>
    /// <exception cref="BrokenStoreException">A file is not what its manifest says.</exception>
    public IReadOnlyList<ScaleItems> Items(string study, int? version = null)
    {
        var tombstone = TombstoneOf(StudyCode.Checked(study));
        try
        {
            var place = PlaceOf(study, version);
            var items = VersionReader.ReadItems(place);
            // A crash may stand between a withdrawal and its rewriting.
            return items.Count == 0 || tombstone.Participants.Count == 0 || VersionReader.Read(place) is var panel && ReferenceEquals(StudyPanelSelection.Without(panel, tombstone.Covers), panel) ? items : [];
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // A withdrawal has replaced the folder between finding and reading it; its successor has no items.
            return [];
        }
    }

    /// <summary>The manifest of a version, or of the newest.</summary>
    /// <exception cref="ArgumentException">The store has no such study or version.</exception>
    public StudyManifest Manifest(string study, int? version = null) =>
        JsonFile.ReadManifest(PlaceOf(StudyCode.Checked(study), version).ManifestPath);

    /// <summary>The manifests of all versions of a study, oldest first; none where the store has no such study.</summary>
    public IReadOnlyList<StudyManifest> History(string study) =>
        TombstoneOf(StudyCode.Checked(study)).Whole
            ? []
            : [.. VersionFolders.Visible(StudyFolder(study)).Select(place => JsonFile.ReadManifest(place.ManifestPath))];

    /// <summary>The newest manifest of every study, in ordinal order of code.</summary>
    public IReadOnlyList<StudyManifest> List() =>
        [.. Studies().Select(History).Where(history => history.Count > 0).Select(history => history[^1])];

    /// <summary>True where the whole study was withdrawn; what is no code of a study was not.</summary>
    public bool IsWithdrawn(string? study) => StudyCode.IsValid(study) && TombstoneOf(study!).Whole;

    /// <summary>
    /// Erases a participant from all versions of a study, or the study, and leaves a tombstone so that a repeated upload does not bring the data back.
    /// From the moment the tombstone is in place no reader sees the data; a crash after it is made good by the next write. What was withdrawn before is no fault.
    /// </summary>
    /// <param name="study">The study's code.</param>
    /// <param name="participant">The participant's pseudonym, or null for the whole study.</param>
    /// <exception cref="ArgumentException">The store has no such study, or no version of it that participant.</exception>
    public Withdrawal Withdraw(string study, string? participant = null)
    {
        StudyCode.Checked(study);
        using var turn = StoreLock.Take(_folder, _files);
        var before = TombstoneOf(study);
        Recover(study, before);
        // Asked again after a crash or a full disk: what the first time began is now finished.
        if (before.Whole || (participant is not null && before.Covers(participant)))
            return new Withdrawal([], RunsOf(study));
        var places = VersionFolders.Visible(StudyFolder(study));
        if (places.Count == 0)
            throw new ArgumentException($"found no study '{study}' in the store, expected one of: {string.Join(", ", List().Select(m => m.Facts.Study))}", nameof(study));
        int[] versions = [.. places.Where(place => participant is null || VersionReader.Holds(place, participant)).Select(place => place.Version)];
        if (versions.Length == 0)
            throw new ArgumentException($"found no such participant in study '{study}', expected a pseudonym of its participants table", nameof(participant));
        var after = before.With(participant);
        _files.MakeFolder(TombstoneFolder);
        _files.Replace(TombstonePath(study), JsonFile.Bytes(after));
        Recover(study, after);
        return new Withdrawal(versions, RunsOf(study));
    }

    /// <summary>Notes which study versions a run used.</summary>
    /// <exception cref="ArgumentException">The run's name is not valid.</exception>
    public void RecordRun(RunRecord run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var name = StudyCode.Checked(run.Run);
        using var turn = StoreLock.Take(_folder, _files);
        _files.MakeFolder(RunFolder);
        _files.Replace(Path.Combine(RunFolder, name + ".json"), JsonFile.Bytes(run));
    }

    /// <summary>The recorded runs, in ordinal order of name.</summary>
    public IReadOnlyList<RunRecord> Runs() => Directory.Exists(RunFolder)
        ? [.. Directory.EnumerateFiles(RunFolder, "*.json").Order(StringComparer.Ordinal).Select(JsonFile.Read<RunRecord>)]
        : [];

    /// <summary>Finishes what a crash interrupted: leftovers go, and versions that still hold withdrawn data are rewritten without.</summary>
    private void Recover(string study, Tombstone tombstone)
    {
        var folder = StudyFolder(study);
        if (!Directory.Exists(folder))
            return;
        VersionFolders.Clean(folder, _files);
        if (tombstone.Whole)
        {
            _files.DeleteFolder(folder);
            return;
        }
        foreach (var place in tombstone.Participants.Count == 0 ? [] : VersionFolders.Visible(folder))
            _writer.Rewrite(place, tombstone);
        VersionFolders.Clean(folder, _files);
        // A process that was killed may have made an entry and not synced it: what is seen here must also outlast a power cut.
        if (VersionFolders.Visible(folder) is [.., var newest])
            _files.SyncFolder(newest.Folder);
        _files.SyncFolder(folder);
        _files.SyncFolder(StudiesFolder);
        _files.SyncFolder(_folder);
    }

    private string[] RunsOf(string study) => [.. Runs().Where(run => run.Uses.Any(use => use.Study == study)).Select(run => run.Run)];

    private IEnumerable<string> Studies() => Directory.Exists(StudiesFolder)
        ? Directory.EnumerateDirectories(StudiesFolder).Select(folder => Path.GetFileName(folder)).Where(StudyCode.IsValid).Order(StringComparer.Ordinal)
        : [];

    private VersionFolders.Place PlaceOf(string study, int? version)
    {
        var visible = TombstoneOf(study).Whole ? [] : VersionFolders.Visible(StudyFolder(study));
        foreach (var place in visible.Reverse())
            if (version is null || place.Version == version)
                return place;
        throw new ArgumentException(
            $"found no {(version is null ? "" : $"version {version} of ")}study '{study}' in the store, expected {(visible.Count == 0 ? "a study of its list" : $"version 1 to {visible[^1].Version}")}",
            nameof(study));
    }

    private Tombstone TombstoneOf(string study) =>
        File.Exists(TombstonePath(study)) ? JsonFile.Read<Tombstone>(TombstonePath(study)) : new Tombstone(study, false, []);

    private string TombstonePath(string study) => Path.Combine(TombstoneFolder, study + ".json");

    private string TombstoneFolder => Path.Combine(_folder, "tombstones");

    private string RunFolder => Path.Combine(_folder, "runs");

    private string StudiesFolder => Path.Combine(_folder, "studies");

    private string StudyFolder(string study) => Path.Combine(StudiesFolder, study);
}
