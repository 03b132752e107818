namespace IpdEngine.Stage1.Sem.Ram;

/// <summary>Means and covariances of the observed variables in one group of the sample, with divisor n.</summary>
/// <param name="Mean">Means, p.</param>
/// <param name="Covariance">Covariances, p x p; meant where both variables are complete.</param>
internal sealed record SampleMoments(double[] Mean, double[] Covariance);
