namespace IpdEngine.Report.Files;

/// <summary>
/// A folder that appears whole or not at all: filled beside its place under another name, then renamed into it. An earlier run's folder is
/// replaced whole; a folder that holds anything else is refused, never emptied.
/// </summary>
internal static class AtomicFolder
{
    /// <summary>Fills a folder and puts it in its place.</summary>
    /// <param name="directory">Where it shall stand.</param>
    /// <param name="owned">Names that an earlier folder may hold and still be replaced.</param>
    /// <param name="fill">Writes the content into the folder whose path it is given.</param>
    /// <exception cref="ArgumentException">The place holds something that is not an earlier run.</exception>
    public static void Write(string directory, IReadOnlySet<string> owned, Action<string> fill)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        var place = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        RefuseStrangers(place, owned);
        var parent = Path.GetDirectoryName(place)
            ?? throw new ArgumentException($"Results were to be written to {directory}, the root of a file system; expected a folder in it.");
        Directory.CreateDirectory(parent);
        var fresh = Sibling(place, "new");
        var former = Sibling(place, "old");
        Directory.CreateDirectory(fresh);
        try
        {
            fill(fresh);
            if (Directory.Exists(place))
                Directory.Move(place, former);
            Directory.Move(fresh, place);
        }
        catch
        {
            if (Directory.Exists(former) && !Directory.Exists(place))
                Directory.Move(former, place);
            if (Directory.Exists(fresh))
                Directory.Delete(fresh, recursive: true);
            throw;
        }
        if (Directory.Exists(former))
            Directory.Delete(former, recursive: true);
    }

    private static void RefuseStrangers(string place, IReadOnlySet<string> owned)
    {
        if (File.Exists(place))
            throw new ArgumentException($"Results were to be written to {place}, which is a file; expected a folder or a free name.");
        if (!Directory.Exists(place))
            return;
        var stranger = Directory.EnumerateFileSystemEntries(place).Select(entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal)
            .FirstOrDefault(name => !owned.Contains(name));
        if (stranger is not null)
            throw new ArgumentException(
                $"Results were to be written to {place}, which holds {stranger}; expected an empty folder, a free name or an earlier run. "
                + "Name another folder: nothing in this one was touched.");
    }

    private static string Sibling(string place, string role) =>
        Path.Combine(Path.GetDirectoryName(place)!, $".{Path.GetFileName(place)}.{Environment.ProcessId}.{role}");
}
