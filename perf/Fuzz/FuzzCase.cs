using System.Diagnostics;
using IpdEngine.Intake;
using IpdEngine.Intake.Description;
using IpdEngine.Intake.Drafting;
using IpdEngine.Intake.Example;
using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Readers;
using IpdEngine.Intake.Readers.Opening;

namespace IpdEngine.Perf.Fuzz;

/// <summary>Damages files one after the other, each as its number says, and takes them through ingest as an upload would go. Each worker has its own.</summary>
/// <param name="folder">A folder of its own.</param>
internal sealed class FuzzCase(string folder)
{
    private const double MostSeconds = 30;
    private const long MostAllocated = 256L << 20;
    private const int DraftEvery = 8;
    private static readonly Lazy<ILookup<string, FuzzSeed>> s_seeds = new(() => FuzzSeed.All().ToLookup(seed => seed.Format));
    private static readonly Lazy<Dictionary<string, byte[]>> s_data = new(() => ExampleCorpus.Studies.ToDictionary(study => study.File, FuzzSeed.DataOf));

    /// <summary>Runs one mutation; the same number is the same mutation on any machine.</summary>
    public FuzzOutcome Run(long number)
    {
        var mutation = new Mutation((ulong)number);
        var format = FormatOf(mutation.Next(100));
        var seeds = s_seeds.Value[format].ToArray();
        var (seed, other) = (seeds[mutation.Next(seeds.Length)], seeds[mutation.Next(seeds.Length)].Bytes);
        var bytes = format switch
        {
            "delimited text" or "description" => TextMutation.Of(mutation, seed.Bytes, other),
            "workbook part" => WorkbookMutation.Of(mutation, seed.Bytes),
            _ => mutation.Of(seed.Bytes, other),
        };
        var path = Path.Combine(folder, seed.Name);
        File.WriteAllBytes(path, bytes);
        var (clock, allocated) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
        var (refused, fault) = (false, (string?)null);
        try
        {
            var findings = format == "description" ? Describe(seed, path) : Read(path, seed.Study, number % DraftEvery == 0);
            refused = findings.Any(finding => finding.Severity == Severity.Error);
            fault = findings.FirstOrDefault(finding => finding.Found.Length == 0 || finding.Expected.Length == 0 || finding.Remedy.Length == 0) is { } unkind ? $"{unkind} says too little" : null;
        }
#pragma warning disable CA1031 // Whatever is thrown is what this program looks for.
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            fault = $"{thrown.GetType().Name}: {thrown.Message} {string.Join(" < ", thrown.StackTrace?.Split('\n').Take(6).Select(line => line.Trim()) ?? [])}";
        }
        var seconds = Stopwatch.GetElapsedTime(clock).TotalSeconds;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        fault ??= seconds > MostSeconds ? $"took {seconds:F1} s for {bytes.Length} bytes" : allocated > MostAllocated ? $"allocated {allocated} bytes for {bytes.Length}" : null;
        return new FuzzOutcome(format, refused, seconds, allocated, fault is null ? null : $"mutation {number}, {format}, {seed.Name}: {fault}");
    }

    // As a data manager's page does: read all, draft a description now and then, and ingest where there is a description.
    private static List<Finding> Read(string path, StudyFile? study, bool draft)
    {
        if (draft)
            _ = Draft.Describe(path);
        if (study is not null)
            return [.. Ingestion.Check(study, path, ExampleCorpus.Key).Findings];
        var options = new ReadOptions();
        var file = TableReader.Open(path, options);
        var findings = file.Findings.ToList();
        if (file.IsReadable ? file.Sheets.Count == 0 : findings.Count == 0)
            throw new InvalidOperationException(file.IsReadable ? "readable, without a table" : "refused without a finding");
        foreach (var sheet in file.IsReadable ? file.Sheets : [])
        {
            var (table, found) = TableReader.OpenTable(path, file, sheet, options);
            findings.AddRange(found);
            if (table is null)
                continue;
            using (table)
                ReadCells(table);
            findings.AddRange(table.Findings);
        }
        return findings;
    }

    private static void ReadCells(RawTable table)
    {
        var batch = table.CreateBatch();
        while (table.Read(batch))
            for (var row = 0; row < batch.Count; row++)
                for (var column = 0; column < batch.Columns; column++)
                    _ = NumberText.Read(batch.Text(batch.Cell(row, column)), '.', out _);
    }

    private List<Finding> Describe(FuzzSeed seed, string path)
    {
        var file = StudyFile.Load(path);
        if (file.Description is null)
            return file.Findings.Count == 0 ? throw new InvalidOperationException("refused without a finding") : [.. file.Findings];
        if (seed.Study is null)
            return [.. file.Findings];
        // Whole data, in a folder that no mutation writes to.
        var data = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "whole")).FullName, seed.Study.Description!.Data);
        if (!File.Exists(data))
            File.WriteAllBytes(data, s_data.Value[seed.Study.File]);
        return [.. Ingestion.Check(file, data, ExampleCorpus.Key).Findings];
    }

    private static string FormatOf(int hundredth)
    {
        foreach (var (format, share) in FuzzSeed.Shares)
            if ((hundredth -= share) < 0)
                return format;
        throw new InvalidOperationException("found shares below a hundred, expected that they add up to it");
    }
}

/// <summary>What became of one mutation.</summary>
/// <param name="Format">Format of its seed.</param>
/// <param name="Refused">Whether an error was found; else it was read.</param>
/// <param name="Seconds">Elapsed.</param>
/// <param name="Allocated">Bytes that its thread allocated.</param>
/// <param name="Fault">What is wrong with ingest; null where nothing is.</param>
internal sealed record FuzzOutcome(string Format, bool Refused, double Seconds, long Allocated, string? Fault);
