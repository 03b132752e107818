using System.Globalization;
using System.Text.Json;
using IpdEngine.Stage2;
using IpdEngine.Stage2.Moderators;
using IpdEngine.Stage2.Univariate;

namespace IpdEngine.Tests.Stage2;

/// <summary>Subgroups (row number modulo 3) beside separate metafor fits and one meta-regression on the factor.</summary>
internal sealed class SubgroupAgreement(AgreementLedger ledger)
{
    private const double Tolerance = 1e-5;

    public void Set(string name, EffectTable table, JsonElement expected)
    {
        if (expected.TryGetProperty("error", out var error))
        {
            ledger.Skip($"{name} subgroups", $"metafor: {error}");
            return;
        }
        string[] groups = [.. Enumerable.Range(0, table.Yi.Length).Select(i => (i % 3).ToString(CultureInfo.InvariantCulture))];
        var options = new PoolOptions(Prediction: PredictionDefinition.Test);
        var typical = table.Vi.Average();
        var (separate, theirs) = (Subgroups.Fit(table, "g", groups, options, SubgroupTau.Separate).Value, expected.GetProperty("separate"));
        var better = new bool[3];
        for (var g = 0; g < 3; g++)
        {
            var mean = separate.Groups[g].Mean!;
            better[g] = Higher(separate.Groups[g].Fit!, theirs.GetProperty("tau2")[g].GetDouble());
            Compare("separate b", mean.Estimate, theirs.GetProperty("b")[g], mean.StandardError * Tolerance, better[g]);
            Compare("separate se", mean.StandardError, theirs.GetProperty("se")[g], 0, better[g]);
            Compare("separate tau2", separate.Groups[g].Tau2, theirs.GetProperty("tau2")[g], typical * 1e-7, better[g]);
        }
        var q = separate.Difference!;
        Compare("separate Q", q.Statistic, theirs.GetProperty("Q"), Tolerance * (2 * Math.Sqrt(q.Statistic) + Tolerance), better.Contains(true));
        Compare("separate p", q.PValue, theirs.GetProperty("p"), Tolerance * Math.Max(1, q.Statistic) * q.PValue, better.Contains(true));
        (var common, theirs) = (Subgroups.Fit(table, "g", groups, options, SubgroupTau.Common).Value, expected.GetProperty("common"));
        for (var g = 0; g < 3; g++)
        {
            var (mean, interval) = (common.Groups[g].Mean!, common.Groups[g].Prediction!);
            Compare("common b", mean.Estimate, theirs.GetProperty("b")[g], mean.StandardError * Tolerance);
            Compare("common se", mean.StandardError, theirs.GetProperty("se")[g], 0);
            Compare("common ci", mean.ConfLow, theirs.GetProperty("lb")[g], mean.StandardError * Tolerance);
            Compare("common ci", mean.ConfHigh, theirs.GetProperty("ub")[g], mean.StandardError * Tolerance);
            Compare("common pi", interval.Low, theirs.GetProperty("plb")[g], mean.StandardError * Tolerance);
            Compare("common pi", interval.High, theirs.GetProperty("pub")[g], mean.StandardError * Tolerance);
        }
        Compare("common tau2", common.Groups[0].Tau2, theirs.GetProperty("tau2"), typical * 1e-7);
        Compare("common R2", common.Regression!.R2, theirs.GetProperty("R2"), 1e-4);
        Compare("common F", common.Difference!.Statistic, theirs.GetProperty("F"), Tolerance * (2 * Math.Sqrt(common.Difference.Statistic) + Tolerance));
        Compare("common p", common.Difference.PValue, theirs.GetProperty("p"), Tolerance * Math.Max(1, common.Difference.Statistic * 2) * common.Difference.PValue);

        void Compare(string quantity, double found, JsonElement value, double floor, bool better = false) =>
            ledger.Compare(name, $"subgroups {quantity}", found, value, Tolerance, floor, () => better);
    }

    // Of a likelihood with several maxima metafor's search may find a lower one.
    private static bool Higher(UnivariateFit fit, double theirs)
    {
        var model = new WeightedRegression(fit.Effects.Yi, fit.Effects.Vi, OrthonormalDesign.From([Enumerable.Repeat(1.0, fit.K).ToArray()], fit.K, out _)!);
        return fit.LogLikelihood > LikelihoodTau.LogLikelihood(model, theirs, true) + 1e-9;
    }
}
