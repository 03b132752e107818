using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using IpdEngine.Intake.Readers;
using IpdEngine.Intake.Readers.Opening;
using IpdEngine.Perf.Fuzz;
using IpdEngine.Tests.Walls;
using Xunit;

namespace IpdEngine.Tests.Readers.Fuzz;

/// <summary>Any upload, through the one door, gives tables or findings, in bounded time and memory: text, workbooks, and parts inside workbooks.</summary>
/// <remarks>A longer run: <c>IPD_FUZZ=200000 dotnet test --filter UploadFuzz</c>, and <c>IPD_FUZZ_FROM</c> for the first seed.</remarks>
public sealed class UploadFuzzTests : IDisposable
{
    private const long MostAllocated = 256 * 1024 * 1024;
    private const double MostSeconds = 10;

    private static readonly (string Name, byte[] Bytes)[] s_texts = [.. Files("tests/References/readers/delimited", ".csv", ".txt", ".tsv"), .. Files("ingest/Intake/Example/trials", ".csv")];
    private static readonly (string Name, byte[] Bytes)[] s_workbooks = [.. Files("tests/References/readers/excel", ".xlsx"), .. Files("ingest/Intake/Example/trials", "export.xlsx")];

    private readonly string _folder = Directory.CreateTempSubdirectory("ipd-fuzz").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Damaged_text_gives_a_table_or_a_finding() =>
        Run(3_000, s_texts, static (mutation, bytes, other) => mutation.Of(bytes, other));

    [Fact]
    public void Damaged_workbooks_give_tables_or_findings() =>
        Run(600, s_workbooks, static (mutation, bytes, other) => mutation.Of(bytes, other));

    [Fact]
    public void Workbooks_with_a_damaged_part_give_tables_or_findings() =>
        Run(1_200, s_workbooks, static (mutation, bytes, _) => WithDamagedPart(mutation, bytes));

    private void Run(long otherwise, (string Name, byte[] Bytes)[] files, Func<Mutation, byte[], byte[], byte[]> damage)
    {
        var (from, runs) = (Setting("IPD_FUZZ_FROM", 0), Setting("IPD_FUZZ", otherwise));
        var faults = new List<string>();
        for (var seed = from; seed < from + runs && faults.Count < 10; seed++)
        {
            var mutation = new Mutation((ulong)seed);
            var (name, bytes) = files[mutation.Next(files.Length)];
            var damaged = damage(mutation, bytes, files[mutation.Next(files.Length)].Bytes);
            if (Fault(name, damaged) is { } fault)
                faults.Add($"seed {seed}, {name}: {fault}");
        }
        Assert.Equal("", string.Join("\n", faults));
    }

    private string? Fault(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        var (clock, allocated) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
        try
        {
            if (ReadAll(path) is { } fault)
                return fault;
        }
#pragma warning disable CA1031 // Whatever is thrown is the finding of this test.
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            return $"{thrown.GetType().Name}: {thrown.Message} {string.Join(" < ", thrown.StackTrace?.Split('\n').Take(6).Select(l => l.Trim()) ?? [])}";
        }
        var seconds = Stopwatch.GetElapsedTime(clock).TotalSeconds;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        return seconds > MostSeconds ? $"took {seconds:F1} s for {bytes.Length} bytes" : allocated > MostAllocated ? $"allocated {allocated} bytes for {bytes.Length}" : null;
    }

    private static string? ReadAll(string path)
    {
        var options = new ReadOptions();
        var file = TableReader.Open(path, options);
        var findings = file.Findings.ToList();
        if (file.IsReadable && file.Sheets.Count == 0)
            return "readable, without a sheet";
        foreach (var sheet in file.IsReadable ? file.Sheets : [])
        {
            var (table, found) = TableReader.OpenTable(path, file, sheet, options);
            findings.AddRange(found);
            using (table)
            {
                var batch = table?.CreateBatch();
                while (table is not null && table.Read(batch!))
                {
                    for (var row = 0; row < batch!.Count; row++)
                        for (var column = 0; column < batch.Columns; column++)
                            _ = batch.Text(batch.Cell(row, column)).Length;
                }
                findings.AddRange(table?.Findings ?? []);
            }
        }
        if (!file.IsReadable && findings.Count == 0)
            return "refused without a finding";
        return findings.FirstOrDefault(f => f.Found.Length == 0 || f.Expected.Length == 0 || f.Remedy.Length == 0) is { } unkind ? $"{unkind} says too little" : null;
    }

    private static byte[] WithDamagedPart(Mutation mutation, byte[] workbook)
    {
        using var source = new ZipArchive(new MemoryStream(workbook, writable: false), ZipArchiveMode.Read);
        var parts = source.Entries.Select(e => (e.FullName, Bytes: Unpack(e))).ToList();
        var chosen = mutation.Next(parts.Count);
        parts[chosen] = (parts[chosen].FullName, mutation.Of(parts[chosen].Bytes, parts[mutation.Next(parts.Count)].Bytes));
        using var target = new MemoryStream();
        using (var archive = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, bytes) in parts)
            {
                using var entry = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
                entry.Write(bytes);
            }
        return target.ToArray();
    }

    private static byte[] Unpack(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static IEnumerable<(string, byte[])> Files(string folder, params string[] endings) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, folder))
            .Where(f => endings.Any(e => f.EndsWith(e, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal)
            .Select(f => (Path.GetFileName(f), File.ReadAllBytes(f)))
            .Where(f => f.Item2.Length < 20_000);

    private static long Setting(string name, long otherwise) =>
        long.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
