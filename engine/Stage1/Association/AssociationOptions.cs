using IpdEngine.Panel.Waves;

namespace IpdEngine.Stage1.Association;

/// <summary>What the association model asks of a study.</summary>
public sealed record AssociationOptions
{
    /// <summary>The sessions whose alliance scores make up early alliance.</summary>
    public SessionWindow EarlyAlliance { get; init; } = new(3, 5);

    /// <summary>
    /// Participant columns held constant beside intake severity: <c>age</c>, <c>female</c>, or a covariate that the study declares.
    /// </summary>
    public IReadOnlyList<string> Covariates { get; init; } = [];
}
