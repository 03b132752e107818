using System.Text;
using IpdEngine.Tests.Walls;
using Xunit;

namespace IpdEngine.Tests.Stage1.Agreement;

/// <summary>The agreement record with lme4. <c>IPD_WRITE_RECORD=1 dotnet test --filter LmmAgreement</c> writes it anew.</summary>
public sealed class LmmAgreementTests
{
    private const string Record = "tests/References/agreement/lme4.record.txt";

    private static readonly Lazy<List<LmmDistance>> s_pairs = new(() => [.. LmmAgreement.Pairs()]);

    [Fact]
    public void Every_pair_agrees_with_lme4_or_has_the_higher_likelihood()
    {
        Assert.True(s_pairs.Value.Count >= 60, $"found {s_pairs.Value.Count} pairs");
        Faults.None(s_pairs.Value.Where(p => !p.Agrees).Select(p => $"{p} {p.Status.Reason}"));
    }

    [Fact]
    public void The_record_holds_the_distances_that_are_found()
    {
        var text = Text(s_pairs.Value);
        if (Environment.GetEnvironmentVariable("IPD_WRITE_RECORD") == "1")
            File.WriteAllText(Path.Combine(Repository.Root, Record), text);
        Assert.Equal(Repository.Read(Record), text);
    }

    private static string Text(List<LmmDistance> pairs)
    {
        var text = new StringBuilder();
        text.Append($"{pairs.Count} pairs of model and data beside lme4 and lmerTest: {pairs.Count(p => p.Agrees && !p.Lower)} agree, ")
            .Append($"{pairs.Count(p => p.Lower)} have the higher likelihood here, {pairs.Count(p => !p.Agrees)} do not agree\n");
        text.Append($"{pairs.Count(p => p.Status.Name == "boundary")} of them are singular fits, in both programs\n");
        text.Append($"worst: -2 log L above the peer's {Bin(pairs.Max(p => p.Criterion), 1e-7)}, estimate {Bin(pairs.Max(p => p.Estimate), 1e-5)} standard errors, ")
            .Append($"standard error {Bin(pairs.Max(p => p.Error), 1e-5)} relative, degrees of freedom {Bin(pairs.Max(p => p.Freedom), 1e-4)} relative, ")
            .Append($"variance {Bin(pairs.Max(p => p.Variance), 1e-4)} relative\n");
        text.Append("each line: -2 log L, estimate, standard error, degrees of freedom, variance, status, pair; distances rounded up to powers of ten\n");
        foreach (var p in pairs)
            text.Append($"{Bin(Math.Abs(p.Criterion), 1e-7)} {Bin(p.Estimate, 1e-5)} {Bin(p.Error, 1e-5)} {Bin(p.Freedom, 1e-4)} {Bin(p.Variance, 1e-4)} {p.Status.Name} {p.Name}\n");
        return text.ToString();
    }

    // Rounded up to a power of ten, and no finer than what another machine's logarithm may change.
    private static string Bin(double distance, double finest) =>
        double.IsNaN(distance) ? "nan" : $"1e{Math.Ceiling(Math.Log10(Math.Max(distance, finest)) - 1e-9):0}";
}
