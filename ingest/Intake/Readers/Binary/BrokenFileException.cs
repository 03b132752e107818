using IpdEngine.Intake.Findings;

namespace IpdEngine.Intake.Readers.Binary;

/// <summary>Leaves the parse of a binary file where its bytes stop making sense. It never leaves the readers: they turn it into a finding.</summary>
internal sealed class BrokenFileException(string code, string found, string expected, string remedy) : Exception($"{found}; expected {expected}")
{
    /// <summary>Row that was being read, or null.</summary>
    public long? Row { get; init; }

    /// <summary>Column that was being read, or null.</summary>
    public string? Column { get; init; }

    /// <summary>The finding that it stands for: the study is refused.</summary>
    public Finding ToFinding(string file, long? row = null) =>
        new(code, Severity.Error, file, null, Row ?? row, Column, found, expected, remedy);

    /// <summary>Bytes that contradict the format.</summary>
    public static BrokenFileException Corrupt(string found, string expected) =>
        new("file-corrupt", found, expected, "upload the file again; if this is found again, open it in the program that wrote it and save it anew");

    /// <summary>A file that ends too early.</summary>
    public static BrokenFileException Truncated(string found, string expected) =>
        new("file-truncated", found, expected, "upload the whole file again; if this is found again, ask the sender for a new copy");

    /// <summary>A file larger, inside, than an upload may be.</summary>
    public static BrokenFileException Limit(string found, string expected) =>
        new("limit-exceeded", found, expected, "keep only the columns and rows of the study and save the file anew");

    /// <summary>A version or option of the format that is not read.</summary>
    public static BrokenFileException Unsupported(string found, string expected, string remedy) =>
        new("format-unsupported", found, expected, remedy);
}
