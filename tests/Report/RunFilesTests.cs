using System.Text;
using IpdEngine.Report.Files;
using Xunit;

namespace IpdEngine.Tests.Report;

public sealed class RunFilesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ipd-report-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Two_runs_of_the_same_result_differ_in_timings_alone()
    {
        RunFiles.Write(CorpusRun.Make(), CorpusRun.Context, In("a"));
        var other = CorpusRun.Context with
        {
            Findings = [.. CorpusRun.Context.Findings.Reverse()],
            Timings = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero), 1, []),
        };
        RunFiles.Write(CorpusRun.Make(), other, In("b"));
        var differing = Names("a").Where(name => !Bytes("a", name).SequenceEqual(Bytes("b", name)));
        Assert.Equal(Names("a"), Names("b"));
        Assert.Equal(["timings.json"], differing);
    }

    [Fact]
    public void No_file_has_a_carriage_return_or_a_byte_order_mark()
    {
        RunFiles.Write(CorpusRun.Make(), CorpusRun.Context, In("a"));
        foreach (var name in Names("a").Where(name => !name.EndsWith(".parquet", StringComparison.Ordinal)))
        {
            var bytes = Bytes("a", name);
            Assert.DoesNotContain((byte)'\r', bytes);
            Assert.False(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble), name);
            Assert.Equal((byte)'\n', bytes[^1]);
        }
    }

    [Fact]
    public void An_earlier_run_is_replaced_whole()
    {
        RunFiles.Write(CorpusRun.Make(), CorpusRun.Context, In("a"));
        File.WriteAllText(Path.Combine(In("a"), "figures", "forest-old.svg"), "<svg/>");
        RunFiles.Write(CorpusRun.Make(), CorpusRun.Context, In("a"));
        Assert.DoesNotContain("figures/forest-old.svg", Names("a"));
        Assert.Equal(["a"], Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName));
    }

    [Fact]
    public void A_folder_with_other_things_in_it_is_refused_and_left_alone()
    {
        Directory.CreateDirectory(In("a"));
        File.WriteAllText(Path.Combine(In("a"), "thesis.docx"), "years of work");
        var fault = Assert.Throws<ArgumentException>(() => RunFiles.Write(CorpusRun.Make(), CorpusRun.Context, In("a")));
        Assert.Contains("thesis.docx", fault.Message, StringComparison.Ordinal);
        Assert.Equal(["thesis.docx"], Names("a"));
    }

    [Fact]
    public void A_run_that_cannot_be_written_leaves_the_earlier_one_in_place()
    {
        RunFiles.Write(CorpusRun.Make(), CorpusRun.Context, In("a"));
        var before = Bytes("a", "pooled.csv");
        var broken = CorpusRun.Make() with { Claims = [null!] };
        Assert.ThrowsAny<Exception>(() => RunFiles.Write(broken, CorpusRun.Context, In("a")));
        Assert.Equal(before, Bytes("a", "pooled.csv"));
        Assert.Equal(["a"], Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName));
    }

    private string In(string run) => Path.Combine(folder, run);

    private byte[] Bytes(string run, string name) => File.ReadAllBytes(Path.Combine(In(run), name));

    private List<string> Names(string run) =>
        [.. Directory.EnumerateFiles(In(run), "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(In(run), path).Replace('\\', '/')).Order(StringComparer.Ordinal)];
}
