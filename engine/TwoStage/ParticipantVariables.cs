using IpdEngine.Panel;

namespace IpdEngine.TwoStage;

/// <summary>The variables of participants that a plan may name as covariates or auxiliary variables.</summary>
public static class ParticipantVariables
{
    private static readonly string[] s_own = ["intake", "outcome", "age", "female"];

    /// <summary>Those of a study: what every study has a column for, then its declared covariates.</summary>
    public static IReadOnlyList<string> Of(StudyPanel study)
    {
        ArgumentNullException.ThrowIfNull(study);
        return [.. s_own, .. study.Participants.Covariates];
    }
}
