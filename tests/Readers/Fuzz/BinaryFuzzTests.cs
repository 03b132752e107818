using System.Diagnostics;
using System.Globalization;
using IpdEngine.Perf.Fuzz;
using IpdEngine.Tests.Readers.Binary;
using IpdEngine.Tests.Walls;
using Xunit;

namespace IpdEngine.Tests.Readers.Fuzz;

/// <summary>Any bytes give a table or a finding, in bounded time and memory.</summary>
/// <remarks>A longer run: <c>IPD_FUZZ=2000000 dotnet test --filter BinaryFuzz</c>, and <c>IPD_FUZZ_FROM</c> for the first seed.</remarks>
public sealed class BinaryFuzzTests
{
    private const int ShortRun = 20_000;
    private const long MostAllocated = 32 * 1024 * 1024;
    private const double MostSeconds = 5;

    private static readonly (string Name, byte[] Bytes)[] s_files =
        [.. new[] { "spss", "stata" }.SelectMany(folder => ReferenceFiles.Names(folder).Select(name => (name, ReferenceFiles.Bytes(folder, name)))),
         ("trial13_cbt_ipt.sav", File.ReadAllBytes(Path.Combine(Repository.Root, "ingest/Intake/Example/trials/trial13_cbt_ipt.sav"))),
         ("trial08_centro.zsav", File.ReadAllBytes(Path.Combine(Repository.Root, "ingest/Intake/Example/trials/trial08_centro.zsav")))];

    [Fact]
    public void Damaged_files_give_a_table_or_a_finding()
    {
        var (from, runs) = (Setting("IPD_FUZZ_FROM", 0), Setting("IPD_FUZZ", ShortRun));
        var faults = new List<string>();
        var (refused, read) = (0L, 0L);
        for (var seed = from; seed < from + runs && faults.Count < 20; seed++)
        {
            if (Fault((ulong)seed, ref refused, ref read) is { } fault)
                faults.Add(fault);
        }
        Assert.Equal("", string.Join("\n", faults));
        // Damage that is never noticed, or that never lets a row through, would show little.
        Assert.InRange(refused, runs / 3, runs * 9 / 10);
        Assert.InRange(read, runs / 10, runs * 2 / 3);
    }

    [Fact]
    public void Files_of_chance_bytes_are_refused()
    {
        for (var seed = 0ul; seed < 500; seed++)
        {
            var mutation = new Mutation(seed);
            var bytes = Enumerable.Range(0, mutation.Next(2000)).Select(_ => (byte)mutation.Next(256)).ToArray();
            Assert.True(BinaryReading.Of(bytes, "chance").Refused, $"seed {seed}");
        }
    }

    private static string? Fault(ulong seed, ref long refused, ref long read)
    {
        var mutation = new Mutation(seed);
        var (name, bytes) = s_files[mutation.Next(s_files.Length)];
        var damaged = mutation.Of(bytes, s_files[mutation.Next(s_files.Length)].Bytes);
        var clock = Stopwatch.GetTimestamp();
        try
        {
            var reading = BinaryReading.Of(damaged, name);
            refused += reading.Refused ? 1 : 0;
            read += reading.Rows > 0 ? 1 : 0;
            var seconds = Stopwatch.GetElapsedTime(clock).TotalSeconds;
            var fault = reading.Fault()
                ?? (seconds > MostSeconds ? $"took {seconds:F1} s for {reading.Rows} rows of {damaged.Length} bytes" : null)
                ?? (reading.Allocated > MostAllocated ? $"allocated {reading.Allocated} bytes for {damaged.Length}" : null);
            return fault is null ? null : $"seed {seed}, {name}: {fault}";
        }
#pragma warning disable CA1031 // Whatever is thrown is the finding of this test.
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            return $"seed {seed}, {name}: {thrown.GetType().Name}: {thrown.Message} {thrown.StackTrace?.Split('\n')[0]}";
        }
    }

    private static long Setting(string name, long otherwise) =>
        long.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
