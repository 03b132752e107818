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
    private readonly VersionWriter _writer;

    /// <summary>A store in a folder, which the first study makes.</summary>
    public PanelStore(string folder) : this(folder, static _ => { }) { }

    /// <param name="folder">The store's folder.</param>
    /// <param name="step">Told each step of writing before it is taken; a test stops there as a crash would.</param>
    internal PanelStore(string folder, Action<string> step)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _folder = Path.GetFullPath(folder);
        _writer = new VersionWriter(step);
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
        using var turn = StoreLock.Take(_folder);
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
    public IReadOnlyList<StudyManifest> List()
    {
        var studies = Path.Combine(_folder, "studies");
        if (!Directory.Exists(studies))
            return [];
        return
        [
            .. Directory.EnumerateDirectories(studies).Select(folder => Path.GetFileName(folder)).Where(StudyCode.IsValid)
                .Order(StringComparer.Ordinal).Select(History).Where(history => history.Count > 0).Select(history => history[^1]),
        ];
    }

    /// <summary>
    /// Erases a participant from all versions of a study, or the study, and leaves a tombstone so that a repeated upload does not bring the data back.
    /// From the moment the tombstone is in place no reader sees the data; a crash after it is made good by the next write.
    /// </summary>
    /// <param name="study">The study's code.</param>
    /// <param name="participant">The participant's pseudonym, or null for the whole study.</param>
    /// <exception cref="ArgumentException">The store has no such study, or no version of it that participant.</exception>
    public Withdrawal Withdraw(string study, string? participant = null)
    {
        StudyCode.Checked(study);
        using var turn = StoreLock.Take(_folder);
        var before = TombstoneOf(study);
        Recover(study, before);
        var places = before.Whole ? [] : VersionFolders.Visible(StudyFolder(study));
        if (places.Count == 0)
            throw new ArgumentException($"found no study '{study}' in the store, expected one of: {string.Join(", ", List().Select(m => m.Facts.Study))}", nameof(study));
        int[] versions = [.. places.Where(place => participant is null || VersionReader.Holds(place, participant)).Select(place => place.Version)];
        if (versions.Length == 0)
            throw new ArgumentException($"found no such participant in study '{study}', expected a pseudonym of its participants table", nameof(participant));
        var after = before.With(participant);
        DurableFiles.MakeFolder(Path.Combine(_folder, "tombstones"));
        DurableFiles.Replace(TombstonePath(study), JsonFile.Bytes(after));
        Recover(study, after);
        return new Withdrawal(versions, [.. Runs().Where(run => run.Uses.Any(use => use.Study == study)).Select(run => run.Run)]);
    }

    /// <summary>Notes which study versions a run used.</summary>
    /// <exception cref="ArgumentException">The run's name is not valid.</exception>
    public void RecordRun(RunRecord run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var name = StudyCode.Checked(run.Run);
        using var turn = StoreLock.Take(_folder);
        DurableFiles.MakeFolder(Path.Combine(_folder, "runs"));
        DurableFiles.Replace(Path.Combine(_folder, "runs", name + ".json"), JsonFile.Bytes(run));
    }

    /// <summary>The recorded runs, in ordinal order of name.</summary>
    public IReadOnlyList<RunRecord> Runs()
    {
        var runs = Path.Combine(_folder, "runs");
        return Directory.Exists(runs)
            ? [.. Directory.EnumerateFiles(runs, "*.json").Order(StringComparer.Ordinal).Select(JsonFile.Read<RunRecord>)]
            : [];
    }

    /// <summary>Finishes what a crash interrupted: leftovers go, and versions that still hold withdrawn data are rewritten without.</summary>
    private void Recover(string study, Tombstone tombstone)
    {
        var folder = StudyFolder(study);
        VersionFolders.Clean(folder);
        if (tombstone.Whole)
        {
            _writer.Erase(folder);
            return;
        }
        if (tombstone.Participants.Count == 0)
            return;
        foreach (var place in VersionFolders.Visible(folder))
            _writer.Rewrite(place, tombstone);
        VersionFolders.Clean(folder);
    }

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

    private string TombstonePath(string study) => Path.Combine(_folder, "tombstones", study + ".json");

    private string StudyFolder(string study) => Path.Combine(_folder, "studies", study);
}
