using System.Text.Json;
using System.Text.RegularExpressions;
using IpdEngine.Stage2;
using IpdEngine.Stage2.Inference;
using IpdEngine.Stage2.SmallStudy;

namespace IpdEngine.Tests.Stage2.SmallStudy;

/// <summary>One data set: every method of it beside metafor's.</summary>
internal sealed partial class SmallStudyComparison(SmallStudyAgreement agreement, string set, EffectTable effects, JsonElement expected)
{
    private const double Closed = 1e-6;
    private const double Iterated = 1e-5;

    public void Run()
    {
        foreach (var regression in expected.GetProperty("regression").EnumerateArray())
            Regression(regression);
        Rank(expected.GetProperty("rank"));
        foreach (var filling in expected.GetProperty("filling").EnumerateArray())
            Filling(filling);
        foreach (var selection in expected.GetProperty("selection").EnumerateArray())
            Selection(selection);
        foreach (var excess in expected.GetProperty("excess").EnumerateArray())
            Excess(excess);
    }

    private void Regression(JsonElement theirs)
    {
        var (predictor, model) = (Text(theirs, "predictor"), Text(theirs, "model"));
        var sizes = expected.TryGetProperty("ni", out var ni) ? ni.EnumerateArray().Select(n => n.GetDouble()).ToArray() : null;
        var options = new EggerOptions(model == "lm" ? EggerModel.Multiplicative : EggerModel.Additive,
            Enum.GetValues<EggerPredictor>().Single(p => EggerTest.Name(p) == predictor), sizes);
        var pool = model switch
        {
            "REML z" => new PoolOptions(TauEstimator.REML, PoolTest.Z),
            "REML knha" => new PoolOptions(TauEstimator.REML, PoolTest.Knha),
            "DL z" => new PoolOptions(TauEstimator.DL, PoolTest.Z),
            _ => new PoolOptions(),
        };
        var outcome = EggerTest.Of(effects, options, pool);
        if (!Both("regression", theirs, outcome.Refusal))
            return;
        var (fit, where) = (outcome.Value, $"{set} regtest {model} {predictor}");
        var tolerance = model.StartsWith("REML", StringComparison.Ordinal) ? Iterated : Closed;
        var (slope, kind) = (fit.Slope, model == "lm" ? "egger lm" : "egger rma");
        var better = model.StartsWith("REML", StringComparison.Ordinal) && new FitJudge(fit.Regression, theirs).Better;
        agreement.Count(where, $"{kind} b", slope.Estimate, theirs.GetProperty("b"), tolerance, slope.StandardError * tolerance, better);
        agreement.Count(where, $"{kind} se", slope.StandardError, theirs.GetProperty("se"), tolerance, 0, better);
        agreement.Count(where, $"{kind} statistic", slope.Statistic, theirs.GetProperty("z"), tolerance, tolerance, better);
        agreement.Count(where, $"{kind} p", slope.PValue, theirs.GetProperty("p"), tolerance * Math.Max(1, slope.Statistic * slope.Statistic), 1e-14, better);
        if (theirs.TryGetProperty("tau2", out var tau2))
            agreement.Count(where, $"{kind} tau2", fit.Regression.Tau2, tau2, tolerance, effects.Vi.Average() * 1e-7, better);
        if (!theirs.TryGetProperty("est", out var limit))
            return;
        var error = fit.Limit!.StandardError * tolerance;
        agreement.Count(where, $"{kind} limit", fit.Limit.Estimate, limit, tolerance, error, better);
        agreement.Count(where, $"{kind} limit ci", fit.Limit.ConfLow, theirs.GetProperty("lb"), tolerance, error, better);
        agreement.Count(where, $"{kind} limit ci", fit.Limit.ConfHigh, theirs.GetProperty("ub"), tolerance, error, better);
    }

