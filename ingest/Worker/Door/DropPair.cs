using IpdEngine.Intake.Description;

namespace IpdEngine.Worker.Door;

/// <summary>A description in the drop folder and its data file as they stand now: two looks that are equal saw neither change.</summary>
internal sealed record DropPair(string Description, string Data, long DataSize, DateTime DataTime, long TextSize, DateTime TextTime)
{
    /// <summary>A file of this name beside the description says that both are complete.</summary>
    public const string DoneMarker = ".done";

    /// <summary>The pair of a description; null where the description cannot be read, or its data file is not there.</summary>
    public static DropPair? Of(string description)
    {
        var text = new FileInfo(description);
        if (text.Name.StartsWith('.') || !IsPlain(text) || DataOf(description) is not { } path)
            return null;
        var data = new FileInfo(path);
        return IsPlain(data) ? new DropPair(description, data.FullName, data.Length, data.LastWriteTimeUtc, text.Length, text.LastWriteTimeUtc) : null;
    }

    /// <summary>Path of the data file that a description names: a plain name that stands in the same folder, neither a path nor hidden; else null.</summary>
    public static string? DataOf(string description) =>
        StudyFile.Load(description).Description?.Data is { } name && name == Path.GetFileName(name) && !name.StartsWith('.')
            ? Path.Combine(Path.GetDirectoryName(description)!, name)
            : null;

    // A link leads out of the folder; a pipe has no length and would be waited for.
    private static bool IsPlain(FileInfo file) => file.Exists && file.LinkTarget is null && file.Length > 0;
}
