using System.Text.Json;
using IpdEngine.Stage2;
using IpdEngine.Stage2.Moderators;
using IpdEngine.Stage2.Univariate;

namespace IpdEngine.Tests.Stage2;

/// <summary>Predictions, tests of chosen coefficients and inflation factors beside metafor's predict(), btt and vif().</summary>
internal sealed class RegressionAgreement(AgreementLedger ledger)
{
    private const double Tolerance = 1e-5;

    public void Set(string where, UnivariateFit fit, JsonElement expected)
    {
        var at = expected.GetProperty("at").EnumerateArray().Select(e => e.GetDouble()).ToList();
        var mean = Predictions.At(fit, [at]).Single();
        double[] ours = [mean.Estimate, mean.StandardError, mean.ConfLow, mean.ConfHigh, mean.Prediction!.Low, mean.Prediction.High];
        string[] names = ["pred", "se", "ci", "ci", "pi", "pi"];
        for (var j = 0; j < ours.Length; j++)
            ledger.Compare(where, $"predict {names[j]}", ours[j], expected.GetProperty("predict")[j], Tolerance, j == 1 ? 0 : mean.StandardError * Tolerance);
        for (var j = 1; j < fit.Coefficients.Count; j++)
        {
            var test = CoefficientTests.Of(fit, [fit.Coefficients[j].Term]);
            var theirs = expected.GetProperty("btt")[j - 1];
            ledger.Compare(where, "btt F", test.Statistic, theirs[0], Tolerance, Tolerance * (2 * Math.Sqrt(test.Statistic) + Tolerance));
            ledger.Compare(where, "btt p", test.PValue, theirs[1], Tolerance * Math.Max(1, test.Statistic), Tolerance * Tolerance);
        }
        if (expected.TryGetProperty("vif", out var vif))
            foreach (var (factor, value) in VarianceInflation.Of(fit).Value.Zip(vif.EnumerateArray()))
                ledger.Compare(where, "vif", factor.Value, value, Tolerance, 0);
    }
}