    private void Rank(JsonElement theirs)
    {
        var outcome = RankCorrelation.Of(effects);
        if (!Both("rank correlation", theirs, outcome.Refusal))
            return;
        agreement.Count($"{set} ranktest", "rank tau", outcome.Value.Tau, theirs.GetProperty("tau"), Closed, 1e-12);
        agreement.Count($"{set} ranktest", "rank p", outcome.Value.PValue, theirs.GetProperty("p"), Closed, 1e-14);
    }

    private void Filling(JsonElement theirs)
    {
        var (side, method) = (Text(theirs, "side"), Enum.Parse<TauEstimator>(Text(theirs, "method")));
        var outcome = TrimAndFill.Of(effects, new PoolOptions(method, PoolTest.Z), Enum.Parse<MissingEstimator>(Text(theirs, "estimator")),
            side switch { "left" => FunnelSide.Left, "right" => FunnelSide.Right, _ => null });
        if (!Both("trim-and-fill", theirs, outcome.Refusal))
            return;
        var (fit, where) = (outcome.Value, $"{set} trimfill {Text(theirs, "estimator")} {side} {method}");
        var tolerance = method == TauEstimator.REML ? Iterated : Closed;
        var better = method == TauEstimator.REML && new FitJudge(fit.Pool, theirs).Better;
        agreement.Count(where, "trimfill k0", fit.Missing, theirs.GetProperty("k0"), 0, 0);
        agreement.Count(where, "trimfill side", fit.Side == FunnelSide.Right ? 1 : 0, JsonDocument.Parse(Text(theirs, "found") == "right" ? "1" : "0").RootElement, 0, 0);
        agreement.Count(where, "trimfill se k0", fit.MissingStandardError, theirs.GetProperty("se"), Closed, 1e-12);
        agreement.Count(where, "trimfill b", fit.Pool.Coefficients[0].Estimate, theirs.GetProperty("b"), tolerance, fit.Pool.Coefficients[0].StandardError * tolerance, better);
        agreement.Count(where, "trimfill se", fit.Pool.Coefficients[0].StandardError, theirs.GetProperty("seb"), tolerance, 0, better);
        agreement.Count(where, "trimfill tau2", fit.Pool.Tau2, theirs.GetProperty("tau2"), tolerance, effects.Vi.Average() * 1e-7, better);
        if (theirs.TryGetProperty("p", out var p))
            agreement.Count(where, "trimfill p", fit.MissingPValue, p, Closed, 1e-14);
    }

    private void Selection(JsonElement theirs)
    {
        var alternative = Text(theirs, "alternative") switch { "greater" => SelectionAlternative.Greater, "less" => SelectionAlternative.Less, _ => SelectionAlternative.TwoSided };
        var steps = theirs.GetProperty("steps").EnumerateArray().Select(s => s.GetDouble()).ToArray();
        var outcome = StepSelection.Fit(effects, new SelectionOptions(steps, alternative));
        if (!Both("selection model", theirs, outcome.Refusal))
            return;
        var (fit, where) = (outcome.Value, $"{set} selmodel {alternative} {string.Join("/", steps)}");
        var ll = theirs.GetProperty("ll").GetDouble();
        var better = fit.LogLikelihood > ll;
        agreement.Count(where, "selection ll", fit.LogLikelihood, theirs.GetProperty("ll"), 0, 1e-6, better);
        agreement.Count(where, "selection lrt", fit.SelectionTest.Statistic, theirs.GetProperty("lrt"), Iterated, 1e-5, better);
        if (!fit.Converged)
        {
            agreement.Leave($"selection model, estimates: ours says that there is no maximum ({fit.Reason})");
            return;
        }
        var b = fit.Coefficients[0];
        var error = b.StandardError * 1e-4;
        agreement.Count(where, "selection b", b.Estimate, theirs.GetProperty("b"), Iterated, error, better);
        agreement.Count(where, "selection tau2", fit.Tau2, theirs.GetProperty("tau2"), Iterated, effects.Vi.Average() * 1e-5, better);
        for (var j = 1; j < fit.Intervals.Count; j++)
            agreement.Count(where, "selection delta", fit.Intervals[j].Delta, theirs.GetProperty("delta")[j - 1], Iterated, fit.Intervals[j].StandardError * 1e-4, better);
        if (fit.Tau2 <= 0 || fit.Intervals.Any(i => i.Delta >= 99))
        {
            agreement.Leave("selection model, standard errors: an estimate stands at its bound, where metafor differentiates numerically across it");
            return;
        }
        agreement.Count(where, "selection se", b.StandardError, theirs.GetProperty("se"), 1e-3, 0, better);
        agreement.Count(where, "selection se tau2", fit.Tau2StandardError, theirs.GetProperty("setau2"), 1e-3, 0, better);
        for (var j = 1; j < fit.Intervals.Count; j++)
            agreement.Count(where, "selection se delta", fit.Intervals[j].StandardError, theirs.GetProperty("sedelta")[j - 1], 1e-3, 0, better);
    }

