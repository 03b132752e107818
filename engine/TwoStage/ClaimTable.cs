using System.Globalization;

namespace IpdEngine.TwoStage;

/// <summary>The claims that can be checked, each with its verdict: two-sided intervals at the plan's level.</summary>
/// <remarks>The finding in shape of Flueckiger et al. (2020), doi 10.1037/ccp0000594; no coefficient of that paper is used.</remarks>
public static class ClaimTable
{
    private enum Side { Above, Below }

    /// <summary>Claim 1, about the data: what came in against what the 2020 paper describes.</summary>
    /// <param name="studies">The studies of the run.</param>
    /// <param name="window">The analysis window.</param>
    /// <param name="filesRead">Raw files that were ingested.</param>
    /// <param name="filesFound">Raw files that there were.</param>
    public static Claim Corpus(IReadOnlyList<StudyRecord> studies, (int First, int Last) window, int filesRead, int filesFound)
    {
        var participants = studies.Sum(s => s.Participants);
        var countries = studies.Select(s => s.Facts.Country).OfType<string>().Distinct().Count();
        return new(
            "1",
            "17 studies, 5,350 participants, 9 countries, sessions 1-7, every raw file ingested",
            Invariant($"{studies.Count} studies, {participants:N0} participants, {countries} countries, sessions {window.First}-{window.Last}, {filesRead} of {filesFound} raw files ingested"),
            studies.Count == 17 && participants == 5350 && countries == 9 && window == (1, 7) && filesRead == filesFound);
    }

    /// <summary>Claims 2 to 4, about the pools.</summary>
    public static IReadOnlyList<Claim> Of(Plan plan, IReadOnlyList<PooledEffect> pools)
    {
        Claim Judge(string id, string text, string model, string effect, Side side) =>
            Verdict(id, text, pools.FirstOrDefault(p => p.Model == model && p.Effect == effect && p.Pool == "primary"), side);
        return
        [
            Judge("2a", "Early alliance predicts outcome: pooled r > 0, its interval excludes 0", "association", "r", Side.Above),
            Judge("2b", "Early alliance predicts outcome given intake severity: pooled partial r > 0, its interval excludes 0", "association", "partial r", Side.Above),
            Judge("3a", "Higher alliance than usual is followed by lower symptoms: alliance -> symptom, upper limit < 0", plan.Primary, "as", Side.Below),
            Judge("3b", "Lower symptoms than usual are followed by higher alliance: symptom -> alliance, upper limit < 0", plan.Primary, "sa", Side.Below),
            Judge("4a", "Stronger alliance -> symptom effect in patients with higher alliance: x:zA, upper limit < 0", "crosslevel", "as x.zA", Side.Below),
            Judge("4b", "Stronger alliance -> symptom effect in patients with lower symptoms: x:zS, lower limit > 0", "crosslevel", "as x.zS", Side.Above),
        ];
    }

    private static Claim Verdict(string id, string text, PooledEffect? pool, Side side)
    {
        if (pool?.Fit is not { } fit)
            return new(id, text, pool?.Refusal ?? "the plan does not fit this model", null);
        var b = fit.Coefficients[0];
        // Correlations are pooled as Fisher's z and shown as r; zero is zero on both scales.
        var onZ = pool.Model == "association";
        double Show(double value) => onZ ? Math.Tanh(value) : value;
        var found = Invariant(
            $"{(onZ ? pool.Effect : "b")} = {Show(b.Estimate):0.000} [{Show(b.ConfLow):0.000}, {Show(b.ConfHigh):0.000}], {(b.PValue < 0.001 ? "p < .001" : Invariant($"p = {b.PValue:0.000}"))}, k = {fit.K}");
        return new(id, text, found, side == Side.Above ? b.ConfLow > 0 : b.ConfHigh < 0);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
