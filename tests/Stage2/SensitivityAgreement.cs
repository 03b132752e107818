using System.Globalization;
using System.Text.Json;
using IpdEngine.Stage2;
using IpdEngine.Stage2.Permutation;
using IpdEngine.Stage2.Sensitivity;
using IpdEngine.Stage2.Univariate;
using IpdEngine.Tests.Walls;

namespace IpdEngine.Tests.Stage2;

/// <summary>Walks sensitivity.json beside univariate.json, which holds the effects, and compares every number in it.</summary>
internal sealed class SensitivityAgreement(AgreementLedger ledger)
{
    /// <summary>Runs the whole record.</summary>
    public static AgreementLedger Run()
    {
        using var effects = JsonDocument.Parse(Repository.Read("tests/References/stage2/univariate.json"));
        using var json = JsonDocument.Parse(Repository.Read("tests/References/stage2/sensitivity.json"));
        var ledger = new AgreementLedger();
        var agreement = new SensitivityAgreement(ledger);
        foreach (var (set, expected) in effects.RootElement.GetProperty("sets").EnumerateArray().Zip(json.RootElement.GetProperty("sets").EnumerateArray()))
        {
            var name = expected.GetProperty("name").GetString()!;
            if (set.GetProperty("name").GetString() != name)
                throw new InvalidDataException($"Found {name}, expected {set.GetProperty("name")}: sensitivity.json was made from another univariate.json.");
            var yi = Numbers(set.GetProperty("yi"));
            var table = new EffectTable([.. yi.Select((_, i) => i.ToString("D4", CultureInfo.InvariantCulture))], yi, Numbers(set.GetProperty("vi")));
            agreement.Set(name, table, set, expected);
        }
        agreement.Left(json.RootElement.GetProperty("sets"));
        return ledger;
    }

    private void Left(JsonElement sets)
    {
        foreach (var (key, what, why) in new[]
        {
            ("cumul", "cumulative pools", "more than 60 effects: k fits of the reference each"),
            ("subgroups", "subgroups", "fewer than 9 effects: three subgroups of three"),
            ("permutation", "exact permutation of signs", "more than 8 effects: 2^k fits of the reference"),
            ("gosh", "all subsets", "more than 8 effects: 2^k fits of the reference"),
            ("moderated", "regressions", "no moderator in the data set"),
        })
            ledger.Skip(what, $"{sets.EnumerateArray().Count(s => !s.TryGetProperty(key, out _))} sets with {why}");
    }

    private void Set(string name, EffectTable table, JsonElement set, JsonElement expected)
    {
        if (expected.TryGetProperty("error", out var error))
        {
            ledger.Skip(name, $"metafor: {error}");
            return;
        }
        int[] rows = [.. Numbers(expected.GetProperty("rows")).Select(r => (int)r)];
        foreach (var influence in expected.GetProperty("influence").EnumerateObject())
            Diagnostics($"{name} {influence.Name}", Fit(table, influence.Name), rows, influence.Value);
        var adhoc = Fit(table, "REML.adhoc");
        var without = LeaveOneOut.Of(adhoc);
        Table($"{name} leave-one-out", "loo", expected, rows, r => without[r].Outcome, table.Vi.Average());
        if (expected.TryGetProperty("cumul", out _))
        {
            var steps = Cumulative.Of(adhoc, table.Vi).Value;
            Table($"{name} cumulative", "cumul", expected, [.. rows.Where(r => r > 0)], r => steps[r].Outcome, table.Vi.Average());
        }
        Axes(name, adhoc, rows, expected.GetProperty("baujat"));
        foreach (var limits in expected.GetProperty("pl").EnumerateObject())
            Likelihood($"{name} {limits.Name}", Fit(table, $"{limits.Name}.z"), limits.Value);
        if (expected.TryGetProperty("subgroups", out var subgroups))
            new SubgroupAgreement(ledger).Set(name, table, subgroups);
        if (expected.TryGetProperty("permutation", out var permutations))
            foreach (var p in permutations.EnumerateObject())
                Permutations($"{name} {p.Name}", Fit(table, p.Name), p.Value);
        if (expected.TryGetProperty("gosh", out var gosh))
            new GoshAgreement(ledger).Set(name, adhoc, gosh);
        if (expected.TryGetProperty("moderated", out var moderated))
        {
            var with = table with { Moderators = [.. set.GetProperty("mods").EnumerateObject().Select(m => KeyValuePair.Create(m.Name, Numbers(m.Value)))] };
            var fit = Fit(with, "REML.adhoc");
            Diagnostics($"{name} ~ mods", fit, rows, moderated.GetProperty("influence"));
            Axes($"{name} ~ mods", fit, rows, moderated.GetProperty("baujat"));
            new RegressionAgreement(ledger).Set($"{name} ~ mods", fit, moderated);
            if (moderated.TryGetProperty("permutation", out var permutation))
                Permutations($"{name} ~ mods", Fit(with, "REML.knha"), permutation);
        }
    }

