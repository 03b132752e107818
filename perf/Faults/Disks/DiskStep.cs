namespace IpdEngine.Perf.Faults.Disks;

/// <summary>One thing that was asked of a disk, with paths relative to its root.</summary>
internal abstract record DiskStep
{
    /// <param name="Path">The file.</param>
    /// <param name="File">Number of the open file, by which writes and syncs name it.</param>
    internal sealed record FileCreated(string Path, int File) : DiskStep;

    internal sealed record FileWritten(int File, byte[] Bytes) : DiskStep;

    internal sealed record FileSynced(int File) : DiskStep;

    internal sealed record FolderMade(string Path) : DiskStep;

    internal sealed record FolderSynced(string Path) : DiskStep;

    /// <summary>A file or folder has another name.</summary>
    internal sealed record Moved(string Path, string Target) : DiskStep;

    /// <summary>A file or an empty folder is gone.</summary>
    internal sealed record Removed(string Path) : DiskStep;

    /// <summary>True where it asks for room on the disk.</summary>
    internal bool NeedsRoom => this is FileCreated or FileWritten or FolderMade or Moved;

    /// <summary>True where it changes nothing that is seen, and only what survives.</summary>
    internal bool IsSync => this is FileSynced or FolderSynced;
}
