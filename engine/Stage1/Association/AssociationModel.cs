using IpdEngine.Panel;

namespace IpdEngine.Stage1.Association;

/// <summary>
/// Early alliance and post-treatment outcome: r, and partial r given intake severity and declared covariates, over the persons with all of them.
/// </summary>
/// <remarks>
/// Symptoms are stored higher = worse; outcome is reflected here, so r above 0 means better alliance, better outcome. On Fisher's z scale the
/// variances are 1 / (n - 3) and 1 / (n - 3 - q), q the columns held constant (Fisher 1924; Flückiger, Del Re, Wampold and Horvath 2018).
/// </remarks>
public static class AssociationModel
{
    private const string Name = "association";
    private static readonly string[] s_terms = ["r", "partial.r"];

    /// <summary>Fits the model to one study.</summary>
    /// <returns>Terms <c>r</c> and <c>partial.r</c> on Fisher's z scale; the correlations themselves stand in the rows.</returns>
    /// <exception cref="ArgumentException">The study has no covariate of a name that the options give.</exception>
    public static StudyEstimate Fit(StudyPanel panel, AssociationOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(panel);
        ArgumentNullException.ThrowIfNull(options);
        cancellation.ThrowIfCancellationRequested();

        string[] controls = ["intake", .. options.Covariates];
        string[] names = [.. controls, "early alliance", "outcome"];
        var columns = CompleteCases(
            [.. controls.Select(name => Column(panel.Participants, name)), EarlyAlliance.Of(panel, options.EarlyAlliance), Reflected(panel.Participants.Outcome)]);
        var n = columns[0].Length;
        var freedom = n - 3 - controls.Length;
        if (freedom < 1)
            return Without(panel, n, new FitStatus(
                FitStatusCode.TooSmall, $"found {n} participants with {string.Join(", ", names)}, expected at least {4 + controls.Length}", "partial.r"));

        var result = PartialCorrelation.Of(columns, out var collinear);
        if (collinear >= 0)
            return Without(panel, n, new FitStatus(
                FitStatusCode.NotIdentified,
                $"found {names[collinear]} constant or determined by {Before(names, collinear)} among {n} participants, expected it to vary", names[collinear]));
        return With(panel, n, controls.Length, result);
    }

    private static StudyEstimate With(StudyPanel panel, int n, int controls, PartialCorrelation result)
    {
        var (v, w) = (1.0 / (n - 3), 1.0 / (n - 3 - controls));
        var between = result.DependenceOfZ * Math.Sqrt(v * w);
        return Without(panel, n, new FitStatus(FitStatusCode.Ok, "closed form")) with
        {
            Terms = s_terms,
            Estimates = [Math.Atanh(result.R), Math.Atanh(result.Partial)],
            Covariance = new[,] { { v, between }, { between, w } },
            Rows =
            [
                new TermRow("z", "r", Math.Atanh(result.R), Math.Sqrt(v)),
                new TermRow("z", "partial.r", Math.Atanh(result.Partial), Math.Sqrt(w)),
                new TermRow("correlation", "r", result.R, double.NaN, double.NaN),
                new TermRow("correlation", "partial.r", result.Partial, double.NaN, double.NaN),
            ],
            Fit = [new("n", n), new("controls", controls)],
        };
    }

    private static StudyEstimate Without(StudyPanel panel, int n, FitStatus status) => new()
    {
        Study = panel.Facts.Study,
        Model = Name,
        Variant = "free",
        Status = status,
        Participants = n,
        Pairs = n,
        Waves = 1,
        Lag = panel.Facts.SessionLag,
        Terms = [],
        Estimates = [],
        Covariance = new double[0, 0],
        Rows = [],
    };

    private static double[] Column(ParticipantTable participants, string name) => name switch
    {
        PanelSchema.Intake => Reflected(participants.Intake),
        PanelSchema.Age => participants.Age.ToArray(),
        PanelSchema.Female => participants.Female.ToArray(),
        _ => participants.Covariate(name).ToArray(),
    };

    private static double[] Reflected(ReadOnlySpan<double> severity)
    {
        var reflected = severity.ToArray();
        foreach (ref var value in reflected.AsSpan())
            value = -value;
        return reflected;
    }

    private static double[][] CompleteCases(double[][] columns)
    {
        int[] complete = [.. Enumerable.Range(0, columns[0].Length).Where(i => Array.TrueForAll(columns, column => !double.IsNaN(column[i])))];
        return Array.ConvertAll(columns, column => Array.ConvertAll(complete, i => column[i]));
    }

    private static string Before(string[] names, int index) => index == 0 ? "nothing" : string.Join(", ", names[..index]);
}
