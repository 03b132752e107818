namespace IpdEngine.Simulation;

/// <summary>How scores go missing: at random given what was observed (MAR), so that full-information likelihood stays right.</summary>
/// <param name="Dropout">Probability that a person with an average last observed symptom score does not come to the next session, for good.</param>
/// <param name="OnSymptom">What one SD of the last observed symptom score adds to the log odds of it; 0 = completely at random.</param>
/// <param name="Intermittent">Probability that a score of a session attended is missing, each score by itself.</param>
public sealed record MissingnessTruth(double Dropout = 0, double OnSymptom = 0, double Intermittent = 0)
{
    /// <summary>Nothing goes missing.</summary>
    public static MissingnessTruth None { get; } = new();

    /// <summary>Checks the probabilities.</summary>
    /// <exception cref="ArgumentException">One is not in [0, 1), or the slope is not finite.</exception>
    public void Require()
    {
        if (!(Dropout is >= 0 and < 1 && Intermittent is >= 0 and < 1 && double.IsFinite(OnSymptom)))
            throw new ArgumentException($"found {this}, expected probabilities in [0, 1) and a finite slope");
    }

    /// <summary>Probability of dropout given the last observed symptom score in SDs from its mean.</summary>
    public double Hazard(double symptom) => Dropout <= 0 ? 0 : 1 / (1 + (1 - Dropout) / Dropout * Math.Exp(-OnSymptom * symptom));
}
