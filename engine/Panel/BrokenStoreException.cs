namespace IpdEngine.Panel;

/// <summary>A file of the store is not what its manifest says: damaged, cut short, or changed by another hand.</summary>
public sealed class BrokenStoreException : Exception
{
    /// <summary>A broken file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="column">The column at fault, or null where it is the file as a whole.</param>
    /// <param name="expected">What was expected.</param>
    /// <param name="found">What was found.</param>
    /// <param name="inner">What reading it threw, or null.</param>
    public BrokenStoreException(string path, string? column, string expected, string found, Exception? inner = null)
        : base($"broken stored file {path}{(column is null ? "" : $", column '{column}'")}: found {found}, expected {expected}; restore it from a backup or ingest the study again", inner)
    {
        Path = path;
        Column = column;
        Expected = expected;
        Found = found;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The column at fault, or null where it is the file as a whole.</summary>
    public string? Column { get; }

    /// <summary>What was expected.</summary>
    public string Expected { get; }

    /// <summary>What was found.</summary>
    public string Found { get; }
}
