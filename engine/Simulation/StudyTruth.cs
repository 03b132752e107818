namespace IpdEngine.Simulation;

/// <summary>A study that can be drawn: its process, its size, its losses, its therapists and what is known of persons.</summary>
public sealed record StudyTruth
{
    /// <summary>Study code.</summary>
    public required string Study { get; init; }

    /// <summary>Persons.</summary>
    public required int Participants { get; init; }

    /// <summary>The process.</summary>
    public required PanelTruth Panel { get; init; }

    /// <summary>How scores go missing.</summary>
    public MissingnessTruth Missingness { get; init; } = MissingnessTruth.None;

    /// <summary>Country code, or null.</summary>
    public string? Country { get; init; }

    /// <summary>Sessions from one measurement to the next; the process runs session by session all the same.</summary>
    public int SessionLag { get; init; } = 1;

    /// <summary>Therapists, persons dealt to them in turn; 0 = none recorded.</summary>
    public int Therapists { get; init; }

    /// <summary>Share of the alliance intercept's variance that lies between therapists.</summary>
    public double TherapistShare { get; init; }

    /// <summary>Intake and outcome; null = none recorded.</summary>
    public OutcomeTruth? Outcome { get; init; }

    /// <summary>Checks that the study can be drawn.</summary>
    /// <exception cref="ArgumentException">A count is not positive, a share not in [0, 1], or a part cannot be drawn.</exception>
    public void Require()
    {
        if (Participants < 1 || SessionLag < 1 || Therapists < 0)
            throw new ArgumentException($"found {Participants} participants, lag {SessionLag}, {Therapists} therapists, expected positive counts");
        if (TherapistShare is not (>= 0 and <= 1))
            throw new ArgumentException($"found a therapist share of {TherapistShare}, expected 0 to 1");
        Panel.Require();
        Missingness.Require();
    }
}

/// <summary>Symptom severity before and after treatment, from a person's random intercepts in SDs: the between-person side of the process.</summary>
/// <param name="Intake">Loading of intake on the symptom intercept; the rest, up to variance 1, is noise.</param>
/// <param name="Symptom">Loading of the outcome on the symptom intercept.</param>
/// <param name="Alliance">Loading of the outcome on the alliance intercept: negative where better alliance means fewer symptoms.</param>
/// <param name="Noise">SD of the outcome's own part.</param>
public sealed record OutcomeTruth(double Intake, double Symptom, double Alliance, double Noise);
