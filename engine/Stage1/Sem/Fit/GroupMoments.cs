namespace IpdEngine.Stage1.Sem.Fit;

/// <summary>One group's moments under three models.</summary>
/// <param name="Rows">n.</param>
/// <param name="SaturatedMean">Saturated means.</param>
/// <param name="Saturated">Saturated covariances.</param>
/// <param name="Mean">Implied means.</param>
/// <param name="Covariance">Implied covariances.</param>
/// <param name="Baseline">The baseline model.</param>
internal sealed record GroupMoments(int Rows, double[] SaturatedMean, double[] Saturated, double[] Mean, double[] Covariance, Baseline Baseline);
