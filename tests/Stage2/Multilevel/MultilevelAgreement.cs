using System.Text.Json;
using IpdEngine.Stage2;
using IpdEngine.Stage2.Multilevel;

namespace IpdEngine.Tests.Stage2.Multilevel;

/// <summary>Compares every quantity of every model in multilevel/*.json with metafor's and clubSandwich's.</summary>
internal sealed class MultilevelAgreement
{
    // Of an iterated number, in standard errors or relative; closed forms agree to a tenth of it.
    private const double Iterated = 1e-5;

    private const double Closed = 1e-6;

    public AgreementTally Tally { get; } = new();

    public static MultilevelAgreement Run()
    {
        var agreement = new MultilevelAgreement();
        foreach (var set in MultilevelSets.All())
        {
            foreach (var model in set.Models)
                agreement.Model(set, model);
            RobustAgreement.Univariate(agreement.Tally, set);
        }
        return agreement;
    }

    private void Model(MultilevelSets set, JsonElement model)
    {
        var effects = set.Effects(model);
        var method = Enum.Parse<TauEstimator>(model.GetProperty("method").GetString()!);
        var where = $"{set.Name} {method} {effects.Design.Count} {string.Join(" + ", effects.Random.Select(t => t.Inner is null ? t.Name : $"{t.Name} {t.Structure}"))}";
        if (model.TryGetProperty("error", out var error))
        {
            Tally.Leave($"{where}: {error.GetString()}");
            return;
        }
        var options = new MultilevelOptions(method, PoolTest.Z);
        var outcome = MultilevelModel.Fit(effects, options);
        if (outcome.Fit is not { } fit)
        {
            Tally.Leave($"{where}: refused: {outcome.Refusal}");
            return;
        }
        if (!fit.Converged)
            Tally.Faults.Add($"{where}: {fit.Reason}");
        var ll = model.GetProperty("ll").GetDouble();
        if (fit.LogLikelihood < ll - 1e-7 && OutsideStructure(model, effects))
        {
            Tally.Leave($"{where}: metafor's correlation is below what a covariance matrix can have");
            return;
        }
        var better = fit.LogLikelihood > ll + 1e-12 * Math.Abs(ll);
        Fit(where, fit, model, better);
        if (method != TauEstimator.REML)
            return;
        Tests(where, effects, model, better);
        new RobustAgreement(Tally, where, better).Fit(fit, set.Clusters, model);
        if (model.TryGetProperty("hat", out var hat))
        {
            var leverages = Deletion.Leverages(fit);
            for (var i = 0; i < leverages.Length; i++)
                Tally.Count(where, "hat", leverages[i], hat[i], 1, Iterated, better);
        }
        if (model.TryGetProperty("influence", out var influence))
            Influence(where, Deletion.Of(fit, set.Clusters), influence, better);
        if (model.TryGetProperty("profile", out var profile))
            Profile(where, fit, profile, better);
    }

    private void Fit(string where, MultilevelFit fit, JsonElement model, bool better)
    {
        Count("ll", fit.LogLikelihood, model.GetProperty("ll"), 1, Closed);
        Count("AIC", fit.Aic, model.GetProperty("AIC"), 1, Closed);
        Count("BIC", fit.Bic, model.GetProperty("BIC"), 1, Closed);
        Count("AICc", fit.Aicc, model.GetProperty("AICc"), 1, Closed);
        Count("QE", fit.Q, model.GetProperty("QE"), fit.Q, Closed);
        Count("QEp", fit.QPValue, model.GetProperty("QEp"), fit.QPValue * Math.Max(1, fit.Q) + 1e-14, Closed);
        for (var j = 0; j < fit.Coefficients.Count; j++)
        {
            var c = fit.Coefficients[j];
            Count("b", c.Estimate, At(model.GetProperty("b"), j), c.StandardError, Iterated);
            Count("se", c.StandardError, At(model.GetProperty("se"), j), c.StandardError, Iterated);
            Count("p", c.PValue, At(model.GetProperty("p"), j), PScale(c), Iterated);
            Count("ci", c.ConfLow, model.GetProperty("ci")[j], c.StandardError, Iterated);
            Count("ci", c.ConfHigh, model.GetProperty("ci")[fit.Coefficients.Count + j], c.StandardError, Iterated);
        }
        if (fit.Moderation is { } test)
        {
            Count("QM", test.Statistic, model.GetProperty("QM"), test.Statistic + 1e-9, Iterated);
            Count("QMp", test.PValue, model.GetProperty("QMp"), test.PValue * Math.Max(1, test.Statistic) + 1e-14, Iterated);
        }
        var typical = Enumerable.Range(0, fit.K).Average(i => fit.Effects.V[i, i]);
        var places = new Dictionary<string, int>();
        foreach (var component in fit.Components)
        {
            var name = component.Kind switch { ComponentKind.Sigma2 => "sigma2", ComponentKind.Tau2 => "tau2", _ => "rho" };
            var i = places[name] = places.GetValueOrDefault(name, -1) + 1;
            if (!double.IsNaN(component.Estimate))
                Count(name, component.Estimate, At(model.GetProperty(name), i), component.Kind == ComponentKind.Rho ? 1 : component.Estimate + typical, Iterated);
        }

        void Count(string quantity, double found, JsonElement expected, double scale, double tolerance) => Tally.Count(where, quantity, found, expected, scale, tolerance, better);
    }

