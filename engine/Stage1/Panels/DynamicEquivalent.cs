using System.Text;
using IpdEngine.Stage1.Sem.Estimation;
using IpdEngine.Stage1.Sem.Ram;

namespace IpdEngine.Stage1.Panels;

/// <summary>
/// The same random-intercept model written as a dynamic panel, y(t) = alpha + Phi y(t-1) + u(t), in which a search can pass through a unit root.
/// </summary>
/// <remarks>
/// With y(t) = RI + w(t), alpha = B RI, B = I - Phi (Hamaker 2005, doi 10.1177/0049124104270220). Near a unit root the covariance Omega of the intercepts and that of
/// the first within part run to infinity with opposite signs and come back on the other side with their signs exchanged. The first scores' covariance and
/// Gamma = cov(alpha, y(1)) = B Omega stay finite all the way, and with them the likelihood. Gamma has one element too many: var(alpha) = Gamma B' must be symmetric.
/// </remarks>
internal sealed class DynamicEquivalent
{
    private static readonly string[] s_lags = ["aa", "sa", "ss", "as"];
    private readonly PanelForm _form;
    private readonly ModelStructure _model;

    private DynamicEquivalent(PanelForm form)
    {
        _form = form;
        _model = ModelStructure.Of(ParameterTable.Of(Text(form)), [.. form.Scores.ByTurns]);
    }

    /// <summary>The equivalent of a form; null where it has none here: two intercepts, lags equal over time, means free, one group and no variables of persons are expected.</summary>
    public static DynamicEquivalent? Of(PanelForm form) =>
        form.Block == InterceptBlock.Free && form.Lags == LagPattern.Equal && !form.EqualMeans && form.Groups == 1 && form.Covariates.Count + form.Auxiliary.Count == 0
            ? new DynamicEquivalent(form) : null;

    /// <summary>Where a search that goes on from a fit's end arrives, as starting values of the random-intercept model; null where it arrives nowhere.</summary>
    public Dictionary<string, double>? Onward(SemEstimator estimator, SemFit from, SemOptions options, CancellationToken cancellation)
    {
        if (!double.IsFinite(from.Deviance))
            return null;
        var fit = estimator.Fit(_model, options with { Starts = There(from), SingleStart = true }, cancellation);
        return double.IsFinite(fit.Deviance) && fit.Deviance <= from.Deviance ? Back(fit) : null;
    }

    private Dictionary<string, double> There(SemFit from)
    {
        var at = PanelStarts.From(from);
        var (b, omega) = (Distance(at), new TwoByTwo(at["RIa~~RIa"], at["RIa~~RIs"], at["RIa~~RIs"], at["RIs~~RIs"]));
        var gamma = b.Times(omega);
        var effect = gamma.TimesTransposed(b);
        Dictionary<string, double> starts = new(StringComparer.Ordinal)
        {
            ["gaa"] = gamma.Aa,
            ["gas"] = gamma.As,
            ["gsa"] = gamma.Sa,
            ["gss"] = gamma.Ss,
            ["vaa"] = effect.Aa,
            ["vas"] = effect.As,
            ["vss"] = effect.Ss,
        };
        foreach (var lag in s_lags)
            starts[lag] = at[lag];
        var (mean, covariance, p) = (from.Moments.Mean, from.Moments.Covariance, _model.Observed);
        for (var i = 0; i < 2; i++)
            for (var j = i; j < 2; j++)
                starts[$"{_model.Variables[i]}~~{_model.Variables[j]}"] = covariance[i * p + j];
        for (var t = 0; t < _form.Waves; t++)
        {
            var (before, symptom) = (2 * (t - 1), mean[2 * t + 1]);
            starts[$"{_form.Score('a', t)}~1"] = mean[2 * t] - (t == 0 ? 0 : at["aa"] * mean[before] + at["sa"] * (_form.SameSession ? symptom : mean[before + 1]));
            starts[$"{_form.Score('s', t)}~1"] = symptom - (t == 0 ? 0 : at["as"] * mean[before] + at["ss"] * mean[before + 1]);
        }

        foreach (var (there, here) in Residuals())
            if (at.TryGetValue(here, out var value))
                starts[there] = value;
        return starts;
    }

