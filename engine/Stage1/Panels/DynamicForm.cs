namespace IpdEngine.Stage1.Panels;

/// <summary>A dynamic panel model of one direction; <see cref="DynamicSyntax"/> writes it down.</summary>
/// <param name="Sessions">Session numbers of the waves, rising; at least two.</param>
/// <param name="CrossLag"><c>as</c> for alliance -> symptom, <c>sa</c> for symptom -> alliance.</param>
internal sealed record DynamicForm(IReadOnlyList<int> Sessions, string CrossLag)
{
    /// <summary>Names of the scores' columns.</summary>
    public ScoreColumns Scores { get; init; } = ScoreColumns.Of(Sessions);

    /// <summary>True for lags of their own at each wave.</summary>
    public bool FreeLags { get; init; }

    /// <summary>True where symptom at t, not at t-1, leads to alliance at t.</summary>
    public bool SameSession { get; init; }

    /// <summary>True for a residual variance that is equal at every wave.</summary>
    public bool EqualResiduals { get; init; }

    /// <summary>True where an error may covary with the predictor of its own session, not only with later ones.</summary>
    public bool ContemporaneousErrors { get; init; }

    /// <summary>The form that a user's options ask for.</summary>
    public static DynamicForm Of(PanelData data, string crossLag, PanelOptions options) => Of(data.Sessions, data.Scores, crossLag, options);

    /// <summary>The same over named columns.</summary>
    public static DynamicForm Of(IReadOnlyList<int> sessions, ScoreColumns scores, string crossLag, PanelOptions options) => new(sessions, crossLag)
    {
        Scores = scores,
        FreeLags = options.FreeLags,
        SameSession = options.SameSession,
        EqualResiduals = options.Residuals == "equal",
        ContemporaneousErrors = options.Errors == "same_session" && !(options.SameSession && crossLag == "sa"),
    };

    /// <summary>Number of waves, T.</summary>
    public int Waves => Sessions.Count;

    /// <summary>The outcome's lag on itself.</summary>
    public string OwnLag => CrossLag == "as" ? "ss" : "aa";

    /// <summary>Name of the individual effect.</summary>
    public string Effect => $"alpha_{CrossLag[1]}";

    /// <summary>Sessions from predictor to outcome: 1, or 0 for symptom -> alliance within a session.</summary>
    public int Back => SameSession && CrossLag == "sa" ? 0 : 1;

    /// <summary>Wave of the first predictor.</summary>
    public int FirstPredictor => 1 - Back;

    /// <summary>The outcome's column at a wave.</summary>
    public string Outcome(int wave) => Scores.At(CrossLag[1], wave);

    /// <summary>The predictor's column at a wave.</summary>
    public string Predictor(int wave) => Scores.At(CrossLag[0], wave);

    /// <summary>The first outcome and every predictor, in order of time.</summary>
    public IReadOnlyList<string> Exogenous => [Outcome(0), .. Enumerable.Range(FirstPredictor, Waves - 1).Select(Predictor)];

    /// <summary>Column of each in a table of alliance and symptom by turns, in the order of the table.</summary>
    public IReadOnlyList<(string Name, int Place)> Columns =>
        [.. Enumerable.Range(0, Waves).Select(i => (Outcome(i), 2 * i + (CrossLag[1] == 'a' ? 0 : 1)))
            .Concat(Enumerable.Range(FirstPredictor, Waves - 1).Select(i => (Predictor(i), 2 * i + (CrossLag[0] == 'a' ? 0 : 1))))
            .OrderBy(column => column.Item2)];
}
