using IpdEngine.Panel.Store;

namespace IpdEngine.Worker.Inbox;

/// <summary>The worker's folders below its state folder, none of which anyone else may read.</summary>
/// <remarks><c>inbox/.partial/ID</c> while an upload arrives, <c>inbox/ID</c> once it is acknowledged, then <c>done/ID</c> or <c>quarantine/ID</c>.</remarks>
internal sealed class WorkerFolders
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <exception cref="IOException">They cannot be made.</exception>
    public WorkerFolders(string state)
    {
        Root = state;
        foreach (var folder in new[] { Root, Inbox, Partial, Done, Quarantine, Keys })
            MakePrivate(folder);
    }

    public string Root { get; }

    public string Inbox => Path.Combine(Root, "inbox");

    public string Partial => Path.Combine(Inbox, ".partial");

    public string Done => Path.Combine(Root, "done");

    public string Quarantine => Path.Combine(Root, "quarantine");

    /// <summary>Keys of cookies and forms.</summary>
    public string Keys => Path.Combine(Root, "keys");

    /// <summary>The catalogue, where it is SQLite.</summary>
    public string Catalogue => Path.Combine(Root, "catalogue.db");

    /// <summary>Makes a folder that only its owner may read, or makes it so.</summary>
    public static void MakePrivate(string folder)
    {
        DurableFiles.MakeFolder(folder);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, OwnerOnly);
    }

    /// <summary>A new file that only its owner may read.</summary>
    public static FileStream CreatePrivate(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    /// <summary>The upload of an id, wherever it stands; null where there is none.</summary>
    public UploadFolder? Find(string id) => !UploadId.IsValid(id)
        ? null
        // It may move on while it is looked for: twice around meets it.
        : new[] { Inbox, Done, Quarantine, Inbox, Done, Quarantine }.Select(place => UploadFolder.At(Path.Combine(place, id))).FirstOrDefault(found => found is not null);

    /// <summary>The upload of an id where it still stands in the inbox.</summary>
    public UploadFolder? InInbox(string id) => UploadFolder.At(Path.Combine(Inbox, id));

    /// <summary>The uploads of one of the three places, in order of arrival.</summary>
    public static IEnumerable<UploadFolder> In(string place) =>
        Directory.EnumerateDirectories(place).Where(folder => UploadId.IsValid(Path.GetFileName(folder))).Order(StringComparer.Ordinal)
            .Select(UploadFolder.At).OfType<UploadFolder>();
}
