using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace IpdEngine.Panel.Store;

/// <summary>The disk of this machine.</summary>
public sealed class LocalDisk : IDisk
{
    /// <inheritdoc/>
    public Stream Create(string path, bool isPrivate)
    {
        // Writers bring whole buffers.
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (isPrivate && !OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    /// <inheritdoc/>
    public void Sync(Stream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        ((FileStream)file).Flush(flushToDisk: true);
    }

    /// <inheritdoc/>
    public void MakeFolder(string path) => Directory.CreateDirectory(path);

    /// <inheritdoc/>
    public void SyncFolder(string path)
    {
        // Windows journals folders and cannot sync one.
        if (OperatingSystem.IsWindows())
            return;
        var descriptor = Open([.. Encoding.UTF8.GetBytes(path), 0], 0);
        if (descriptor < 0)
            throw new IOException($"cannot open folder {path} to sync it: error {Marshal.GetLastPInvokeError()}");
        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        RandomAccess.FlushToDisk(handle);
    }

    /// <inheritdoc/>
    public void Move(string path, string target) => File.Move(path, target, overwrite: true);

    /// <inheritdoc/>
    public void MoveFolder(string path, string target) => Directory.Move(path, target);

    /// <inheritdoc/>
    public void Delete(string path) => File.Delete(path);

    /// <inheritdoc/>
    public void DeleteFolder(string path) => Directory.Delete(path, recursive: true);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Open(byte[] path, int flags);
}
