using IpdEngine.Report;
using IpdEngine.Report.Files;
using IpdEngine.Stage1;
using IpdEngine.TwoStage;
using Xunit;

namespace IpdEngine.Tests.Report;

/// <summary>A study of four participants goes through every file and leaves no number of its own.</summary>
public sealed class DisclosureTests : IDisposable
{
    private const double Telling = 0.73731373;

    private readonly string folder = Directory.CreateTempSubdirectory("ipd-disclosure-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Nothing_of_a_study_of_four_is_written_anywhere()
    {
        RunFiles.Write(WithTinyStudy(4), CorpusRun.Context, In("run"));
        foreach (var file in Directory.EnumerateFiles(In("run"), "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".parquet", StringComparison.Ordinal)))
        {
            var text = File.ReadAllText(file);
            Assert.DoesNotContain("0.737", text, StringComparison.Ordinal);
            Assert.DoesNotContain("5,354", text, StringComparison.Ordinal);
            Assert.DoesNotContain("4 participants", text, StringComparison.Ordinal);
        }
        Assert.Contains("fewer than 5 participants", File.ReadAllText(Path.Combine(In("run"), "stage1.csv")), StringComparison.Ordinal);
        Assert.Contains("fewer than 5 participants", File.ReadAllText(Path.Combine(In("run"), "run.json")), StringComparison.Ordinal);
        Assert.Contains("&lt; 5", File.ReadAllText(Path.Combine(In("run"), "report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_study_of_five_is_written()
    {
        RunFiles.Write(WithTinyStudy(5), CorpusRun.Context, In("run"));
        Assert.Contains("0.73731373", File.ReadAllText(Path.Combine(In("run"), "stage1.csv")), StringComparison.Ordinal);
        Assert.Contains("5,355", File.ReadAllText(Path.Combine(In("run"), "report.html")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("found 3 participants with a pair, expected at least 20", "found fewer than 5 participants with a pair, expected at least 20")]
    [InlineData("found 13 participants, 1.4 patients a therapist", "found 13 participants, 1.4 patients a therapist")]
    public void A_small_count_in_a_reason_is_not_shown(string reason, string shown)
    {
        var run = CorpusRun.Make();
        var masked = new Disclosure(run).Masked(run with { Studies = [run.Studies[0] with { Refusal = reason }] });
        Assert.Equal(shown, masked.Studies[0].Refusal);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1, "< 5")]
    [InlineData(4, "< 5")]
    [InlineData(5, "5")]
    [InlineData(1550, "1,550")]
    public void A_cell_of_one_to_four_is_not_shown(int count, string shown) => Assert.Equal(shown, Disclosure.Text(count));

    private static RunResult WithTinyStudy(int n)
    {
        var run = CorpusRun.Make();
        var study = run.Studies[0] with { Facts = run.Studies[0].Facts with { Study = "tiny" }, Participants = n, Sessions = n, WindowSessions = n, Pairs = n };
        var fit = CorpusRun.Diagonal("association", "tiny", "free", n, n, ["r"], [Telling], [0.7], null);
        var reason = $"too_small: {n} participants have both scores at two sessions 1 apart, expected at least 20";
        var small = CorpusRun.Diagonal("riclpm", "tiny", "free", n, n, [], [], [], null) with { Status = new FitStatus(FitStatusCode.TooSmall, reason) };
        return run with
        {
            Studies = [.. run.Studies, study],
            Estimates = [.. run.Estimates, fit, small],
            Pools = [.. run.Pools.Select(pool => pool with { Members = [.. pool.Members, new Membership("tiny", false, reason)] })],
        };
    }

    private string In(string name) => Path.Combine(folder, name);
}
