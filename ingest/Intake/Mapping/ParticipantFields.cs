using IpdEngine.Intake.Description;

namespace IpdEngine.Intake.Mapping;

/// <summary>What a study tells of each participant beside the sessions, gathered over all its tables. Fields that the description lacks stay empty.</summary>
internal sealed class ParticipantFields
{
    public ParticipantFields(StudyDescription study, PseudonymKey key)
    {
        TherapistCells = study.Therapist is null ? null : new LabelCells(study.Therapist, id => key.Therapist(study.Study, id));
        ArmCells = study.Arm is null ? null : new LabelCells(study.Arm, null);
        Therapist = new ParticipantField(TherapistCells?.Order);
        Arm = new ParticipantField(ArmCells?.Order);
        Covariates = [.. study.Covariates.Select(_ => new ParticipantField())];
        Intake = Measure(study.Intake);
        Outcome = Measure(study.Outcome);
    }

    public LabelCells? TherapistCells { get; }

    public LabelCells? ArmCells { get; }

    public ParticipantField Age { get; } = new();

    public ParticipantField Female { get; } = new();

    public ParticipantField Therapist { get; }

    public ParticipantField Arm { get; }

    public IReadOnlyList<ParticipantField> Covariates { get; }

    /// <summary>The items (or the one score) of the measure before treatment.</summary>
    public IReadOnlyList<ParticipantField> Intake { get; }

    /// <summary>The items (or the one score) of the measure after treatment.</summary>
    public IReadOnlyList<ParticipantField> Outcome { get; }

    private static ParticipantField[] Measure(MeasureDescription? measure) =>
        measure is null ? [] : [.. Enumerable.Range(0, measure.Width).Select(_ => new ParticipantField())];
}
