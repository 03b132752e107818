using IpdEngine.Intake.Findings;

namespace IpdEngine.Intake.Readers.Binary;

/// <summary>What opening a binary file of one table came to.</summary>
/// <param name="Table">The table, which owns the stream; null where an Error stands among the findings.</param>
/// <param name="Findings">What was wrong so far; the table's own findings repeat them and go on.</param>
/// <param name="Settings">What was detected: version, byte order, compression, encoding, by name.</param>
internal sealed record OpenedTable(
    RawTable? Table, IReadOnlyList<Finding> Findings, IReadOnlyList<KeyValuePair<string, string>> Settings)
{
    /// <summary>A file that cannot be read.</summary>
    public static OpenedTable Refused(params IReadOnlyList<Finding> findings) => new(null, findings, []);
}
