namespace IpdEngine.Stage1.Panels;

/// <summary>Everything that makes one panel model differ from another; <see cref="PanelSyntax"/> writes it down.</summary>
/// <param name="Sessions">Session numbers of the waves, rising; at least two.</param>
/// <param name="Block">Stable differences between persons.</param>
internal sealed record PanelForm(IReadOnlyList<int> Sessions, InterceptBlock Block)
{
    /// <summary>Names of the scores' columns.</summary>
    public ScoreColumns Scores { get; init; } = ScoreColumns.Of(Sessions);

    /// <summary>What the lags share over time.</summary>
    public LagPattern Lags { get; init; }

    /// <summary>True where symptom at t, not at t-1, leads to alliance at t.</summary>
    public bool SameSession { get; init; }

    /// <summary>True for residual variances and covariances that are equal from the second wave on.</summary>
    public bool EqualResiduals { get; init; }

    /// <summary>True for a mean of each construct that is equal at every wave.</summary>
    public bool EqualMeans { get; init; }

    /// <summary>Variables of persons that predict.</summary>
    public IReadOnlyList<string> Covariates { get; init; } = [];

    /// <summary>True where they predict within parts, false where intercepts and slopes.</summary>
    public bool CovariatesOnWithin { get; init; }

    /// <summary>Variables of persons that covary with every score and predict nothing.</summary>
    public IReadOnlyList<string> Auxiliary { get; init; } = [];

    /// <summary>Number of groups, each with parameters of its own.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>True where the lags are equal across groups.</summary>
    public bool EqualAcrossGroups { get; init; }

    /// <summary>Values at which lags are held, of one group; null where they are estimated.</summary>
    public SearchStart? Held { get; init; }

    /// <summary>The form that a model's name and a user's options ask for.</summary>
    public static PanelForm Of(string model, PanelData data, PanelOptions options) => Of(model, data.Sessions, data.Scores, options);

    /// <summary>The same over named columns.</summary>
    public static PanelForm Of(string model, IReadOnlyList<int> sessions, ScoreColumns scores, PanelOptions options) => new(sessions, model switch
    {
        "clpm" => InterceptBlock.Absent,
        "lcmsr" => InterceptBlock.Growth,
        _ => InterceptBlock.Free,
    })
    {
        Scores = scores,
        Lags = options.Lags switch { "free" => LagPattern.Free, "standardised" => LagPattern.StandardisedEqual, _ => LagPattern.Equal },
        Covariates = options.Covariates,
        CovariatesOnWithin = options.CovariatesOn == "within",
        Auxiliary = options.Auxiliary,
        SameSession = options.SameSession,
        EqualResiduals = options.Residuals == "equal",
        EqualMeans = options.Means == "equal",
    };

    /// <summary>Number of waves, T.</summary>
    public int Waves => Sessions.Count;

    /// <summary>The latent variables of stable differences.</summary>
    public IReadOnlyList<string> Stable => Block switch
    {
        InterceptBlock.Free => ["RIa", "RIs"],
        InterceptBlock.AllianceOnly => ["RIa"],
        InterceptBlock.SymptomOnly => ["RIs"],
        InterceptBlock.Singular => ["RI"],
        InterceptBlock.Growth => ["RIa", "RIs", "RSa", "RSs"],
        _ => [],
    };

    /// <summary>A label as a modifier, such as <c>aa*</c>; with groups <c>c(aa_1, aa_2)*</c>, or one label for all where equal.</summary>
    public string Label(string name, bool lag = true) => Groups == 1 ? (lag ? Held?.Modifier(name) : null) ?? $"{name}*"
        : $"c({string.Join(", ", Enumerable.Range(1, Groups).Select(group => lag && EqualAcrossGroups ? name : $"{name}_{group}"))})*";

    /// <summary>Column of construct <c>a</c> or <c>s</c> at a wave.</summary>
    public string Score(char construct, int wave) => Scores.At(construct, wave);

    /// <summary>The within part (or the score itself, without intercepts) of a construct at a wave.</summary>
    public string Within(char construct, int wave) => (Block == InterceptBlock.Absent ? "" : "w") + Score(construct, wave);
}
