namespace IpdEngine.Stage2;

/// <summary>Lags of single sessions pooled as a vector, and their linear trend over sessions.</summary>
public sealed record SessionLags
{
    /// <summary>Sessions in their order.</summary>
    public required IReadOnlyList<int> Sessions { get; init; }

    /// <summary>Number of studies with each session.</summary>
    public required IReadOnlyList<int> Studies { get; init; }

    /// <summary>Between-study structure in force.</summary>
    public required BetweenStructure Structure { get; init; }

    /// <summary>Why this structure: what the studies can tell.</summary>
    public required string StructureReason { get; init; }

    /// <summary>One mean a session; its omnibus test is that of all means.</summary>
    public required MultilevelFit Means { get; init; }

    /// <summary>Mean at the centre of the sessions, then the linear change a session.</summary>
    public required MultilevelFit Trend { get; init; }

    /// <summary>Session at which the trend's intercept stands: the mean over effects.</summary>
    public required double Centre { get; init; }

    /// <summary>Test that the means of the sessions lie on a line; null with two sessions.</summary>
    public required OmnibusTest? Departure { get; init; }

    /// <summary>The change a session.</summary>
    public Coefficient Slope => Trend.Coefficients[1];
}
