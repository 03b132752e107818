using IpdEngine.Stage1.Sem.Bootstrap;
using IpdEngine.Stage1.Sem.Ram;

namespace IpdEngine.Stage1.Sem.Analysis;

/// <summary>What is to be fitted, and how.</summary>
/// <param name="Model">lavaan text.</param>
public sealed record SemRequest(string Model)
{
    /// <summary>What is added to the text.</summary>
    public ModelDefaults Defaults { get; init; } = new();

    /// <summary>True for full information maximum likelihood, false for complete rows alone.</summary>
    public bool Incomplete { get; init; }

    /// <summary>True for Huber-White errors and the Yuan-Bentler-Mplus scaled test (lavaan's MLR).</summary>
    public bool Robust { get; init; }

    /// <summary>What is equal across groups.</summary>
    public GroupEqual Equal { get; init; }

    /// <summary>A bootstrap of every estimate, by row or by cluster; null for none.</summary>
    public BootstrapOptions? Bootstrap { get; init; }
}