    private void Excess(JsonElement theirs)
    {
        var outcome = ExcessSignificance.Of(effects, new PoolOptions(Enum.Parse<TauEstimator>(Text(theirs, "method")), PoolTest.Z));
        if (!Both("excess significance", theirs, outcome.Refusal))
            return;
        var (fit, where) = (outcome.Value, $"{set} tes {Text(theirs, "method")}");
        agreement.Count(where, "excess observed", fit.Observed, theirs.GetProperty("O"), 0, 0);
        // metafor integrates power over five standard deviations of the true effects by a routine that may miss the step of a precise study.
        var better = fit.Tau2 > 0 && Math.Abs(fit.Expected - Quadrature(fit)) < 1e-7 * fit.Expected;
        agreement.Count(where, "excess expected", fit.Expected, theirs.GetProperty("E"), Iterated, 0, better);
        if (Text(theirs, "test") == "exact")
            agreement.Count(where, "excess exact p", fit.ExactP, theirs.GetProperty("p"), Iterated, 1e-12, better);
        else
        {
            agreement.Count(where, "excess chi2", fit.ChiSquared, theirs.GetProperty("X2"), Iterated, 1e-9, better);
            agreement.Count(where, "excess chi2 p", fit.ChiSquaredP, theirs.GetProperty("p"), Iterated * Math.Max(1, fit.ChiSquared), 1e-14, better);
        }
    }

    /// <summary>The expected number of significant results by Simpson's rule over nine standard deviations of the true effects, a quarter of a standard error a step.</summary>
    private double Quadrature(ExcessSignificanceFit fit)
    {
        var (critical, tau, sum) = (StandardNormal.UpperQuantile(fit.Alpha / 2), Math.Sqrt(fit.Tau2), 0.0);
        foreach (var v in effects.Vi)
        {
            var error = Math.Sqrt(v);
            var n = 2 * (int)Math.Ceiling(Math.Max(200, 36 * tau / error));
            for (var i = 0; i <= n; i++)
            {
                var z = -9 + 18.0 * i / n;
                var centre = (fit.Theta + tau * z) / error;
                var power = StandardNormal.Upper(critical - centre) + StandardNormal.Lower(-critical - centre);
                sum += (i == 0 || i == n ? 1 : i % 2 == 0 ? 2 : 4) * 6.0 / n * StandardNormal.Density(z) * power;
            }
        }
        return sum;
    }

    /// <summary>True where both have numbers; a refusal of ours or theirs is kept with its reason.</summary>
    private bool Both(string method, JsonElement theirs, PoolRefusal? refusal)
    {
        if (theirs.TryGetProperty("error", out var error))
            agreement.Leave($"{method}: metafor: {Digits().Replace(error.GetString()!, "#")}{(refusal is null ? "" : $"; refused here too: {refusal.Code}")}");
        else if (refusal is not null)
            agreement.Leave($"{method}: refused here: {refusal.Code}: {Digits().Replace(refusal.Reason, "#")}");
        else
            return true;
        return false;
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    [GeneratedRegex(@"[-\d.]*\d")]
    private static partial Regex Digits();
}