    private Dictionary<string, double>? Back(SemFit fit)
    {
        var at = PanelStarts.From(fit);
        if (Distance(at).Inverse() is not { } inverse)
            return null;
        var omega = inverse.Times(new TwoByTwo(at["gaa"], at["gas"], at["gsa"], at["gss"]));
        var both = (omega.As + omega.Sa) / 2;
        var (mean, covariance, p) = (fit.Moments.Mean, fit.Moments.Covariance, _model.Observed);
        string a = _form.Within('a', 0), s = _form.Within('s', 0);
        Dictionary<string, double> starts = new(StringComparer.Ordinal)
        {
            ["RIa~~RIa"] = omega.Aa,
            ["RIa~~RIs"] = both,
            ["RIs~~RIs"] = omega.Ss,
            [$"{a}~~{a}"] = covariance[0] - omega.Aa,
            [$"{a}~~{s}"] = covariance[1] - both,
            [$"{s}~~{s}"] = covariance[p + 1] - omega.Ss,
        };
        foreach (var lag in s_lags)
            starts[lag] = at[lag];
        for (var column = 0; column < p; column++)
            starts[$"{_model.Variables[column]}~1"] = mean[column];
        foreach (var (there, here) in Residuals())
            if (at.TryGetValue(there, out var value))
                starts[here] = value;
        return starts;
    }

    // B: what the lags leave of a stable difference.
    private static TwoByTwo Distance(Dictionary<string, double> at) => new(1 - at["aa"], -at["sa"], -at["as"], 1 - at["ss"]);

    // Names of residual variances and covariances there and here.
    private IEnumerable<(string There, string Here)> Residuals()
    {
        foreach (var label in new[] { "ra", "rs", "ras" })
            yield return (label, label);
        for (var t = 1; t < _form.Waves; t++)
            foreach (var (x, y) in new[] { ('a', 'a'), ('s', 's'), ('a', 's') })
                yield return ($"{_form.Score(x, t)}~~{_form.Score(y, t)}", $"{_form.Within(x, t)}~~{_form.Within(y, t)}");
    }

    // RIa and RIs stand for alpha here.
    private static string Text(PanelForm form)
    {
        var text = new StringBuilder();
        void Line(string line) => text.Append(line).Append('\n');
        string Later(char construct) => string.Join(" + ", Enumerable.Range(1, form.Waves - 1).Select(t => $"1*{form.Score(construct, t)}"));
        string A(int t) => form.Score('a', t);
        string S(int t) => form.Score('s', t);
        Line($"RIa =~ {Later('a')}");
        Line($"RIs =~ {Later('s')}");
        Line("RIa ~~ vaa*RIa + vas*RIs");
        Line("RIs ~~ vss*RIs");
        Line($"RIa ~~ gaa*{A(0)} + gas*{S(0)}");
        Line($"RIs ~~ gsa*{A(0)} + gss*{S(0)}");
        Line("RIa ~ 0*1");
        Line("RIs ~ 0*1");
        for (var t = 0; t < form.Waves; t++)
        {
            var equal = form.EqualResiduals && t > 0;
            Line($"{A(t)} ~~ {(equal ? "ra*" : "")}{A(t)} + {(form.SameSession && t > 0 ? "0*" : equal ? "ras*" : "")}{S(t)}");
            Line($"{S(t)} ~~ {(equal ? "rs*" : "")}{S(t)}");
            Line($"{A(t)} ~ 1");
            Line($"{S(t)} ~ 1");
            if (t == 0)
                continue;
            Line($"{A(t)} ~ aa*{A(t - 1)} + sa*{S(form.SameSession ? t : t - 1)}");
            Line($"{S(t)} ~ ss*{S(t - 1)} + as*{A(t - 1)}");
        }

        Line("vaa == gaa*(1 - aa) - gas*sa");
        Line("vas == gas*(1 - ss) - gaa*as");
        Line("vas == gsa*(1 - aa) - gss*sa");
        Line("vss == gss*(1 - ss) - gsa*as");
        return text.ToString();
    }

    /// <summary>A 2 x 2 matrix over alliance and symptom.</summary>
    private readonly record struct TwoByTwo(double Aa, double As, double Sa, double Ss)
    {
        public TwoByTwo Times(TwoByTwo by) => new(Aa * by.Aa + As * by.Sa, Aa * by.As + As * by.Ss, Sa * by.Aa + Ss * by.Sa, Sa * by.As + Ss * by.Ss);

        public TwoByTwo TimesTransposed(TwoByTwo by) => Times(new TwoByTwo(by.Aa, by.Sa, by.As, by.Ss));

        /// <summary>Null where singular.</summary>
        public TwoByTwo? Inverse()
        {
            var determinant = Aa * Ss - As * Sa;
            return determinant == 0 || !double.IsFinite(1 / determinant) ? null : new TwoByTwo(Ss / determinant, -As / determinant, -Sa / determinant, Aa / determinant);
        }
    }
}
