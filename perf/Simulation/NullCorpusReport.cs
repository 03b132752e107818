using System.Globalization;
using System.Text;
using IpdEngine.Simulation.Corpora;

namespace IpdEngine.Perf.Simulation;

/// <summary>How often the claims are shown on corpora with and without their effects: <c>null-corpus [CORPORA] [FILE]</c>.</summary>
internal static class NullCorpusReport
{
    private const ulong Seed = 20260417;

    internal static int Run(string[] args)
    {
        var corpora = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 200;
        List<ClaimRow> rows = [];
        foreach (var truth in CorpusTruth.All)
        {
            rows.AddRange(ClaimRates.Run(truth, Seed, corpora, Environment.ProcessorCount));
            Console.Error.WriteLine($"null-corpus: {truth.Name} done");
        }

        SimulationOutput.Write(args, Text(rows, corpora));
        return 0;
    }

    /// <summary>The table: a row a claim, a column a truth.</summary>
    internal static string Text(IReadOnlyList<ClaimRow> rows, int corpora)
    {
        var text = new StringBuilder("# How often each claim is shown where its effect is there, and where it is not\n\n");
        text.Append(CultureInfo.InvariantCulture, $"`dotnet run --project perf -c Release -- null-corpus {corpora}` (seed {Seed}).\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{corpora} corpora a column, each of 17 studies in the shape of the example corpus (N 35-1,550, 7 sessions, one with every second session, dropout that depends on\n");
        text.Append("""
            symptoms), analysed as `ipd run` does with its default plan (RI-CLPM, multilevel, association; guarded Knapp-Hartung, 95 % two-sided). Percent of corpora in which the claim is shown,
            Monte Carlo error in brackets. Where an effect is absent each single claim should be shown in 2.5 % of corpora.

            Truths: `effects` cross-lags -0.09 and -0.10 (SD between studies 0.03), interactions -0.03 and 0.02, outcome related to alliance; `lags alone` the same without
            interactions; `none on average` cross-lags that are zero on average (SD 0.03), nothing else; `none` no cross-lag, interaction or relation to outcome in any study.

            """);
        string[] truths = [.. rows.Select(r => r.Corpus).Distinct()];
        text.Append(CultureInfo.InvariantCulture, $"\n| claim | {string.Join(" | ", truths)} |\n|---|{string.Concat(truths.Select(_ => "---|"))}\n");
        foreach (var claim in rows.Select(r => r.Claim).Distinct())
            text.Append(CultureInfo.InvariantCulture, $"| {claim} {Words(claim)} | {string.Join(" | ", truths.Select(t => Cell(rows.Single(r => r.Claim == claim && r.Corpus == t))))} |\n");
        return text.ToString();
    }

    private static string Cell(ClaimRow row) => string.Create(CultureInfo.InvariantCulture, $"{100 * row.Shown.Share:F1} ({100 * row.Shown.Error:F1}){(row.NotExamined > 0 ? $", {row.NotExamined} not examined" : "")}");

    private static string Words(string claim) => claim switch
    {
        "2a" => "early alliance and outcome, r > 0",
        "2b" => "the same given intake",
        "3a" => "alliance -> symptom below 0",
        "3b" => "symptom -> alliance below 0",
        "4a" => "x:zA below 0",
        "4b" => "x:zS above 0",
        "3" => "both cross-lags together",
        _ => "both interactions together",
    };
}
