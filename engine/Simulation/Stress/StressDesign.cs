using IpdEngine.Panel;
using IpdEngine.Simulation.Draws;

namespace IpdEngine.Simulation.Stress;

/// <summary>The stress corpus: small studies of every shape, drawn by number.</summary>
internal static class StressDesign
{
    private const int FewestPersons = 30;
    private const int MostPersons = 150;
    private const int FewestWaves = 3;
    private const int MostWaves = 7;

    // Shapes and draws have streams of their own.
    private const int ShapeStream = 1;
    private const int DrawStream = 2;

    /// <summary>Truth of the study of one number: N 30-150, T 3-7, intercept variance 0-0.8, dropout 0-0.15, lags of their own.</summary>
    public static StudyTruth Truth(ulong seed, int number)
    {
        var stream = Streams.At(seed, number, ShapeStream);
        var waves = FewestWaves + stream.NextBelow(MostWaves - FewestWaves + 1);
        var persons = FewestPersons + stream.NextBelow(MostPersons - FewestPersons + 1);
        double Between(double low, double high) => low + (high - low) * stream.NextUniform();
        var lags = new LagMatrix(Between(0.1, 0.6), Between(-0.25, 0.1), Between(0.1, 0.6), Between(-0.25, 0.1));
        var panel = PanelTruth.Stationary(waves, lags, within: Between(-0.5, 0), intercept: Between(0, 0.8), between: Between(-0.7, 0));
        return new StudyTruth
        {
            Study = $"stress{number:D5}",
            Participants = persons,
            Panel = panel,
            Missingness = new MissingnessTruth(Between(0, 0.15), OnSymptom: 0.5, Intermittent: 0.05),
        };
    }

    /// <summary>The study of one number.</summary>
    public static StudyPanel Study(ulong seed, int number) => StudyDraw.Of(Truth(seed, number), seed, number, DrawStream);
}
