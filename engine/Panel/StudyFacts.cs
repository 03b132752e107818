namespace IpdEngine.Panel;

/// <summary>What is true of a whole study: its name, where it was done, what was measured and when in the session.</summary>
/// <remarks>Study-level moderators of the second stage come from here: the named properties and <see cref="Variables"/>.</remarks>
public sealed record StudyFacts
{
    /// <summary>The study's code, unique in a store (letters, digits, hyphen and underscore).</summary>
    public required string Study { get; init; }

    /// <summary>ISO 3166 alpha-2 code of the country, where known.</summary>
    public string? Country { get; init; }

    /// <summary>The design in the contact's words (<c>rct</c>, <c>naturalistic</c>, ...).</summary>
    public string? Design { get; init; }

    /// <summary>True where every value is simulated: shown wherever the data are.</summary>
    public bool Synthetic { get; init; }

    /// <summary>What measured the alliance.</summary>
    public required MeasureFacts Alliance { get; init; }

    /// <summary>What measured the symptoms.</summary>
    public required MeasureFacts Symptom { get; init; }

    /// <summary>Sessions from one measurement to the next: 1, or 2 for a study that measured every second session.</summary>
    public int SessionLag { get; init; } = 1;

    /// <summary>Further study-level variables by name (year, diagnosis, treatment, setting, ...), numbers as invariant text.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>One construct as a study measured it.</summary>
/// <param name="Instrument">Registry code, such as <c>WAI-SR</c>.</param>
/// <param name="Rater">P patient, T therapist, O observer.</param>
/// <param name="Minimum">Lowest possible score, in instrument units.</param>
/// <param name="Maximum">Highest possible score, in instrument units.</param>
/// <param name="Reflected">True where ingest turned the score round (min + max - score).</param>
/// <param name="Timing">When it is answered: <c>before</c>, <c>after</c> or <c>during</c> the session; null where unknown.</param>
public sealed record MeasureFacts(string Instrument, string Rater, double Minimum, double Maximum, bool Reflected, string? Timing);
