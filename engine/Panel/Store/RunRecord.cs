namespace IpdEngine.Panel.Store;

/// <summary>A run and the study versions that it used, so that a withdrawal can say which results rest on withdrawn data.</summary>
/// <param name="Run">The run's name: letters, digits, hyphens and underscores.</param>
/// <param name="Uses">What it used.</param>
public sealed record RunRecord(string Run, IReadOnlyList<StudyUse> Uses);

/// <summary>One study in a run.</summary>
/// <param name="Study">The study's code.</param>
/// <param name="Version">The version.</param>
/// <param name="ContentHash">SHA-256 over its tables as the run saw them.</param>
public sealed record StudyUse(string Study, int Version, string ContentHash);

/// <summary>What came of a withdrawal.</summary>
/// <param name="Versions">Versions from which data were erased.</param>
/// <param name="Runs">Runs that used the study, by name: their results still rest on the withdrawn data.</param>
public sealed record Withdrawal(IReadOnlyList<int> Versions, IReadOnlyList<string> Runs);
