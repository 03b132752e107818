namespace IpdEngine.Panel;

/// <summary>Names of the columns of the two tables; <c>PanelSchema.txt</c> beside this file says the same with types, units and nulls.</summary>
public static class PanelSchema
{
    /// <summary>Version of the two tables and of the content hash over them; part of a study version's identity.</summary>
    public const int Version = 1;

    /// <summary>The day in memory where it is unknown; a null in the file.</summary>
    public const int UnknownDay = int.MinValue;

    /// <summary>The participant's pseudonym; in both tables.</summary>
    public const string Participant = "participant";

    /// <summary>Session number.</summary>
    public const string Session = "session";

    /// <summary>Days since the participant's first session.</summary>
    public const string Day = "day";

    /// <summary>Alliance score.</summary>
    public const string Alliance = "alliance";

    /// <summary>Symptom score.</summary>
    public const string Symptom = "symptom";

    /// <summary>Symptom severity before treatment.</summary>
    public const string Intake = "intake";

    /// <summary>Symptom severity after treatment.</summary>
    public const string Outcome = "outcome";

    /// <summary>Age in years.</summary>
    public const string Age = "age";

    /// <summary>1 for women, 0 for others.</summary>
    public const string Female = "female";

    /// <summary>The therapist's pseudonym.</summary>
    public const string Therapist = "therapist";

    /// <summary>Treatment arm.</summary>
    public const string Arm = "arm";

    /// <summary>The fixed columns of the sessions table, in order; the extra measures follow in ordinal order of name.</summary>
    public static IReadOnlyList<string> SessionColumns { get; } = [Participant, Session, Day, Alliance, Symptom];

    /// <summary>The fixed columns of the participants table, in order; the covariates follow in ordinal order of name.</summary>
    public static IReadOnlyList<string> ParticipantColumns { get; } =
        [Participant, Intake, Outcome, Age, Female, Therapist, Arm];

    internal static IReadOnlyList<string> ParticipantNumbers { get; } = [Intake, Outcome, Age, Female];
}
