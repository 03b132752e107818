namespace IpdEngine.Simulation.Coverage;

/// <summary>One cell of the coverage table: a size, a truth and its losses.</summary>
/// <param name="Waves">Sessions, T.</param>
/// <param name="Participants">Persons, N.</param>
/// <param name="Intercept">Variance of each random intercept, where the within parts have variance 1.</param>
/// <param name="Dropout">Probability of dropping out before a session, at an average last symptom score.</param>
public sealed record CoverageCell(int Waves, int Participants, double Intercept, double Dropout)
{
    /// <summary>The lags of every cell.</summary>
    public static LagMatrix Lags { get; } = new(Aa: 0.35, Sa: -0.10, Ss: 0.45, As: -0.10);

    /// <summary>The committed cells: size by size, then no stable differences, large ones, and heavy dropout.</summary>
    public static IReadOnlyList<CoverageCell> All { get; } =
    [
        .. from waves in new[] { 3, 5, 7 } from persons in new[] { 75, 150, 300, 600 } select new CoverageCell(waves, persons, 0.5, 0.05),
        new(3, 150, 0, 0.05),
        new(5, 150, 0, 0.05),
        new(5, 150, 0.8, 0.15),
        new(7, 300, 0.8, 0.15),
    ];

    /// <summary>The truth: stationary, dropout more likely after a bad session, one score in twenty missing by itself.</summary>
    public StudyTruth Truth => new()
    {
        Study = $"T{Waves}N{Participants}",
        Participants = Participants,
        Panel = PanelTruth.Stationary(Waves, Lags, intercept: Intercept),
        Missingness = new MissingnessTruth(Dropout, OnSymptom: 0.5, Intermittent: 0.05),
    };

    /// <summary>True where the issue asks for 93-97 %: T at least 5 and N at least 150.</summary>
    public bool Held => Waves >= 5 && Participants >= 150;
}
