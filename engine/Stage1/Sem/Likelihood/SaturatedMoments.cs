using IpdEngine.Numerics;
using IpdEngine.Numerics.Minimisation;
using IpdEngine.Stage1.Sem.Ram;

namespace IpdEngine.Stage1.Sem.Likelihood;

/// <summary>The saturated (h1) model: means and covariances by maximum likelihood from incomplete data.</summary>
/// <param name="Mean">Means, p.</param>
/// <param name="Covariance">Covariances, p x p.</param>
/// <param name="Deviance">-2 log L.</param>
/// <param name="Search">What the optimiser did.</param>
/// <param name="Observed">Observed information in (mu, vech Sigma), m x m, of the whole sample; times two, as the curvature of -2 log L.</param>
internal sealed record SaturatedMoments(double[] Mean, double[] Covariance, double Deviance, Minimum Search, double[] Observed)
{
    private const int OpeningSteps = 4;

    /// <summary>True where the likelihood has a maximum and it was reached.</summary>
    public bool Converged => Search.Converged;

    /// <summary>
    /// Scoring and Newton from the moments of a fitted model; where those do not serve, from a few EM steps (Dempster, Laird, Rubin 1977).
    /// </summary>
    public static SaturatedMoments Estimate(NormalLikelihood likelihood, double[] mean, double[] covariance, CancellationToken cancellation)
    {
        var p = likelihood.Table.Columns;
        var start = new double[likelihood.MomentCount];
        mean.CopyTo(start, 0);
        Vech.Stack(covariance, p, start.AsSpan(p));
        var fit = Estimate(likelihood, start, cancellation);
        return fit.Converged ? fit : Estimate(likelihood, cancellation);
    }

    /// <summary>Of complete data in closed form, without the information: the sample's own moments.</summary>
    public static SaturatedMoments OfComplete(NormalLikelihood likelihood, SampleMoments sample)
    {
        var value = likelihood.Evaluate(sample.Mean, sample.Covariance);
        var reason = double.IsFinite(value) ? StopReason.GradientVanished : StopReason.StartUndefined;
        return new SaturatedMoments(sample.Mean, sample.Covariance, value, new Minimum([], value, [], reason, 0, 1, 0), []);
    }

    /// <summary>The same from a few EM steps.</summary>
    public static SaturatedMoments Estimate(NormalLikelihood likelihood, CancellationToken cancellation)
    {
        var p = likelihood.Table.Columns;
        var start = new double[likelihood.MomentCount];
        var available = AvailableMoments.Of(likelihood.Table);
        available.Mean.CopyTo(start, 0);
        for (var i = 0; i < p; i++)
            start[p + Vech.Index(i, i, p)] = available.Variance[i];
        var covariance = new double[p * p];
        for (var step = 0; step < OpeningSteps; step++)
        {
            Vech.Unstack(start.AsSpan(p), p, covariance);
            if (!double.IsFinite(likelihood.Evaluate(start.AsSpan(0, p), covariance)))
                break;
            likelihood.Differentiate();
            ExpectationMaximisation(likelihood, start);
        }

        return Estimate(likelihood, start, cancellation);
    }

    private static SaturatedMoments Estimate(NormalLikelihood likelihood, double[] start, CancellationToken cancellation)
    {
        var (p, m) = (likelihood.Table.Columns, likelihood.MomentCount);
        var objective = new SaturatedObjective(likelihood);
        var search = ScoringMinimiser.Minimise(objective, start, tolerance: 1e-12, maximumIterations: 100, newtonBelow: 5, cancellation: cancellation);
        var covariance = new double[p * p];
        Vech.Unstack(search.Point.AsSpan(p), p, covariance);
        var observed = new double[m * m];
        if (double.IsFinite(search.Value))
            objective.Curvature(observed, exact: true);
        return new SaturatedMoments(search.Point[..p], covariance, search.Value, search, observed);
    }

    // mu += Sigma sum(a) / N; Sigma -= Sigma G Sigma / N + dd', d the change of mu.
    private static void ExpectationMaximisation(NormalLikelihood likelihood, double[] moments)
    {
        var p = likelihood.Table.Columns;
        var n = likelihood.Table.Count;
        double[] covariance = new double[p * p], product = new double[p * p], change = new double[p * p], shift = new double[p];
        Vech.Unstack(moments.AsSpan(p), p, covariance);
        SymmetricAlgebra.Multiply(covariance, likelihood.CovarianceGradient, product, p, p, p);
        SymmetricAlgebra.Multiply(product, covariance, change, p, p, p);
        for (var i = 0; i < p; i++)
            shift[i] = -0.5 * VectorAlgebra.Dot(covariance.AsSpan(i * p, p), likelihood.MeanGradient) / n;
        for (var i = 0; i < p; i++)
        {
            moments[i] += shift[i];
            for (var j = 0; j <= i; j++)
                moments[p + Vech.Index(i, j, p)] -= 0.5 * (change[i * p + j] + change[j * p + i]) / n + shift[i] * shift[j];
        }
    }
}
