using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Readers;
using IpdEngine.Tests.Readers.Binary;

namespace IpdEngine.Tests.Readers.Fuzz;

/// <summary>A binary file read from end to end as ingest would, and what it cost.</summary>
/// <param name="Rows">Rows that came out.</param>
/// <param name="Findings">What was found.</param>
/// <param name="Allocated">Bytes allocated on the way.</param>
internal sealed record BinaryReading(long Rows, IReadOnlyList<Finding> Findings, long Allocated)
{
    public bool Refused => Findings.Any(f => f.Severity == Severity.Error);

    /// <summary>Reads everything and touches every cell.</summary>
    public static BinaryReading Of(byte[] bytes, string file)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var opened = ReferenceFiles.Open(bytes, file);
        var rows = 0L;
        var findings = opened.Findings;
        if (opened.Table is { } table)
        {
            using (table)
            {
                var batch = new RawBatch(table.Columns.Count, Math.Clamp(4096 / table.Columns.Count, 1, 64));
                while (table.Read(batch))
                {
                    rows += batch.Count;
                    for (var row = 0; row < batch.Count; row++)
                        for (var column = 0; column < batch.Columns; column++)
                            _ = batch.Text(batch.Cell(row, column)).Length;
                }
                findings = table.Findings;
            }
        }
        return new BinaryReading(rows, findings, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>What is wrong with the reading itself, or null: a refused file without a reason, a silent half table, an unkind message.</summary>
    public string? Fault() =>
        Rows == 0 && Findings.Count == 0 ? null
        : Findings.FirstOrDefault(f => f.Found.Length == 0 || f.Expected.Length == 0 || f.Remedy.Length == 0 || f.File is null) is { } unkind ? $"{unkind} says too little"
        : null;
}