    private void Diagnostics(string where, UnivariateFit fit, int[] rows, JsonElement expected)
    {
        if (Skipped(where + " influence", expected))
            return;
        var outcome = Influence.Of(fit);
        if (outcome.Fit is not { } all)
        {
            ledger.Skip($"{where} influence", $"refused: {outcome.Refusal}");
            return;
        }
        var tolerance = fit.Options.Estimator is TauEstimator.REML ? 1e-5 : 1e-6;
        var typical = fit.Effects.Vi.Average();
        for (var n = 0; n < rows.Length; n++)
        {
            if (all[rows[n]].Measures is not { } m)
            {
                if (At(expected.GetProperty("rstudent"), n).ValueKind == JsonValueKind.Number)
                    ledger.Skip($"{where} influence without {rows[n]}", $"refused: {all[rows[n]].Refusal}");
                continue;
            }
            var better = Better(fit, rows[n], At(expected.GetProperty("tau2.del"), n));
            Compare("rstudent", m.StudentisedResidual, tolerance);
            Compare("dffits", m.Dffits, tolerance);
            Compare("cook.d", m.CookDistance, Square(m.CookDistance));
            Compare("cov.r", m.CovarianceRatio, 0);
            Compare("tau2.del", m.Tau2Deleted, typical * 1e-7);
            Compare("QE.del", m.QDeleted, 1e-9);
            Compare("hat", m.Hat, 0);
            Compare("weight", m.Weight, 0);
            for (var j = 0; j < m.Dfbetas.Count; j++)
                ledger.Compare(where, "influence dfbs", m.Dfbetas[j], At(At(expected.GetProperty("dfbs"), j), n), tolerance, tolerance, better);

            void Compare(string quantity, double found, double floor) =>
                ledger.Compare($"{where} {rows[n]}", $"influence {quantity}", found, At(expected.GetProperty(quantity), n), tolerance, floor, better);

            // Squares of standardised changes: what the change is off by doubles.
            double Square(double value) => tolerance * (2 * Math.Sqrt(Math.Abs(value)) + tolerance);
        }
        Flags(where, all, expected.GetProperty("inf").GetString()!);
    }

    private void Flags(string where, IReadOnlyList<InfluenceRow> all, string expected)
    {
        for (var i = 0; i < all.Count; i++)
            if (expected[i] != '?' && all[i].Measures is { } m)
                ledger.Compare($"{where} {i}", "influence inf", m.Influential ? 1 : 0, JsonSerializer.SerializeToElement(expected[i] - '0'), 1e-10, 1e-10);
    }

    private void Table(string where, string key, JsonElement set, int[] rows, Func<int, PoolOutcome<UnivariateFit>> pool, double typical)
    {
        var expected = set.GetProperty(key);
        if (Skipped(where, expected))
            return;
        for (var n = 0; n < rows.Length; n++)
        {
            var outcome = pool(rows[n]);
            if (outcome.Fit is not { } fit)
            {
                ledger.Skip($"{where} {rows[n]}", $"refused: {outcome.Refusal}");
                continue;
            }
            var c = fit.Coefficients[0];
            var better = Higher(fit, At(expected.GetProperty("tau2"), n));
            Compare("estimate", c.Estimate, c.StandardError * 1e-5);
            Compare("se", c.StandardError, 0);
            Compare(expected.TryGetProperty("pval", out _) ? "pval" : "pvals", c.PValue, 1e-14, Math.Max(1, c.Statistic * c.Statistic));
            Compare("ci.lb", c.ConfLow, c.StandardError * 1e-5);
            Compare("ci.ub", c.ConfHigh, c.StandardError * 1e-5);
            Compare("Q", fit.Q, 1e-9);
            Compare("Qp", fit.QPValue, 1e-14, Math.Max(1, fit.Q));
            Compare("tau2", fit.Tau2, typical * 1e-7);
            Compare("I2", fit.I2, 1e-5);
            Compare("H2", fit.H2, 0);

            void Compare(string quantity, double found, double floor, double stretch = 1) =>
                ledger.Compare($"{where} {rows[n]}", $"{key} {quantity.TrimEnd('s')}", found, At(expected.GetProperty(quantity), n), 1e-5 * stretch, floor, better);
        }
    }

