using IpdEngine.Numerics.Random;

namespace IpdEngine.Perf.Faults.Disks;

/// <summary>
/// What a power cut leaves of a disk, after the rules that POSIX gives and file systems keep (Pillai et al., "All File Systems Are Not Created Equal", OSDI 2014): bytes
/// written since the file was last synced may be gone, torn or garbage; entries that were made, moved or removed since their folder was last synced are each there or not,
/// in any combination. A rename is one step in both its folders, as journals have it.
/// </summary>
internal sealed class DiskModel
{
    private readonly DiskFolder _live = new();
    private readonly List<EntryChange> _changes = [];
    private readonly Dictionary<int, DiskFile> _open = [];

    /// <summary>A disk that holds the files of a folder, all of them synced.</summary>
    public static DiskModel Of(string root)
    {
        var model = new DiskModel();
        foreach (var folder in Directory.EnumerateDirectories(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            model.Change(Path.GetRelativePath(root, folder), new DiskFolder());
        foreach (var path in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            var file = new DiskFile();
            file.Append(File.ReadAllBytes(path));
            file.Sync();
            model.Change(Path.GetRelativePath(root, path), file);
        }
        foreach (var change in model._changes)
            change.IsDurable = true;
        return model;
    }

    /// <summary>Takes a step.</summary>
    public void Take(DiskStep step)
    {
        switch (step)
        {
            case DiskStep.FileCreated made:
                var (above, name) = Place(made.Path);
                if (above.Entries.GetValueOrDefault(name) is DiskFile known)
                    known.Empty();
                else
                    Change(made.Path, new DiskFile());
                _open[made.File] = (DiskFile)above.Entries[name];
                break;
            case DiskStep.FileWritten write:
                _open[write.File].Append(write.Bytes);
                break;
            case DiskStep.FileSynced sync:
                _open[sync.File].Sync();
                break;
            case DiskStep.FolderMade made:
                Change(made.Path, new DiskFolder());
                break;
            case DiskStep.FolderSynced sync:
                var folder = FolderAt(sync.Path);
                foreach (var change in _changes.Where(change => change.Touches(folder)))
                    change.IsDurable = true;
                break;
            case DiskStep.Moved move:
                var (source, old) = Place(move.Path);
                var (target, fresh) = Place(move.Target);
                Apply(new EntryChange([(source, old, null), (target, fresh, source.Entries[old])]));
                break;
            case DiskStep.Removed gone:
                Change(gone.Path, null);
                break;
            default:
                throw new ArgumentException($"found {step.GetType().Name}, expected a step that the model knows", nameof(step));
        }
    }

    /// <summary>Writes what a power cut now leaves to a fresh folder.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="draw">Says of each thing that was not synced whether it survives; null: all of it does, as after SIGKILL.</param>
    public void Survive(string root, Philox? draw)
    {
        // A quarter of the cuts lose all that they may: the hardest on what relies on luck.
        var losesAll = draw?.NextBelow(4) == 0;
        var left = new Dictionary<DiskFolder, Dictionary<string, object>>();
        foreach (var change in _changes)
            if (change.IsDurable || draw is null || (!losesAll && draw.NextBelow(2) == 0))
                foreach (var (folder, name, node) in change.Entries)
                {
                    if (!left.TryGetValue(folder, out var entries))
                        left.Add(folder, entries = new Dictionary<string, object>(StringComparer.Ordinal));
                    if (node is null)
                        entries.Remove(name);
                    else
                        entries[name] = node;
                }
        Write(_live, root);

        void Write(DiskFolder folder, string path)
        {
            Directory.CreateDirectory(path);
            foreach (var (name, node) in left.GetValueOrDefault(folder) ?? [])
                if (node is DiskFolder below)
                    Write(below, Path.Combine(path, name));
                else
                    File.WriteAllBytes(Path.Combine(path, name), ((DiskFile)node).Survive(draw, losesAll));
        }
    }

    private void Change(string path, object? node)
    {
        var (folder, name) = Place(path);
        Apply(new EntryChange([(folder, name, node)]));
    }

    private void Apply(EntryChange change)
    {
        _changes.Add(change);
        foreach (var (folder, name, node) in change.Entries)
            if (node is null)
                folder.Entries.Remove(name);
            else
                folder.Entries[name] = node;
    }

    private (DiskFolder Folder, string Name) Place(string path) => (FolderAt(Path.GetDirectoryName(path)!), Path.GetFileName(path));

    private DiskFolder FolderAt(string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").Aggregate(_live, (folder, part) => (DiskFolder)folder.Entries[part]);

    /// <summary>One change of entries that is there whole or not at all.</summary>
    private sealed class EntryChange(IReadOnlyList<(DiskFolder Folder, string Name, object? Node)> entries)
    {
        public IReadOnlyList<(DiskFolder Folder, string Name, object? Node)> Entries => entries;

        public bool IsDurable { get; set; }

        public bool Touches(DiskFolder folder) => entries.Any(entry => ReferenceEquals(entry.Folder, folder));
    }

    private sealed class DiskFolder
    {
        /// <summary>What a program that runs now sees.</summary>
        public Dictionary<string, object> Entries { get; } = new(StringComparer.Ordinal);
    }
}
