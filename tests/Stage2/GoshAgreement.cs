using System.Text.Json;
using IpdEngine.Stage2;
using IpdEngine.Stage2.Sensitivity;

namespace IpdEngine.Tests.Stage2;

/// <summary>All subsets of small sets beside metafor's gosh(): twelve subsets by their members, and the means over all.</summary>
internal sealed class GoshAgreement(AgreementLedger ledger)
{
    private const double Tolerance = 1e-5;

    public void Set(string name, UnivariateFit fit, JsonElement expected)
    {
        if (expected.TryGetProperty("error", out var error))
        {
            ledger.Skip($"{name} gosh", $"metafor: {error}");
            return;
        }
        var subsets = Gosh.Of(fit).Value.Subsets;
        var typical = fit.Effects.Vi.Average();
        ledger.Compare(name, "gosh count", subsets.Count, expected.GetProperty("n"), 1e-10, 1e-10);
        var masks = expected.GetProperty("masks");
        for (var n = 0; n < masks.GetArrayLength(); n++)
        {
            // Subsets stand in the order of their members' number, from 1.
            var subset = subsets[masks[n].GetInt32() - 1];
            Compare("est", subset.Estimates[0], Math.Sqrt(typical / fit.K) * Tolerance);
            Compare("QE", subset.Q, 1e-9);
            Compare("I2", subset.I2, 1e-5);
            Compare("H2", subset.H2, 0);
            Compare("tau2", subset.Tau2, typical * 1e-7);

            void Compare(string quantity, double found, double floor) => ledger.Compare($"{name} {masks[n]}", $"gosh {quantity}", found, expected.GetProperty(quantity)[n], Tolerance, floor);
        }
        var means = expected.GetProperty("means");
        double[] ours = [subsets.Average(s => s.Estimates[0]), subsets.Average(s => s.Q), subsets.Average(s => s.I2), subsets.Average(s => s.H2), subsets.Average(s => s.Tau2)];
        double[] floors = [Math.Sqrt(typical / fit.K) * Tolerance, 1e-9, 1e-5, 0, typical * 1e-7];
        for (var j = 0; j < ours.Length; j++)
            ledger.Compare($"{name} mean {j}", "gosh means", ours[j], means[j], Tolerance, floors[j]);
    }
}
