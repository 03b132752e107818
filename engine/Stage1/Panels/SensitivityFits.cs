using IpdEngine.Numerics;
using IpdEngine.Stage1.Sem.Estimation;

namespace IpdEngine.Stage1.Panels;

/// <summary>The fits that stand beside a free random-intercept solution, never in its place.</summary>
/// <remarks>
/// <c>psd</c>: the intercept block bounded to be positive semi-definite. Where the free optimum lies outside, the bounded one lies on the edge, which is
/// one intercept behind both constructs (rank one, or none). <c>no_intercept</c>: the intercept at fault dropped. Its test compares with the bounded
/// fit: chi2 = max(0, 2 (log L bounded - log L without)) against 1/2 chi2(1) + 1/2 chi2(2) (Stram and Lee 1994, doi 10.2307/2533455). Where the
/// free solution is admissible both variants are the free solution itself.
/// </remarks>
internal sealed class SensitivityFits(
    PanelSample sample, SemEstimator estimator, PanelLayout layout, SemFit free, PanelOptions options, CancellationToken cancellation)
{
    /// <summary>The estimate with its sensitivity fits.</summary>
    public StudyEstimate Beside(StudyEstimate estimate)
    {
        if (estimate.Status.Code == FitStatusCode.Ok)
            return estimate with { Sensitivity = [estimate with { Variant = "psd" }, estimate with { Variant = "no_intercept" }] };
        if (!OutsideTheCone())
            return estimate;
        var bounded = FitVariant(InterceptBlock.Singular, BoundedStarts());
        var psd = PanelEstimate.Of(sample, "psd", bounded.Layout, bounded.Fit);
        var dropped = AtFault();
        var without = FitVariant(dropped == "RIa" ? InterceptBlock.SymptomOnly : InterceptBlock.AllianceOnly, PanelStarts.From(free));
        var noIntercept = PanelEstimate.Of(sample, "no_intercept", without.Layout, without.Fit);
        if (bounded.Fit.Search.Converged && without.Fit.Search.Converged)
            noIntercept = noIntercept with { Rows = [.. noIntercept.Rows, .. Test(dropped, without.Fit.Deviance, Math.Min(bounded.Fit.Deviance, without.Fit.Deviance))] };
        return estimate with { Sensitivity = [psd, noIntercept] };
    }

    private (double Alliance, double Symptom, double Both) Block() => (
        free.ValueOf(layout.Row("~~", "RIa", "RIa")), free.ValueOf(layout.Row("~~", "RIs", "RIs")), free.ValueOf(layout.Row("~~", "RIa", "RIs")));

    private bool OutsideTheCone()
    {
        var (a, s, both) = Block();
        return a <= 0 || s <= 0 || a * s - both * both <= 1e-8 * a * s;
    }

    // The intercept with a variance that is not positive; of two, the more negative; where the correlation alone is at fault, the smaller one.
    private string AtFault()
    {
        var (a, s, _) = Block();
        return a <= s ? "RIa" : "RIs";
    }

    private (PanelLayout Layout, SemFit Fit) FitVariant(InterceptBlock block, Dictionary<string, double> starts)
    {
        var variant = new PanelLayout(layout.Form with { Block = block });
        var fit = estimator.Fit(
            variant.Model, new SemOptions { Robust = options.Robust, Incomplete = options.Incomplete, Starts = starts, WithoutFitMeasures = true }, cancellation);
        return (variant, fit);
    }

    // The nearest rank-one block: the larger eigenvalue with its vector, at least a trace of variance so that the edge can be left.
    private Dictionary<string, double> BoundedStarts()
    {
        var (a, s, both) = Block();
        var half = (a + s) / 2;
        var root = Math.Sqrt((a - s) * (a - s) / 4 + both * both);
        var scale = Math.Sqrt(Math.Max(half + root, 0.01));
        var angle = 0.5 * Math.Atan2(2 * both, a - s);
        var starts = PanelStarts.From(free);
        (starts["la"], starts["ls"]) = (scale * Math.Cos(angle), scale * Math.Sin(angle));
        return starts;
    }

    private static TermRow[] Test(string dropped, double without, double bounded)
    {
        var chisq = Math.Max(0, without - bounded);
        var p = chisq == 0 ? 1 : 0.5 * NoncentralChiSquared.CentralUpperTail(chisq, 1) + 0.5 * NoncentralChiSquared.CentralUpperTail(chisq, 2);
        return [
            new TermRow("test", $"without.{dropped}.chisq", chisq, double.NaN, double.NaN),
            new TermRow("test", $"without.{dropped}.pvalue", p, double.NaN, double.NaN),
        ];
    }
}
