using IpdEngine.Panel.Store;

namespace IpdEngine.Perf.Faults.Disks;

/// <summary>
/// The files below a root, with a record of each step that was asked for. Nothing is synced: <see cref="DiskModel"/> says from the record what would have survived. Before a
/// step it asks whether the step shall fail.
/// </summary>
/// <param name="root">Folder below which everything happens.</param>
/// <param name="fault">Told the step and its number from 0; what it returns is thrown in place of the step.</param>
internal sealed class RecordingDisk(string root, Func<DiskStep, int, Exception?>? fault = null) : IDisk
{
    private readonly List<DiskStep> _steps = [];
    private readonly Lock _turn = new();
    private int _files;

    /// <summary>What was done so far.</summary>
    public IReadOnlyList<DiskStep> Steps => _steps;

    public Stream Create(string path, bool isPrivate)
    {
        var file = Interlocked.Increment(ref _files);
        Take(new DiskStep.FileCreated(Relative(path), file));
        return new RecordedFile(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 0), file, this);
    }

    public void Sync(Stream file) => Take(new DiskStep.FileSynced(((RecordedFile)file).Number));

    public void MakeFolder(string path)
    {
        Take(new DiskStep.FolderMade(Relative(path)));
        Directory.CreateDirectory(path);
    }

    public void SyncFolder(string path)
    {
        if (!Directory.Exists(path))
            throw new DirectoryNotFoundException($"found no folder {path} to sync");
        // The folder that holds the root belongs to others.
        if (Relative(path) is var relative && !relative.StartsWith("..", StringComparison.Ordinal))
            Take(new DiskStep.FolderSynced(relative));
    }

    public void Move(string path, string target)
    {
        Take(new DiskStep.Moved(Relative(path), Relative(target)));
        File.Move(path, target, overwrite: true);
    }

    public void MoveFolder(string path, string target)
    {
        Take(new DiskStep.Moved(Relative(path), Relative(target)));
        Directory.Move(path, target);
    }

    public void Delete(string path)
    {
        if (!File.Exists(path))
            return;
        Take(new DiskStep.Removed(Relative(path)));
        File.Delete(path);
    }

    /// <summary>Entry by entry, as an operating system does: a crash may come between any two.</summary>
    public void DeleteFolder(string path)
    {
        foreach (var folder in Directory.EnumerateDirectories(path).Order(StringComparer.Ordinal).ToList())
            DeleteFolder(folder);
        foreach (var file in Directory.EnumerateFiles(path).Order(StringComparer.Ordinal).ToList())
            Delete(file);
        Take(new DiskStep.Removed(Relative(path)));
        Directory.Delete(path);
    }

    internal void Wrote(int file, ReadOnlySpan<byte> bytes) => Take(new DiskStep.FileWritten(file, bytes.ToArray()));

    private void Take(DiskStep step)
    {
        lock (_turn)
        {
            if (fault?.Invoke(step, _steps.Count) is { } thrown)
                throw thrown;
            _steps.Add(step);
        }
    }

    private string Relative(string path) => Path.GetRelativePath(root, path);
}
