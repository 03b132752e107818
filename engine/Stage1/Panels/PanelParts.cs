namespace IpdEngine.Stage1.Panels;

/// <summary>The parts of a panel model whose variances tell whether a solution is admissible.</summary>
/// <param name="Variances">Variables whose (residual) variance must not be negative, in the order in which a fault is looked for.</param>
/// <param name="First">How many of them, from the first, are whole variances rather than residuals.</param>
/// <param name="Within">Variables whose implied covariance must be positive definite.</param>
/// <param name="Stable">Latent variables of stable differences between persons: outside the cone of covariance matrices they are a boundary.</param>
internal sealed record PanelParts(IReadOnlyList<string> Variances, int First, IReadOnlyList<string> Within, IReadOnlyList<string> Stable);
