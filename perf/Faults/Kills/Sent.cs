namespace IpdEngine.Perf.Faults.Kills;

/// <summary>What a data manager was told is safe: an answer 202, or a pair that stood whole in the drop folder.</summary>
/// <param name="Study">The study.</param>
/// <param name="DataSha256">Hash of the data file.</param>
/// <param name="DescriptionSha256">Hash of the description.</param>
/// <param name="MayBeRefused">The file was cut off in the middle.</param>
internal sealed record Sent(string Study, string DataSha256, string DescriptionSha256, bool MayBeRefused)
{
    /// <summary>Id that the answer named; null where it was dropped.</summary>
    public string? Upload { get; init; }

    /// <summary>Name of the dropped description; null where it was sent.</summary>
    public string? Dropped { get; init; }
}
