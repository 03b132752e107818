using IpdEngine.Panel;
using IpdEngine.Report;
using IpdEngine.Stage1;
using IpdEngine.Stage2;
using IpdEngine.Stage2.Univariate;
using IpdEngine.Tests.Stage2;
using IpdEngine.TwoStage;

namespace IpdEngine.Tests.Report;

/// <summary>A run with the corpus' committed stage-1 numbers, so that the files can be held to something without fitting a model.</summary>
internal static class CorpusRun
{
    private static readonly string[] Countries =
        ["DE", "SE", "US", "NO", "KE", "CH", "IL", "IT", "US", "CL", "US", "IL", "SE", "CH", "NO", "US", "IT"];

    public static RunContext Context { get; } = new()
    {
        EngineVersion = "0.1.0",
        Command = "ipd reproduce",
        Findings = [new("trial09", "duplicate_row", "warning", 3), new("trial05", "refused_form", "note", 112)],
        Timings = new RunTimings(new DateTimeOffset(2026, 11, 23, 9, 30, 0, TimeSpan.Zero), 2, [new("ingest", 1.25), new("stage1", 0.5)]),
    };

    public static RunResult Make()
    {
        var panels = PanelRows();
        var multilevel = DirectionRows("expected_multilevel.csv", MultilevelFit);
        var crosslevel = DirectionRows("expected_crosslevel.csv", CrossLevelFit);
        var association = AssociationRows();
        var studies = panels.Select((fit, i) => Study(fit, i)).ToList();
        var estimates = studies.SelectMany(study => new[] { panels, multilevel, crosslevel, association }
            .SelectMany(model => model.Where(fit => fit.Study == study.Facts.Study))).ToList();
        var pools = new List<PooledEffect>();
        foreach (var lag in CorpusEffects.Lags)
            pools.Add(Pool("riclpm", lag, lag, studies));
        foreach (var lag in new[] { "as", "sa" })
            pools.Add(Pool("multilevel", lag, lag, studies));
        foreach (var effect in new[] { "as x.zA", "as x.zS", "sa x.zA", "sa x.zS" })
            pools.Add(Pool("crosslevel", effect, effect, studies));
        pools.Add(Pool("association", "r", "r (z)", studies));
        pools.Add(Pool("association", "partial r", "partial r (z)", studies));
        pools.Add(Moderated(studies));
        return new RunResult(new Plan(), studies, estimates, pools, [Together(studies)], Claims());
    }

