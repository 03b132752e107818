using System.Diagnostics;
using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Readers;
using IpdEngine.Intake.Readers.Opening;
using Xunit;

namespace IpdEngine.Tests.Readers.Delimited;

/// <summary>Files made to take the machine are refused in bounded memory and time.</summary>
public sealed class HostileTextTests
{
    private const int Megabyte = 1 << 20;

    [Theory]
    [InlineData("a", "line-too-long")]
    [InlineData("\"", "line-too-long")]
    [InlineData(",", "too-many-columns")]
    [InlineData("1,", "too-many-columns")]
    [InlineData("\"a\nb", "quotes-broken")]
    public void A_line_of_a_hundred_megabytes_is_refused(string unit, string code)
    {
        string block = string.Concat(Enumerable.Repeat(unit, Megabyte / unit.Length));
        Finding finding = Refused("id,wai\nP1,\"", block, 100, maximumMegabytes: 64, secondsAtMost: 10);
        Assert.Contains(finding.Code, new[] { "quotes-broken", "line-too-long" });
        finding = Refused("", block, 100, maximumMegabytes: 128, secondsAtMost: 10);
        Assert.Contains(finding.Code, new[] { code, "line-too-long" });
    }

    [Fact]
    public void Fifty_megabytes_of_zeros_are_no_table() =>
        Assert.Equal("not-a-table", Refused("", new string('\0', Megabyte), 50, maximumMegabytes: 4, secondsAtMost: 10).Code);

    [Fact]
    public void Thirty_thousand_columns_of_one_name_are_read_in_no_more_time_than_of_as_many()
    {
        // Found by the fuzz campaign, mutation 259837: each looked for its name from the start.
        var clock = Stopwatch.GetTimestamp();
        var (findings, _, _) = Read(string.Join(',', Enumerable.Repeat("id", 30_000)) + "\n", "1,", 29_999);
        Assert.Contains(findings, finding => finding.Code == "duplicate-column");
        Assert.InRange(Stopwatch.GetElapsedTime(clock).TotalSeconds, 0, 10);
    }

    [Fact]
    public void A_batch_of_long_lines_stays_small()
    {
        string line = new string('x', Megabyte - 6) + "\nP1,";
        var (findings, allocated, rows) = Read("id,wai\nP1,", line, 40);
        Assert.DoesNotContain(findings, finding => finding.Severity == Severity.Error);
        Assert.Equal(41, rows);
        Assert.InRange(allocated, 0, 64L * Megabyte);
    }

    private static Finding Refused(string start, string block, int blocks, int maximumMegabytes, double secondsAtMost)
    {
        long began = Stopwatch.GetTimestamp();
        var (findings, allocated, _) = Read(start, block, blocks);
        Assert.InRange(allocated, 0, (long)maximumMegabytes * Megabyte);
        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalSeconds, 0, secondsAtMost);
        return findings.First(finding => finding.Severity == Severity.Error);
    }

    // Rows are counted, not kept: what is measured is the reader.
    private static (IReadOnlyList<Finding> Findings, long Allocated, long Rows) Read(string start, string block, int blocks)
    {
        string path = Path.GetTempFileName();
        try
        {
            using (var writer = new StreamWriter(path))
            {
                writer.Write(start);
                for (int i = 0; i < blocks; i++)
                    writer.Write(block);
            }
            long before = GC.GetAllocatedBytesForCurrentThread();
            var options = new ReadOptions();
            RawFile file = TableReader.Open(path, options);
            if (!file.IsReadable)
                return (file.Findings, GC.GetAllocatedBytesForCurrentThread() - before, 0);
            var (table, findings) = TableReader.OpenTable(path, file, "", options);
            if (table is null)
                return (findings, GC.GetAllocatedBytesForCurrentThread() - before, 0);
            long rows = 0;
            using (table)
            {
                RawBatch batch = table.CreateBatch();
                while (table.Read(batch))
                    rows += batch.Count;
                return (table.Findings, GC.GetAllocatedBytesForCurrentThread() - before, rows);
            }
        }
        finally
        {
            File.Delete(path);
        }
    }
}
