using IpdEngine.Stage1.Sem.Bootstrap;
using IpdEngine.Stage1.Sem.Estimation;

namespace IpdEngine.Stage1.Sem.Analysis;

/// <summary>A model fitted to a data set, ready to be shown.</summary>
public sealed record SemResult
{
    /// <summary>How the fit ended.</summary>
    public required FitStatus Status { get; init; }

    /// <summary>The fit itself; null where the data could not be used.</summary>
    public required SemFit? Fit { get; init; }

    /// <summary>Labels of the groups, in order; one empty label without groups.</summary>
    public required IReadOnlyList<string> Groups { get; init; }

    /// <summary>Estimates: the table's rows, then defined parameters.</summary>
    public IReadOnlyList<EstimateRow> Estimates { get; init; } = [];

    /// <summary>Standardised by all variables.</summary>
    public IReadOnlyList<StandardisedRow> Standardised { get; init; } = [];

    /// <summary>Share of variance explained, by group and outcome.</summary>
    public IReadOnlyList<ExplainedVariance> Explained { get; init; } = [];

    /// <summary>The bootstrap: free parameters by name, defined ones, then the standardised solution; null where none was asked for or the fit did not converge.</summary>
    public BootstrapResult? Bootstrap { get; init; }

    /// <summary>Clusters, or 0 for independent rows.</summary>
    public int Clusters { get; init; }

    /// <summary>What a reader should know: rows left out, active constraints, why something is missing.</summary>
    public IReadOnlyList<string> Messages { get; init; } = [];
}
