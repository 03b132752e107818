using IpdEngine.Intake.Findings;

namespace IpdEngine.Intake.Readers.Binary;

/// <summary>Gathers, by column, the texts that the encoding has no characters for.</summary>
internal sealed class Garbled(TextDecoder decoder)
{
    private readonly SortedDictionary<int, (long FirstRow, long Count)> _columns = [];

    /// <summary>Notes a cell.</summary>
    public void Note(int column, long row) =>
        _columns[column] = _columns.TryGetValue(column, out var seen) ? (seen.FirstRow, seen.Count + 1) : (row, 1);

    /// <summary>A warning for each column noted.</summary>
    public IEnumerable<Finding> Findings(string file, IReadOnlyList<RawColumn> columns) =>
        _columns.Select(c => new Finding("text-undecodable", Severity.Warning, file, null, c.Value.FirstRow, columns[c.Key].Name,
            $"text that is not {decoder.Encoding.WebName}", "text in the encoding that the file declares", "name the true one under encoding in the study description")
        { Count = c.Value.Count });
}