    private static StudyRecord Study(StudyEstimate fit, int i) => new(
        new StudyFacts
        {
            Study = fit.Study,
            Country = Countries[i],
            Design = i % 2 == 0 ? "naturalistic" : "rct",
            Synthetic = true,
            Alliance = new MeasureFacts("WAI-SR", "P", 1, 5, false, "after"),
            Symptom = new MeasureFacts("PHQ-9", "P", 0, 27, false, "before"),
            SessionLag = fit.Lag,
            Variables = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["year"] = (2001 + i).ToString() },
        },
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(fit.Study))),
        fit.Participants, fit.Participants * 6, fit.Participants * 5, fit.Pairs);

    private static List<StudyEstimate> PanelRows()
    {
        var file = new CorpusRows("expected_riclpm.csv");
        var ids = file.Rows.Select(row => file.Text(row, "study")).ToList();
        return [.. file.Rows.Select(row =>
        {
            var study = file.Text(row, "study");
            var n = (int)file.Number(row, "n");
            var lags = CorpusEffects.Lags;
            var s = new double[4, 4];
            for (var a = 0; a < 4; a++)
                for (var b = a; b < 4; b++)
                    s[a, b] = s[b, a] = a == b ? Math.Pow(file.Number(row, $"se.{lags[a]}"), 2) : file.Number(row, $"cov.{lags[a]}.{lags[b]}");
            return new StudyEstimate
            {
                Study = study,
                Model = "riclpm",
                Variant = "free",
                Status = file.Text(row, "post.check") == "TRUE"
                    ? new FitStatus(FitStatusCode.Ok, "converged to an admissible solution", null, n < 42)
                    : new FitStatus(FitStatusCode.Boundary, "found a negative variance of a random intercept, expected one above zero", "RIa~~RIa", n < 42),
                Participants = n,
                Pairs = n * 4,
                Waves = (int)file.Number(row, "waves"),
                Lag = study == "trial16" ? 2 : 1,
                Terms = lags,
                Estimates = [.. lags.Select(lag => file.Number(row, lag))],
                Covariance = s,
                Rows = [.. lags.Select((lag, i) => new TermRow("std", lag, file.Number(row, lag), Math.Sqrt(s[i, i])))],
                Fit = [.. new[] { "chisq", "df", "chisq.scaled", "cfi", "rmsea", "srmr", "logl", "npar" }
                    .Select(name => KeyValuePair.Create(name, file.Number(row, name)))],
                Trail = new OptimiserTrail(true, "gradient below 1e-8", 14, 16, -2 * file.Number(row, "logl"), 1e-9),
                Syntax = $"# {file.Text(row, "waves")} waves",
            };
        })];
    }

    private static List<StudyEstimate> DirectionRows(string name, Func<CorpusRows, string[], StudyEstimate> fit)
    {
        var file = new CorpusRows(name);
        return [.. file.Rows.Select(row => fit(file, row))];
    }

    private static StudyEstimate MultilevelFit(CorpusRows file, string[] row) => Diagonal("multilevel", file.Text(row, "study"), file.Text(row, "direction"),
        (int)file.Number(row, "n.id"), (int)file.Number(row, "n.pairs"), [file.Text(row, "direction")], [file.Number(row, "cross")],
        [file.Number(row, "se")], "singular by design");

    private static StudyEstimate CrossLevelFit(CorpusRows file, string[] row) => Diagonal("crosslevel", file.Text(row, "study"),
        file.Text(row, "direction"), (int)file.Number(row, "n.pairs") / 4, (int)file.Number(row, "n.pairs"), ["x", "x.zA", "x.zS"],
        [file.Number(row, "x"), file.Number(row, "x.zA"), file.Number(row, "x.zS")],
        [file.Number(row, "se.x"), file.Number(row, "se.x.zA"), file.Number(row, "se.x.zS")], null);

    private static List<StudyEstimate> AssociationRows()
    {
        var file = new CorpusRows("expected_association.csv");
        return [.. file.Rows.Select(row => Diagonal("association", file.Text(row, "study"), "free", (int)file.Number(row, "n"), (int)file.Number(row, "n"),
            ["r", "partial.r"], [Math.Atanh(file.Number(row, "r")), Math.Atanh(file.Number(row, "partial.r"))],
            [1 / Math.Sqrt(file.Number(row, "n") - 3), 1 / Math.Sqrt(file.Number(row, "n") - 4)], null))];
    }

    internal static StudyEstimate Diagonal(
        string model, string study, string variant, int n, int pairs, string[] terms, double[] estimates, double[] errors, string? note)
    {
        var s = new double[terms.Length, terms.Length];
        for (var i = 0; i < terms.Length; i++)
            s[i, i] = errors[i] * errors[i];
        return new StudyEstimate
        {
            Study = study,
            Model = model,
            Variant = variant,
            Status = new FitStatus(FitStatusCode.Ok, "converged", null, false, note),
            Participants = n,
            Pairs = pairs,
            Waves = 1,
            Lag = 1,
            Terms = terms,
            Estimates = estimates,
            Covariance = s,
            Rows = [.. terms.Select((term, i) => new TermRow(model == "association" ? "z" : "fixed", RowName(term), estimates[i], errors[i], n - 2))],
        };
    }

    private static string RowName(string term) => term is "as" or "sa" ? "x" : term.Replace("x.z", "x:z", StringComparison.Ordinal);

    private static PooledEffect Pool(string model, string effect, string asCorpusNamesIt, IReadOnlyList<StudyRecord> studies)
    {
        var table = CorpusEffects.Univariate(model, asCorpusNamesIt);
        var fit = RandomEffects.Fit(table, new PoolOptions()).Value;
        return new PooledEffect(model, effect, "primary", fit, Members(table.Ids, studies), null, [.. table.Ids.Select((id, i) => LeftOut(table, id, i))]);
    }

    private static LeftOut LeftOut(EffectTable table, string id, int i)
    {
        var rest = new EffectTable([.. table.Ids.Where((_, j) => j != i)], [.. table.Yi.Where((_, j) => j != i)], [.. table.Vi.Where((_, j) => j != i)]);
        var fit = RandomEffects.Fit(rest, new PoolOptions()).Value;
        var c = fit.Coefficients[0];
        return new LeftOut(id, c.Estimate, c.StandardError, c.ConfLow, c.ConfHigh, fit.Tau2, c.PValue);
    }

    private static PooledEffect Moderated(IReadOnlyList<StudyRecord> studies)
    {
        var plain = CorpusEffects.Univariate("riclpm", "as");
        var table = plain with { Moderators = [KeyValuePair.Create("year", plain.Ids.Select(id => double.Parse(id[5..])).ToArray())] };
        return new PooledEffect("riclpm", "as", "moderator year", RandomEffects.Fit(table, new PoolOptions()).Value, Members(table.Ids, studies), null, []);
    }

    private static PooledVector Together(IReadOnlyList<StudyRecord> studies)
    {
        var file = new CorpusRows("expected_pooled_multivariate.csv");
        var effects = CorpusEffects.Multivariate();
        var between = new double[4, 4];
        for (var a = 0; a < 4; a++)
            for (var b = 0; b < 4; b++)
                between[a, b] = file.Number(file.Rows[a], "G." + CorpusEffects.Lags[b]);
        var coefficients = file.Rows.Select(row =>
        {
            var (b, se) = (file.Number(row, "b"), file.Number(row, "se"));
            return new Coefficient(file.Text(row, "effect"), b, se, b / se, 15, 0.001, b - 2.13 * se, b + 2.13 * se);
        }).ToList();
        var fit = new MultivariateFit
        {
            Effects = effects,
            Options = new PoolOptions(),
            Coefficients = coefficients,
            Covariance = new double[4, 4],
            ScaleFactor = 1,
            Between = between,
            Q = 250.5,
            QDegreesOfFreedom = 60,
            QPValue = 1e-12,
            LogLikelihood = file.Number(file.Rows[0], "logLik.REML"),
            Converged = true,
            Reason = "converged",
        };
        return new PooledVector("riclpm", fit, Members(effects.Ids, studies), null);
    }

    private static List<Membership> Members(IReadOnlyList<string> ids, IReadOnlyList<StudyRecord> studies) =>
        [.. studies.Select(study => new Membership(study.Facts.Study, ids.Contains(study.Facts.Study),
            ids.Contains(study.Facts.Study) ? "" : "measured every second session: its lag is 2, this pool is of lag 1"))];

    private static List<Claim> Claims() =>
    [
        new("1", "17 studies, 5,350 participants, 9 countries, sessions 1-7.", "k = 17, N = 5,350, 9 countries", true),
        new("2a", "Early alliance predicts outcome.", "r = .27 [.24, .29]", true),
        new("3a", "Better alliance is followed by fewer symptoms.", "b = -0.10 [-0.12, -0.07]", true),
        new("3b", "Fewer symptoms are followed by better alliance.", "b = -0.08 [-0.12, -0.04]", true),
        new("4a", "The effect is stronger where alliance is higher.", "b = -0.04 [-0.05, -0.02]", true),
        new("4b", "The effect is stronger where symptoms are lower.", "b = 0.02 [0.00, 0.04]", null),
    ];
}
