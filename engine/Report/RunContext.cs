namespace IpdEngine.Report;

/// <summary>What the caller of a run knows beside its result. Only <see cref="Timings"/> may differ between two equal runs.</summary>
public sealed record RunContext
{
    /// <summary>Version of the engine that ran.</summary>
    public required string EngineVersion { get; init; }

    /// <summary>
    /// The command as a reader would repeat it (<c>ipd reproduce</c>). It is printed in byte-stable files, so it names neither workers nor
    /// folders of results: those change no number.
    /// </summary>
    public required string Command { get; init; }

    /// <summary>What ingest found in each study, counted by code; in any order.</summary>
    public required IReadOnlyList<FindingCount> Findings { get; init; }

    /// <summary>Clock, workers and times: written to <c>timings.json</c> alone.</summary>
    public required RunTimings Timings { get; init; }
}

/// <summary>How often ingest met one kind of finding in one study.</summary>
/// <param name="Study">Study code.</param>
/// <param name="Code">The finding's code.</param>
/// <param name="Severity"><c>error</c>, <c>warning</c> or <c>note</c>.</param>
/// <param name="Count">Times it was met.</param>
public sealed record FindingCount(string Study, string Code, string Severity, int Count);

/// <summary>When a run was made and how long its steps took.</summary>
/// <param name="Started">The clock when it began.</param>
/// <param name="Workers">Workers that shared the studies.</param>
/// <param name="Steps">Its steps in order of time.</param>
public sealed record RunTimings(DateTimeOffset Started, int Workers, IReadOnlyList<StepTiming> Steps);

/// <summary>One step of a run.</summary>
/// <param name="Step">Its name, such as <c>ingest</c> or <c>stage1</c>.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record StepTiming(string Step, double Seconds);
