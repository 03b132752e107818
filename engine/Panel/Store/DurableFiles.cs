using System.Security.Cryptography;

namespace IpdEngine.Panel.Store;

/// <summary>Files that are on the disk when the call returns, and folders whose entries are. All that inbox and store write goes through here.</summary>
/// <param name="disk">The disk.</param>
public sealed class DurableFiles(IDisk disk)
{
    /// <summary>Ending of files that are on their way to their name; <see cref="CleanPassing"/> removes those that a crash left.</summary>
    public const string Passing = ".new";

    private const int BufferBytes = 1 << 16;

    /// <summary>Files on the disk of this machine.</summary>
    public static DurableFiles Local { get; } = new(new LocalDisk());

    /// <summary>The disk.</summary>
    public IDisk Disk => disk;

    /// <summary>Writes a file through to the disk and returns the SHA-256 of its bytes; its folder is not synced.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public string Write(string path, Action<Stream> write, bool isPrivate = false)
    {
        ArgumentNullException.ThrowIfNull(write);
        using var file = disk.Create(path, isPrivate);
        using var buffered = new BufferedStream(file, BufferBytes);
        using var hash = SHA256.Create();
        using (var hashed = new CryptoStream(buffered, hash, CryptoStreamMode.Write, leaveOpen: true))
            write(hashed);
        buffered.Flush();
        disk.Sync(file);
        return Convert.ToHexStringLower(hash.Hash!);
    }

    /// <summary>Puts a file in place at once: written beside it, through to the disk, then renamed.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Replace(string path, byte[] bytes, bool isPrivate = false)
    {
        Write(path + Passing, stream => stream.Write(bytes), isPrivate);
        Rename(path + Passing, Path.GetFileName(path));
    }

    /// <summary>A folder, with every folder above it, whose entries are on the disk.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public void MakeFolder(string folder)
    {
        if (Directory.Exists(folder))
            return;
        var above = Path.GetDirectoryName(Path.GetFullPath(folder))!;
        MakeFolder(above);
        disk.MakeFolder(folder);
        disk.SyncFolder(above);
    }

    /// <summary>A rename, deletion or new entry is durable only once its folder is synced.</summary>
    /// <exception cref="IOException">It cannot be synced.</exception>
    public void SyncFolder(string folder) => disk.SyncFolder(folder);

    /// <summary>Renames a file within its folder at once, over whatever has the new name.</summary>
    /// <exception cref="IOException">It cannot be renamed.</exception>
    public void Rename(string path, string name)
    {
        var folder = Path.GetDirectoryName(path)!;
        disk.Move(path, Path.Combine(folder, name));
        disk.SyncFolder(folder);
    }

    /// <summary>Moves a folder at once; it is in its new place, and no longer in the old one, when the call returns.</summary>
    /// <exception cref="IOException">It cannot be moved.</exception>
    public void MoveFolder(string from, string to)
    {
        disk.MoveFolder(from, to);
        disk.SyncFolder(Path.GetDirectoryName(to)!);
        disk.SyncFolder(Path.GetDirectoryName(from)!);
    }

    /// <summary>Removes a folder for good.</summary>
    /// <exception cref="IOException">It cannot be removed.</exception>
    public void DeleteFolder(string folder)
    {
        disk.DeleteFolder(folder);
        disk.SyncFolder(Path.GetDirectoryName(folder)!);
    }

    /// <summary>Removes files of a folder for good; those that are not there are no fault.</summary>
    /// <exception cref="IOException">One cannot be removed.</exception>
    public void Delete(string folder, params IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        foreach (var name in names)
            disk.Delete(Path.Combine(folder, name));
        disk.SyncFolder(folder);
    }

    /// <summary>Removes what a crash in the middle of <see cref="Replace"/> left in a folder.</summary>
    /// <exception cref="IOException">It cannot be removed.</exception>
    public void CleanPassing(string folder)
    {
        string[] left = [.. Directory.EnumerateFiles(folder, "*" + Passing).Select(path => Path.GetFileName(path))];
        if (left.Length > 0)
            Delete(folder, left);
    }

    /// <summary>SHA-256 of a file's bytes, hexadecimal.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static string HashOf(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 17, FileOptions.SequentialScan);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
