namespace IpdEngine.Simulation.Corpora;

/// <summary>A whole corpus that can be drawn: seventeen studies in the shape of the example corpus, with or without the effects that the claims are about.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Symptom">Mean over studies of the symptom -> alliance lag.</param>
/// <param name="Alliance">Mean over studies of the alliance -> symptom lag.</param>
/// <param name="CrossSpread">SD of each cross-lag between studies.</param>
/// <param name="AllianceInteraction">x:zA, in every study.</param>
/// <param name="SymptomInteraction">x:zS, in every study.</param>
/// <param name="Outcome">Intake and outcome.</param>
public sealed record CorpusTruth(
    string Name, double Symptom, double Alliance, double CrossSpread, double AllianceInteraction, double SymptomInteraction, OutcomeTruth Outcome)
{
    private const double AllianceCarryover = 0.36;
    private const double SymptomCarryover = 0.46;
    private const double CarryoverSpread = 0.06;
    private const double InterceptVariance = 0.7;
    private const int Waves = 7;

    // The streams of study truths lie apart from those of their draws.
    private const int TruthStreams = 1 << 12;

    private static readonly (int Persons, string Country)[] s_studies =
    [
        (1550, "DE"), (646, "SE"), (638, "US"), (480, "NO"), (345, "KE"), (310, "CH"), (265, "IL"), (220, "IT"), (191, "US"),
        (160, "CL"), (149, "US"), (96, "IL"), (84, "SE"), (70, "CH"), (65, "NO"), (46, "US"), (35, "IT"),
    ];

    // The study that measured every second session.
    private const int Biweekly = 15;

    private static readonly OutcomeTruth s_related = new(Intake: 0.7, Symptom: 0.5, Alliance: -0.15, Noise: 0.8);
    private static readonly OutcomeTruth s_unrelated = new(Intake: 0.7, Symptom: 0, Alliance: 0, Noise: 1);

    /// <summary>The committed conditions: effects as in the example corpus; none in any study; none on average; lags without interactions.</summary>
    public static IReadOnlyList<CorpusTruth> All { get; } =
    [
        new("effects", -0.09, -0.10, 0.03, -0.03, 0.02, s_related),
        new("lags alone", -0.09, -0.10, 0.03, 0, 0, s_related),
        new("none on average", 0, 0, 0.03, 0, 0, s_unrelated),
        new("none", 0, 0, 0, 0, 0, s_unrelated),
    ];

    /// <summary>The truths of one corpus's studies, their lags drawn between studies.</summary>
    public IReadOnlyList<StudyTruth> Studies(ulong seed, int replicate) => [.. s_studies.Select((study, i) =>
    {
        var stream = Streams.At(seed, replicate, TruthStreams + i);
        var lags = new LagMatrix(
            AllianceCarryover + CarryoverSpread * stream.NextNormal(), Symptom + CrossSpread * stream.NextNormal(),
            SymptomCarryover + CarryoverSpread * stream.NextNormal(), Alliance + CrossSpread * stream.NextNormal());
        return new StudyTruth
        {
            Study = $"study{i + 1:D2}",
            Country = study.Country,
            Participants = study.Persons,
            SessionLag = i == Biweekly ? 2 : 1,
            Panel = PanelTruth.Stationary(Waves, lags, intercept: InterceptVariance) with { AllianceInteraction = AllianceInteraction, SymptomInteraction = SymptomInteraction },
            Missingness = new MissingnessTruth(0.05, OnSymptom: 0.4, Intermittent: 0.05),
            Outcome = Outcome,
        };
    })];
}
