using IpdEngine.Intake.Description;
using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Mapping;

namespace IpdEngine.Intake.Validation;

/// <summary>Holds the rows of a participant to one another: what a person has once must be the same in all of them.</summary>
internal static class ParticipantAgreement
{
    private const int MostArms = 20;

    public static void Check(ItemTable table, FindingLog log)
    {
        var (study, fields) = (table.Study, table.Fields);
        // Severity before and after treatment are analysed, and a person has one arm and sex: which of two is right nobody can guess. Age rises and therapists change.
        var fixedFields = fields.Intake.Select(field => ("intake", field))
            .Concat(fields.Outcome.Select(field => ("outcome", field)))
            .Append(("arm", fields.Arm)).Append(("female", fields.Female));
        foreach (var (role, field) in fixedFields)
            Report(role, field, study.Duplicates == Duplicates.Refuse ? Severity.Error : Severity.Warning, log);
        var risingFields = study.Covariates.Select((covariate, c) => (covariate.Role, fields.Covariates[c])).Append(("age", fields.Age)).Append(("therapist", fields.Therapist));
        foreach (var (role, field) in risingFields)
            Report(role, field, Severity.Warning, log);
        if (fields.ArmCells?.Labels.Count > MostArms)
            log.Error("arm-not-an-arm", $"{fields.ArmCells.Labels.Count} different arms", $"at most {MostArms}", "name the column of the treatment arm: labels are stored as they are", null, study.Arm!.Column);
    }

    private static void Report(string role, ParticipantField field, Severity severity, FindingLog log)
    {
        if (field.Conflicts == 0)
            return;
        log.Add(new Finding("participant-value-varies", severity, log.File, null, field.ConflictRow, role, $"another value of {role} than in other rows of the same participant", "one value a participant",
            severity == Severity.Error
                ? "correct the rows; 'duplicates: mean' or 'last' takes the value of the earliest session"
                : "the value of the earliest session was taken; check the rows")
        { Count = field.Conflicts });
    }
}
