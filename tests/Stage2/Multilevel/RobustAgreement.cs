using System.Text.Json;
using IpdEngine.Stage2;
using IpdEngine.Stage2.Robust;
using IpdEngine.Stage2.Univariate;

namespace IpdEngine.Tests.Stage2.Multilevel;

/// <summary>Compares cluster-robust tests with clubSandwich's (CR0 to CR3) and metafor's robust().</summary>
internal sealed class RobustAgreement(AgreementTally tally, string where, bool better)
{
    private const double Iterated = 1e-5;

    /// <summary>The REML pool without dependence, with clusters.</summary>
    public static void Univariate(AgreementTally tally, MultilevelSets set)
    {
        if (set.Json.GetProperty("univariate") is not { ValueKind: JsonValueKind.Object } expected)
            return;
        var effects = set.Effects(0);
        double[] vi = [.. Enumerable.Range(0, effects.K).Select(i => effects.V[i, i])];
        var fit = RandomEffects.Fit(new EffectTable(effects.Ids, effects.Yi, vi), new PoolOptions()).Value;
        var judge = new RobustAgreement(tally, $"{set.Name} univariate", false);
        foreach (var type in expected.GetProperty("robust").EnumerateObject())
            judge.Tests(type, ClusterRobust.Test(fit, set.Clusters, new RobustOptions(Enum.Parse<RobustAdjustment>(type.Name))));
    }

    public void Fit(MultilevelFit fit, string[] clusters, JsonElement model)
    {
        var p = fit.Coefficients.Count;
        foreach (var type in model.GetProperty("robust").ValueKind == JsonValueKind.Object ? model.GetProperty("robust").EnumerateObject().ToArray() : [])
        {
            var options = new RobustOptions(Enum.Parse<RobustAdjustment>(type.Name));
            Tests(type, ClusterRobust.Test(fit, clusters, options));
            if (!type.Value.TryGetProperty("htz", out var htz))
                continue;
            var constraints = new double[p - 1, p];
            for (var i = 1; i < p; i++)
                constraints[i - 1, i] = 1;
            Wald(type.Name, ClusterRobust.Wald(fit, clusters, constraints, options), type.Value.GetProperty("naive"), htz);
        }
        if (!model.TryGetProperty("CR1", out var plain))
            return;
        var outcome = ClusterRobust.Test(fit, clusters, new RobustOptions(RobustAdjustment.CR1p, RobustDegrees.ClustersLessCoefficients));
        if (outcome.Fit is not { } robust)
        {
            tally.Leave($"{where}: robust() refused: {outcome.Refusal}");
            return;
        }
        for (var j = 0; j < p; j++)
        {
            var c = robust.Coefficients[j];
            tally.Count(where, "robust() se", c.StandardError, At(plain.GetProperty("se"), j), c.StandardError, Iterated, better);
            tally.Count(where, "robust() p", c.PValue, At(plain.GetProperty("p"), j), PScale(c), Iterated, better);
        }
    }

    private void Tests(JsonProperty type, PoolOutcome<RobustFit> outcome)
    {
        if (outcome.Fit is not { } robust)
        {
            tally.Leave($"{where} {type.Name}: refused: {outcome.Refusal}");
            return;
        }
        for (var j = 0; j < robust.Coefficients.Count; j++)
        {
            var c = robust.Coefficients[j];
            tally.Count(where, $"{type.Name} se", c.StandardError, At(type.Value.GetProperty("se"), j), c.StandardError, Iterated, better);
            tally.Count(where, $"{type.Name} df", c.DegreesOfFreedom, At(type.Value.GetProperty("df"), j), c.DegreesOfFreedom, Iterated, better);
            tally.Count(where, $"{type.Name} p", c.PValue, At(type.Value.GetProperty("p"), j), PScale(c), Iterated, better);
            if (!type.Value.TryGetProperty("ci", out var interval))
                continue;
            var width = c.ConfHigh - c.ConfLow;
            tally.Count(where, $"{type.Name} ci", c.ConfLow, interval[j], width, Iterated, better);
            tally.Count(where, $"{type.Name} ci", c.ConfHigh, interval[robust.Coefficients.Count + j], width, Iterated, better);
        }
    }

    private void Wald(string type, PoolOutcome<RobustWald> outcome, JsonElement naive, JsonElement htz)
    {
        if (outcome.Fit is not { } wald)
        {
            tally.Leave($"{where} {type}: Wald test refused: {outcome.Refusal}");
            return;
        }
        if (double.IsNaN(wald.NaiveF))
        {
            tally.Leave($"{where} {type}: {wald.Note}");
            return;
        }
        tally.Count(where, "Naive-F", wald.NaiveF, naive[0], wald.NaiveF, Iterated, better);
        tally.Count(where, "Naive-F p", wald.NaiveP, naive[3], wald.NaiveP * Math.Max(1, wald.NaiveF * wald.Df1) + 1e-14, Iterated, better);
        tally.Count(where, "HTZ F", wald.HotellingF, htz[0], wald.HotellingF + 1e-9, Iterated, better);
        tally.Count(where, "HTZ df", wald.HotellingDf2, htz[2], Math.Abs(wald.HotellingDf2) + wald.Df1, Iterated, better);
        tally.Count(where, "HTZ p", wald.HotellingP, htz[3], wald.HotellingP * Math.Max(1, wald.HotellingF * wald.Df1) + 1e-14, Iterated, better);
    }

    private static double PScale(Coefficient c) => c.PValue * Math.Max(1, c.Statistic * c.Statistic) + 1e-14;

    private static JsonElement At(JsonElement element, int i) => element.ValueKind == JsonValueKind.Array ? element[i] : element;
}
