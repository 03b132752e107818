namespace IpdEngine.Intake.Drafting;

/// <summary>A drafted study description.</summary>
/// <param name="Drafted">The guesses; null where the file cannot be read.</param>
/// <param name="Findings">What was wrong with the file.</param>
public sealed record DraftOutcome(StudyDraft? Drafted, IReadOnlyList<Findings.Finding> Findings)
{
    /// <summary>The draft as YAML, each guess with how sure it is; null where the file cannot be read.</summary>
    public string? Text => Drafted is null ? null : DraftText.Of(Drafted);
}
