using System.Globalization;
using System.Text.Json;
using IpdEngine.Stage2;
using IpdEngine.Stage2.Univariate;
using IpdEngine.Tests.Walls;

namespace IpdEngine.Tests.Stage2;

/// <summary>Compares every quantity of every pool in univariate.json with metafor's and counts how each comparison ended.</summary>
internal sealed class MetadatAgreement
{
    private static readonly (string Name, PoolTest Test)[] s_tests = [("z", PoolTest.Z), ("t", PoolTest.T), ("knha", PoolTest.Knha), ("adhoc", PoolTest.AdHoc)];

    private readonly SortedDictionary<string, int[]> _counts = new(StringComparer.Ordinal);

    public List<string> Faults { get; } = [];

    public List<string> Refusals { get; } = [];

    public int Compared => _counts.Values.Sum(c => c[0]);

    /// <summary>Runs the whole record.</summary>
    public static MetadatAgreement Run()
    {
        using var json = JsonDocument.Parse(Repository.Read("tests/References/stage2/univariate.json"));
        var agreement = new MetadatAgreement();
        foreach (var set in json.RootElement.GetProperty("sets").EnumerateArray())
        {
            var yi = Numbers(set.GetProperty("yi"));
            var plain = new EffectTable([.. yi.Select((_, i) => i.ToString("D4", CultureInfo.InvariantCulture))], yi, Numbers(set.GetProperty("vi")));
            agreement.Fits($"{set.GetProperty("name").GetString()}", plain, set.GetProperty("plain"));
            if (set.TryGetProperty("moderated", out var moderated))
                agreement.Fits($"{set.GetProperty("name").GetString()} ~ mods",
                    plain with { Moderators = [.. set.GetProperty("mods").EnumerateObject().Select(m => KeyValuePair.Create(m.Name, Numbers(m.Value)))] }, moderated);
        }
        return agreement;
    }

    /// <summary>One line a kind of quantity: compared, agreed by tolerance, better than metafor's by likelihood or residual.</summary>
    public string Record()
    {
        var lines = _counts.Select(c => $"{c.Key,-14} compared {c.Value[0],5}  agreed {c.Value[1],5}  better {c.Value[2],4}");
        return string.Join('\n', lines.Append($"{"all",-14} compared {Compared,5}  agreed {_counts.Values.Sum(c => c[1]),5}  better {_counts.Values.Sum(c => c[2]),4}")) + "\n"
            + string.Concat(Refusals.Select(r => r + "\n"));
    }

    private void Fits(string name, EffectTable effects, JsonElement fits)
    {
        foreach (var expected in fits.EnumerateArray())
        {
            var method = Enum.Parse<TauEstimator>(expected.GetProperty("method").GetString()!);
            if (expected.TryGetProperty("error", out var error))
            {
                Refusals.Add($"not compared: {name} {method}: metafor: {error.GetString()!.ReplaceLineEndings(" ")}");
                continue;
            }
            foreach (var (test, kind) in s_tests)
            {
                var outcome = RandomEffects.Fit(effects, new PoolOptions(method, kind, Prediction: PredictionDefinition.Test));
                if (outcome.Fit is not { } fit)
                {
                    Refusals.Add($"not compared: {name} {method} {test}: refused: {outcome.Refusal}");
                    continue;
                }
                var judge = new FitJudge(fit, expected);
                if (test == "z")
                    Tau(name, judge, fit, expected);
                Tests($"{name} {method} {test}", judge, fit, expected.GetProperty(test));
            }
        }
    }

