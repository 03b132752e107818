namespace IpdEngine.Panel;

/// <summary>
/// A study in memory: its facts and its two tables, immutable and in canonical order. The noun that travels from ingest to analysis.
/// </summary>
/// <remarks>
/// Participants stand in ordinal order of pseudonym, sessions in order of participant and then session number, extra columns in ordinal
/// order of name, so the same data give the same panel to the bit whatever order they arrived in. Built by <see cref="StudyPanelBuilder"/>.
/// </remarks>
public sealed class StudyPanel
{
    private readonly Lazy<string> _contentHash;

    internal StudyPanel(StudyFacts facts, ParticipantTable participants, SessionTable sessions)
    {
        Facts = facts;
        Participants = participants;
        Sessions = sessions;
        _contentHash = new Lazy<string>(() => Panel.ContentHash.Of(participants, sessions));
    }

    /// <summary>What is true of the whole study.</summary>
    public StudyFacts Facts { get; }

    /// <summary>One row a participant.</summary>
    public ParticipantTable Participants { get; }

    /// <summary>One row a participant and session with at least one of the two scores.</summary>
    public SessionTable Sessions { get; }

    /// <summary>SHA-256 over the two tables in canonical form, 64 lower-case hexadecimal digits; the facts are not in it.</summary>
    public string ContentHash => _contentHash.Value;
}
