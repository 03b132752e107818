using IpdEngine.Stage1.Multilevel.LinearMixed;

namespace IpdEngine.Stage1.Multilevel;

/// <summary>A mixed-model fit as the estimate of a study.</summary>
internal static class MixedEstimate
{
    /// <summary>Poolable term, and the fixed effect that it is.</summary>
    internal static (string Term, string Fixed)[] CrossLevelTerms { get; } = [("x", "x"), ("x.zA", "x:zA"), ("x.zS", "x:zS")];

    internal static (string Term, string Fixed)[] MainTerms(LagDirection direction) => [(direction.Name, "x"), ("auto", "lag_y")];

    /// <summary>The estimate of a fit that left nothing to pool.</summary>
    internal static StudyEstimate Without(WithinBetween study, string model, LagDirection direction, LaggedRows rows, FitStatus status) => new()
    {
        Study = study.Facts.Study,
        Model = model,
        Variant = direction.Name,
        Status = status,
        Participants = rows.Participants,
        Pairs = rows.Count,
        Waves = 1,
        Lag = 1,
        Terms = [],
        Estimates = [],
        Covariance = new double[0, 0],
        Rows = [],
        Syntax = Syntax(model, direction),
    };

    /// <summary>The estimate of a fit.</summary>
    internal static StudyEstimate With(
        WithinBetween study, string model, LagDirection direction, LaggedRows rows, FitStatus status, MixedFit fit, (string Term, string Fixed)[] terms)
    {
        int[] index = Array.ConvertAll(terms, term => fit.FixedNames.ToList().IndexOf(term.Fixed));
        var covariance = new double[terms.Length, terms.Length];
        for (var a = 0; a < terms.Length; a++)
            for (var b = 0; b < terms.Length; b++)
                covariance[a, b] = fit.Covariance[index[a], index[b]];
        return Without(study, model, direction, rows, status) with
        {
            Terms = Array.ConvertAll(terms, term => term.Term),
            Estimates = Array.ConvertAll(index, i => fit.Coefficients[i]),
            Covariance = covariance,
            Rows = [.. Fixed(fit), .. Random(fit), .. Deviations(study)],
            Fit =
            [
                new("REMLcrit", fit.Criterion), new("logLik", -fit.Criterion / 2), new("nobs", fit.Rows), new("ngrps", fit.Groups), new("singular", fit.Singular ? 1 : 0),
            ],
            Trail = fit.Trail,
        };
    }

    private static IEnumerable<TermRow> Fixed(MixedFit fit) =>
        fit.FixedNames.Select((name, i) => new TermRow("fixed", name, fit.Coefficients[i], fit.StandardError(i), fit.DegreesOfFreedom[i]));

    private static IEnumerable<TermRow> Random(MixedFit fit)
    {
        var (names, g) = (fit.RandomNames, fit.RandomCovariance);
        for (var a = 0; a < names.Count; a++)
            yield return Plain("random", $"var.{names[a]}", g[a, a]);
        for (var a = 0; a < names.Count; a++)
        {
            for (var b = a + 1; b < names.Count; b++)
            {
                yield return Plain("random", $"cov.{names[a]}.{names[b]}", g[a, b]);
                yield return Plain("random", $"cor.{names[a]}.{names[b]}", g[a, b] / Math.Sqrt(g[a, a] * g[b, b]));
            }
        }

        yield return Plain("random", "var.residual", fit.Sigma * fit.Sigma);
    }

    private static IEnumerable<TermRow> Deviations(WithinBetween study) =>
    [
        Plain("sd", "within.alliance", study.Alliance.Within), Plain("sd", "within.symptom", study.Symptom.Within),
        Plain("sd", "between.alliance", study.Alliance.Between), Plain("sd", "between.symptom", study.Symptom.Between),
    ];

    private static TermRow Plain(string component, string term, double estimate) => new(component, term, estimate, double.NaN, double.NaN);

    private static string Syntax(string model, LagDirection direction)
    {
        var (x, y) = (direction.Predictor, direction.Outcome);
        var columns = $"# y = {y}[t] / SD_w({y}); x = ({x}[t-1] - person mean) / SD_w({x}); lag_y = ({y}[t-1] - person mean) / SD_w({y})\n";
        return columns + (model == "multilevel"
            ? "# mean_alliance, mean_symptom = person means less their average over persons\ny ~ x + lag_y + mean_alliance + mean_symptom + session + (1 | participant)"
            : "# zA, zS = person means of alliance and symptom as z-scores over persons\ny ~ x * (zA + zS) + lag_y + session + (1 + x | participant)");
    }
}
