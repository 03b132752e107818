namespace IpdEngine.Panel;

/// <summary>What is known of one participant beside the sessions; NaN and null are unknown.</summary>
public sealed record ParticipantFacts
{
    /// <summary>Symptom severity before treatment, instrument units, higher = worse.</summary>
    public double Intake { get; init; } = double.NaN;

    /// <summary>Symptom severity after treatment, instrument units, higher = worse.</summary>
    public double Outcome { get; init; } = double.NaN;

    /// <summary>Age in years.</summary>
    public double Age { get; init; } = double.NaN;

    /// <summary>1 for women, 0 for others.</summary>
    public double Female { get; init; } = double.NaN;

    /// <summary>The therapist's pseudonym.</summary>
    public string? Therapist { get; init; }

    /// <summary>Treatment arm.</summary>
    public string? Arm { get; init; }

    /// <summary>Declared covariates, in the order in which the builder was given their names; empty = all unknown.</summary>
    public IReadOnlyList<double> Covariates { get; init; } = [];
}