    private void Tau(string name, FitJudge judge, UnivariateFit fit, JsonElement expected)
    {
        var where = $"{name} {fit.Options.Estimator}";
        var typical = fit.Effects.Vi.Average();
        Count(where, "tau2", judge, fit.Tau2, expected.GetProperty("tau2"), typical * 1e-7);
        Count(where, "se.tau2", judge, fit.Tau2StandardError, expected.GetProperty("se.tau2"), 0);
        Count(where, "I2", judge, fit.I2, expected.GetProperty("I2"), 1e-5);
        Count(where, "H2", judge, fit.H2, expected.GetProperty("H2"), 0);
        Count(where, "QE", judge, fit.Q, expected.GetProperty("QE"), 1e-9);
        Count(where, "QEp", judge, fit.QPValue, expected.GetProperty("QEp"), 1e-14, Math.Max(1, fit.Q));
        Count(where, "logLik", judge, fit.LogLikelihood, expected.GetProperty("ll"), 1e-6);
        Count(where, "weight", judge, fit.Weights[0], expected.GetProperty("weight1"), 0);
        if (expected.TryGetProperty("R2", out var r2))
        {
            // A share of nothing: metafor's search stops 1e-14 short of zero and then divides by that.
            if (fit.Options.Estimator != TauEstimator.EE && fit.Tau2 <= 0 && RandomEffects.Fit(fit.Effects with { Moderators = [] }, fit.Options).Value.Tau2 <= 0 && r2.GetDouble() > 0)
                Refusals.Add($"not compared: {where} R2: tau-squared is zero with and without moderators, metafor has {r2.GetDouble()}");
            else
                Count(where, "R2", judge, fit.R2, r2, 1e-4);
        }
        if (expected.TryGetProperty("tau2.ci", out var interval))
        {
            Count(where, "tau2.ci", judge, fit.Tau2Interval.Low, interval[0], typical * 1e-7);
            Count(where, "tau2.ci", judge, fit.Tau2Interval.High, interval[1], typical * 1e-7);
        }
    }

    private void Tests(string where, FitJudge judge, UnivariateFit fit, JsonElement expected)
    {
        for (var j = 0; j < fit.Coefficients.Count; j++)
        {
            var c = fit.Coefficients[j];
            Count(where, "b", judge, c.Estimate, At("b"), c.StandardError * judge.Tolerance);
            Count(where, "se", judge, c.StandardError, At("se"), 0);
            Count(where, "p", judge, c.PValue, At("pval"), 1e-14, Math.Max(1, c.Statistic * c.Statistic));
            Count(where, "ci", judge, c.ConfLow, At("lb"), c.StandardError * judge.Tolerance);
            Count(where, "ci", judge, c.ConfHigh, At("ub"), c.StandardError * judge.Tolerance);

            JsonElement At(string name) => expected.GetProperty(name) is { ValueKind: JsonValueKind.Array } array ? array[j] : expected.GetProperty(name);
        }
        if (expected.TryGetProperty("QM", out var qm))
        {
            Count(where, "QM", judge, fit.Moderation!.Statistic, qm, 1e-9);
            Count(where, "QMp", judge, fit.Moderation.PValue, expected.GetProperty("QMp"), 1e-14, Math.Max(1, fit.Moderation.Statistic * fit.Moderation.Df1));
        }
        if (expected.TryGetProperty("pi", out var prediction))
        {
            Count(where, "pi", judge, fit.Prediction!.Low, prediction[0], fit.Coefficients[0].StandardError * judge.Tolerance);
            Count(where, "pi", judge, fit.Prediction.High, prediction[1], fit.Coefficients[0].StandardError * judge.Tolerance);
        }
    }

    // A p moves by about the square of its statistic times what the statistic moves by: `stretch` is that factor.
    private void Count(string where, string quantity, FitJudge judge, double found, JsonElement expected, double floor, double stretch = 1)
    {
        if (expected.ValueKind != JsonValueKind.Number)
            return;
        var value = expected.GetDouble();
        if (!_counts.TryGetValue(quantity, out var count))
            _counts[quantity] = count = new int[3];
        count[0]++;
        var tolerance = quantity == "tau2.ci" ? 1e-5 : judge.Tolerance;
        if (Math.Abs(found - value) <= floor + stretch * tolerance * Math.Abs(value))
            count[1]++;
        else if (judge.Better && quantity != "tau2.ci")
            count[2]++;
        else
            Faults.Add(string.Create(CultureInfo.InvariantCulture, $"{where} {quantity}: found {found:G12}, expected {value:G12}"));
    }

    private static double[] Numbers(JsonElement array) =>
        array.ValueKind == JsonValueKind.Number ? [array.GetDouble()] : [.. array.EnumerateArray().Select(e => e.GetDouble())];
}
