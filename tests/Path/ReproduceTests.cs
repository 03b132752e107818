using IpdEngine.Intake.Example;
using Xunit;

namespace IpdEngine.Tests.DataPath;

/// <summary>The main job from raw files to result files, as a process.</summary>
public sealed class ReproduceTests
{
    [Fact]
    public void Workers_and_the_order_of_rows_change_no_byte_of_a_result_file_but_the_timings()
    {
        using var folder = new ScratchFolder();
        ExampleCorpus.WriteTo(folder["shuffled"]);
        foreach (var file in Directory.EnumerateFiles(folder["shuffled"]).Where(f => f.EndsWith(".csv", StringComparison.Ordinal) || f.EndsWith(".tsv", StringComparison.Ordinal)))
            Reverse(file);
        Assert.Equal(0, Ipd.Run(folder.Root, "reproduce", "--out", "one", "--workers", "1").Code);
        Assert.Equal(0, Ipd.Run(folder.Root, "reproduce", "--out", "two", "--workers", "2", "--corpus", "shuffled").Code);

        var files = Files(folder["one"]);
        Assert.Equal(files, Files(folder["two"]));
        Assert.Contains("report.html", files);
        foreach (var file in files.Where(f => f != "timings.json"))
            Assert.True(
                File.ReadAllBytes(Path.Combine(folder["one"], file)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(folder["two"], file))),
                $"{file} differs");
    }

    [Fact]
    public void A_refused_trial_is_listed_and_the_claim_about_the_corpus_is_not_shown()
    {
        using var folder = new ScratchFolder();
        ExampleCorpus.WriteTo(folder["trials"]);
        File.WriteAllText(Path.Combine(folder["trials"], "trial17_pilot.csv"), "");
        File.Delete(Path.Combine(folder["trials"], "trial16_biweekly.csv"));
        var (code, output, errors) = Ipd.Run(folder.Root, "reproduce", "--out", "out", "--corpus", "trials");
        Assert.Equal(1, code);
        Assert.Contains("15 of 17 raw files ingested", output, StringComparison.Ordinal);
        Assert.Contains("trial17", errors, StringComparison.Ordinal);
        Assert.Contains("refused at ingest", File.ReadAllText(folder["out/run.json"]), StringComparison.Ordinal);
        Assert.Contains("trial16", File.ReadAllText(folder["out/report.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_with_a_wrong_key_or_name_runs_nothing_and_says_what_was_meant()
    {
        using var folder = new ScratchFolder();
        ExampleCorpus.WriteTo(folder["trials"]);
        File.WriteAllText(folder["key"], ExampleCorpus.KeyText);
        Assert.Equal(0, Ipd.Run(folder.Root, "ingest", "trials/trial17.yaml", "trials/trial13.yaml", "--store", "store", "--key", "key").Code);

        File.WriteAllText(folder["plan.yaml"], "modles: [riclpm]\n");
        var wrongKey = Ipd.Run(folder.Root, "run", "plan.yaml", "--store", "store", "--out", "out");
        Assert.Equal(2, wrongKey.Code);
        Assert.Contains("models", wrongKey.Errors, StringComparison.Ordinal);

        File.WriteAllText(folder["plan.yaml"], "moderators: [contry]\n");
        var wrongName = Ipd.Run(folder.Root, "run", "plan.yaml", "--store", "store", "--out", "out");
        Assert.Equal(2, wrongName.Code);
        Assert.Contains("country", wrongName.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Fact]
    public void Without_a_key_nothing_is_stored()
    {
        using var folder = new ScratchFolder();
        ExampleCorpus.WriteTo(folder["trials"]);
        var (code, _, errors) = Ipd.Run(folder.Root, "ingest", "trials/trial17.yaml", "--store", "store");
        Assert.Equal(2, code);
        Assert.Contains("--key", errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["store"]));
    }

    private static void Reverse(string file)
    {
        // Bytes stay as they are: one trial is not UTF-8. Latin-1 maps every byte to a character and back.
        var text = File.ReadAllText(file, System.Text.Encoding.Latin1);
        var end = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var lines = text.Split(end, StringSplitOptions.RemoveEmptyEntries);
        Array.Reverse(lines, 1, lines.Length - 1);
        File.WriteAllText(file, string.Join(end, lines) + end, System.Text.Encoding.Latin1);
    }

    private static List<string> Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal)];
}
