using IpdEngine.Panel.Store;

namespace IpdEngine.Worker.Inbox;

/// <summary>The worker's folders below its state folder, none of which anyone else may read.</summary>
/// <remarks><c>inbox/.partial/ID</c> while an upload arrives, <c>inbox/ID</c> once it is acknowledged, then <c>done/ID</c> or <c>quarantine/ID</c>.</remarks>
internal sealed class WorkerFolders
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <param name="state">The state folder.</param>
    /// <param name="files">Writes it.</param>
    /// <exception cref="IOException">They cannot be made.</exception>
    public WorkerFolders(string state, DurableFiles files)
    {
        (Root, Files) = (state, files);
        foreach (var folder in new[] { Root, Inbox, Partial, Done, Quarantine, Keys })
            MakePrivate(folder);
        // One that an earlier process made and had no time to sync would take with it in a power cut what is acknowledged from now on.
        foreach (var folder in new[] { Inbox, Root, Path.GetDirectoryName(Root)! })
            files.SyncFolder(folder);
    }

    public string Root { get; }

    /// <summary>Writes them.</summary>
    public DurableFiles Files { get; }

    public string Inbox => Path.Combine(Root, "inbox");

    public string Partial => Path.Combine(Inbox, ".partial");

    public string Done => Path.Combine(Root, "done");

    public string Quarantine => Path.Combine(Root, "quarantine");

    /// <summary>Keys of cookies and forms.</summary>
    public string Keys => Path.Combine(Root, "keys");

    /// <summary>The catalogue, where it is SQLite.</summary>
    public string Catalogue => Path.Combine(Root, "catalogue.db");

    /// <summary>Makes a folder that only its owner may read, or makes it so.</summary>
    public void MakePrivate(string folder)
    {
        Files.MakeFolder(folder);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, OwnerOnly);
    }

    /// <summary>The upload of an id, wherever it stands; null where there is none.</summary>
    public UploadFolder? Find(string id) => !UploadId.IsValid(id)
        ? null
        // It may move on while it is looked for: twice around meets it.
        : new[] { Inbox, Done, Quarantine, Inbox, Done, Quarantine }.Select(place => At(Path.Combine(place, id))).FirstOrDefault(found => found is not null);

    /// <summary>The upload of an id where it still stands in the inbox.</summary>
    public UploadFolder? InInbox(string id) => At(Path.Combine(Inbox, id));

    /// <summary>The uploads of one of the three places, in order of arrival.</summary>
    public IEnumerable<UploadFolder> In(string place) =>
        Directory.EnumerateDirectories(place).Where(folder => UploadId.IsValid(Path.GetFileName(folder))).Order(StringComparer.Ordinal)
            .Select(At).OfType<UploadFolder>();

    /// <summary>Every upload, wherever it stands.</summary>
    public IEnumerable<UploadFolder> All() => new[] { Done, Quarantine, Inbox }.SelectMany(In);

    private UploadFolder? At(string path) => UploadFolder.At(path, Files);
}