    private void Tests(string where, DependentEffects effects, JsonElement model, bool better)
    {
        foreach (var (name, degrees) in new[] { ("residual", TestDegrees.Residual), ("contain", TestDegrees.Contain), ("satterthwaite", TestDegrees.Satterthwaite) })
        {
            // A refit each: the largest sets have shown their tests by one of them.
            if (!model.TryGetProperty(name, out var expected) || (effects.K > 120 && degrees == TestDegrees.Residual))
                continue;
            var fit = MultilevelModel.Fit(effects, new MultilevelOptions(Test: PoolTest.T, Degrees: degrees)).Value;
            for (var j = 0; j < fit.Coefficients.Count; j++)
            {
                var (c, df) = (fit.Coefficients[j], name == "satterthwaite" ? expected : expected.GetProperty("df"));
                Tally.Count(where, $"t {name} df", c.DegreesOfFreedom, At(df, j), c.DegreesOfFreedom, name == "satterthwaite" ? 10 * Iterated : 0, better);
                if (name != "satterthwaite")
                    Tally.Count(where, $"t {name} p", c.PValue, At(expected.GetProperty("p"), j), PScale(c), Iterated, better);
            }
            if (fit.Moderation is { } test && name != "satterthwaite")
                Tally.Count(where, $"t {name} QMp", test.PValue, expected.GetProperty("QMp"), test.PValue * Math.Max(1, test.Statistic * test.Df1) + 1e-14, Iterated, better);
        }
    }

    private void Influence(string where, MultilevelInfluence influence, JsonElement expected, bool better)
    {
        for (var i = 0; i < influence.Effects.Count; i++)
        {
            var e = influence.Effects[i];
            Tally.Count(where, "rstudent residual", e.Residual, expected.GetProperty("resid")[i], e.StandardError, Iterated, better);
            Tally.Count(where, "rstudent", e.Standardised, expected.GetProperty("z")[i], 1 + Math.Abs(e.Standardised), Iterated, better);
        }
        for (var c = 0; c < influence.Clusters.Count; c++)
        {
            var row = influence.Clusters[c];
            Tally.Count(where, "Cook's distance", row.CooksDistance, expected.GetProperty("cook")[c], 1 + row.CooksDistance, Iterated, better);
            Tally.Count(where, "rstudent X2", row.ChiSquare, expected.GetProperty("X2")[c], 1 + row.ChiSquare, Iterated, better);
            for (var j = 0; j < row.Dfbetas.Length; j++)
                Tally.Count(where, "DFBETAS", row.Dfbetas[j], At(expected.GetProperty("dfbetas")[j], c), 1, Iterated, better);
        }
    }

    private void Profile(string where, MultilevelFit fit, JsonElement expected, bool better)
    {
        JsonElement[] rows = expected.ValueKind == JsonValueKind.Array ? [.. expected.EnumerateArray()] : [.. expected.EnumerateObject().Select(p => p.Value)];
        var intervals = ProfileIntervals.All(fit);
        for (var i = 0; i < rows.Length && i < intervals.Count; i++)
            foreach (var (ours, theirs) in new[] { (intervals[i].Low, rows[i][0]), (intervals[i].High, rows[i][1]) })
                Tally.Count(where, "profile limit", ours, theirs, intervals[i].High - intervals[i].Low, 1e-4, better || Misses(fit, intervals[i].Component, theirs));
    }

    // Where all else has a higher likelihood at metafor's limit than the interval's definition has, its inner search has ended early.
    private static bool Misses(MultilevelFit fit, VarianceComponent component, JsonElement limit) => limit.ValueKind == JsonValueKind.Number
        && new HeldCriterion(fit, component).At(limit.GetDouble()) + 2 * fit.LogLikelihood < 3.841458820694124 - 1e-3;

    // CS and HCS of m levels are covariance matrices from -1 / (m - 1) on; metafor searches from -1 and keeps what leaves V positive definite.
    private static bool OutsideStructure(JsonElement model, DependentEffects effects) =>
        effects.Random.Any(t => t.Inner is not null && t.Structure is BetweenStructure.CS or BetweenStructure.HCS
            && model.TryGetProperty("rho", out var rho) && rho.GetDouble() < -1.0 / (t.Inner!.Distinct().Count() - 1) - 1e-9);

    // A p moves by about the square of its statistic times what the statistic moves by.
    private static double PScale(Coefficient c) => c.PValue * Math.Max(1, c.Statistic * c.Statistic) + 1e-14;

    private static JsonElement At(JsonElement element, int i) => element.ValueKind == JsonValueKind.Array ? element[i] : element;
}
