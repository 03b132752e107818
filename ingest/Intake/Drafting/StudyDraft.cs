using IpdEngine.Intake.Description;

namespace IpdEngine.Intake.Drafting;

/// <summary>How sure a guess is.</summary>
public enum Certainty
{
    /// <summary>Read from the file itself.</summary>
    Sure,

    /// <summary>More than one sign points to it.</summary>
    Likely,

    /// <summary>To be checked.</summary>
    Guess,
}

/// <summary>One guess of a draft.</summary>
/// <param name="Key">Key of the description; <c>instruments.CODE</c> for an instrument's definition.</param>
/// <param name="Value">What the key would hold.</param>
/// <param name="Certainty">How sure it is.</param>
/// <param name="Why">What points to it, or what to do about it.</param>
public sealed record DraftGuess(string Key, YamlNode Value, Certainty Certainty, string Why)
{
    /// <summary>Certainty and reason in words.</summary>
    public string Words => $"{Certainty.ToString().ToLowerInvariant()}: {Why}";
}

/// <summary>A drafted description as guesses: the YAML text is one rendering of it, a form another.</summary>
/// <param name="Guesses">The guesses in the order in which a description is written.</param>
/// <param name="Hints">What the file hints at beside them.</param>
public sealed record StudyDraft(IReadOnlyList<DraftGuess> Guesses, IReadOnlyList<string> Hints)
{
    /// <summary>What is written for what could not be guessed.</summary>
    public const string Unknown = "???";
}