    private void Axes(string where, UnivariateFit fit, int[] rows, JsonElement expected)
    {
        if (Skipped(where + " baujat", expected))
            return;
        var points = Baujat.Of(fit);
        for (var n = 0; n < rows.Length; n++)
        {
            var (x, y) = (points[rows[n]].Heterogeneity, points[rows[n]].Influence);
            ledger.Compare($"{where} {rows[n]}", "baujat x", x, At(expected.GetProperty("x"), n), 1e-5, 1e-5 * (2 * Math.Sqrt(x) + 1e-5));
            if (points[rows[n]].Refusal is null)
                ledger.Compare($"{where} {rows[n]}", "baujat y", y, At(expected.GetProperty("y"), n), 1e-5, 1e-5 * (2 * Math.Sqrt(y) + 1e-5));
        }
    }

    private void Likelihood(string where, UnivariateFit fit, JsonElement expected)
    {
        if (Skipped(where + " profile likelihood", expected))
            return;
        var interval = LikelihoodInterval.Of(fit).Value;
        if (interval.Note is not null)
        {
            ledger.Skip($"{where} profile likelihood", interval.Note);
            return;
        }
        ledger.Compare(where, "profile likelihood", interval.Low, At(expected, 0), 1e-5, fit.Effects.Vi.Average() * 1e-7);
        ledger.Compare(where, "profile likelihood", interval.High, At(expected, 1), 1e-5, fit.Effects.Vi.Average() * 1e-7);
    }

    private void Permutations(string where, UnivariateFit fit, JsonElement expected)
    {
        if (Skipped(where + " permutation", expected))
            return;
        var exact = PermutationTests.Of(fit).Value;
        var less = PermutationTests.Of(fit, new PermutationOptions(Alternative: PermutationAlternative.Less, Statistic: PermutationStatistic.Coefficient)).Value;
        ledger.Compare(where, "permutation count", exact.Arrangements, expected.GetProperty("n"), 1e-10, 1e-10);
        for (var j = 0; j < exact.PValues.Count; j++)
        {
            ledger.Compare(where, "permutation p", exact.PValues[j], At(expected.GetProperty("pval"), j), 1e-9, 1e-9);
            ledger.Compare(where, "permutation p of b, less", less.PValues[j], At(expected.GetProperty("less"), j), 1e-9, 1e-9);
        }
        if (exact.PValues.Count > 1)
            ledger.Compare(where, "permutation QMp", exact.OmnibusPValue, expected.GetProperty("QMp"), 1e-9, 1e-9);
    }

    private bool Skipped(string where, JsonElement expected)
    {
        if (expected.ValueKind != JsonValueKind.Object || !expected.TryGetProperty("error", out var error))
            return false;
        ledger.Skip(where, $"metafor: {(error.ValueKind == JsonValueKind.Array ? error[0] : error)}");
        return true;
    }

    private static UnivariateFit Fit(EffectTable table, string name)
    {
        var parts = name.Split('.');
        return RandomEffects.Fit(table, new PoolOptions(Enum.Parse<TauEstimator>(parts[0]), Enum.Parse<PoolTest>(parts[1], ignoreCase: true), Prediction: PredictionDefinition.Test)).Value;
    }

    /// <summary>Whether the pool without an effect has a higher likelihood than at the reference's tau-squared.</summary>
    private static Func<bool> Better(UnivariateFit fit, int without, JsonElement theirs) => () =>
        LeaveOneOut.Of(fit)[without].Outcome.Fit is { } rest && Higher(rest, theirs)();

    private static Func<bool> Higher(UnivariateFit fit, JsonElement theirs) => () =>
    {
        if (theirs.ValueKind != JsonValueKind.Number || fit.Options.Estimator != TauEstimator.REML)
            return false;
        var columns = new List<double[]> { Enumerable.Repeat(1.0, fit.K).ToArray() };
        columns.AddRange(fit.Effects.Moderators.Select(m => m.Value));
        var model = new WeightedRegression(fit.Effects.Yi, fit.Effects.Vi, OrthonormalDesign.From(columns, fit.K, out _)!);
        return fit.LogLikelihood > LikelihoodTau.LogLikelihood(model, theirs.GetDouble(), true);
    };

    // R writes an array of one number as a number.
    private static JsonElement At(JsonElement values, int n) => values.ValueKind == JsonValueKind.Array ? values[n] : values;

    private static double[] Numbers(JsonElement array) =>
        array.ValueKind == JsonValueKind.Number ? [array.GetDouble()] : [.. array.EnumerateArray().Select(e => e.GetDouble())];
}
