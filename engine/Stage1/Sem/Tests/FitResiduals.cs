using IpdEngine.Numerics;
using IpdEngine.Stage1.Sem.Estimation;
using IpdEngine.Stage1.Sem.Likelihood;
using IpdEngine.Stage1.Sem.Observations;
using IpdEngine.Stage1.Sem.Ram;

namespace IpdEngine.Stage1.Sem.Tests;

/// <summary>What a fitted model leaves of one group's means and covariances.</summary>
/// <param name="Raw">Saturated less implied moments: means, then the covariances' lower triangle by columns.</param>
/// <param name="Normalized">Raw by the standard error of the saturated moment.</param>
/// <param name="Standardized">Raw by the standard error of the residual itself; NaN where the model leaves it no freedom.</param>
/// <remarks>
/// lavaan's <c>residuals(type = "raw", "normalized", "standardized")</c>, one group: with Gamma the covariance of the saturated moments, A the information in moments at the
/// implied ones and D the derivatives of moments by parameters, Q = I - D (D'A D)^-1 D'A and Var = Q Gamma Q'. Source: Maydeu-Olivares (2017),
/// doi 10.1007/s11336-016-9552-7. Below 1e-5 a raw residual is shown as it is, as lavaan does.
/// </remarks>
public sealed record FitResiduals(double[] Raw, double[] Normalized, double[] Standardized)
{
    private const double NearZero = 1e-5;

    /// <summary>The residuals of a fit to one group; null where the saturated model has no maximum or the information is singular.</summary>
    /// <param name="table">The data, as they were fitted.</param>
    /// <param name="fit">The fit: without constraints other than equal labels.</param>
    /// <param name="options">How it was fitted: robust fits have robust errors of residuals.</param>
    /// <param name="cancellation">Stops by an <see cref="OperationCanceledException"/>.</param>
    public static FitResiduals? Of(PatternTable table, SemFit fit, SemOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(options);
        if (fit.Model.Groups != 1 || fit.Model.Table.Constraints.Count > 0 || fit.Model.NeedsSample)
            throw new ArgumentException("found groups, constraints, fixed covariates or no means, expected a model of one group with means and equal labels alone", nameof(fit));
        var likelihood = new NormalLikelihood(table);
        var moments = new ImpliedMoments(fit.Model);
        moments.Evaluate(fit.Estimates);
        var (m, exact) = (likelihood.MomentCount, options.Incomplete || options.Robust);
        var saturated = SaturatedMoments.Estimate(likelihood, moments.Mean, moments.Covariance, cancellation);
        if (!saturated.Converged || Gamma(likelihood, saturated, options, exact) is not { } gamma)
            return null;
        var raw = new double[m];
        for (var i = 0; i < moments.Mean.Length; i++)
            raw[i] = saturated.Mean[i] - moments.Mean[i];
        var distance = new double[saturated.Covariance.Length];
        for (var i = 0; i < distance.Length; i++)
            distance[i] = saturated.Covariance[i] - moments.Covariance[i];
        Vech.Stack(distance, moments.Mean.Length, raw.AsSpan(moments.Mean.Length));
        if (Leftover(likelihood, fit, moments, exact) is not { } q)
            return null;
        double[] variance = new double[m * m];
        SymmetricAlgebra.Congruence(gamma, q, variance, new double[m * m], m, m);
        return new FitResiduals(raw, Divide(raw, gamma, gamma), Divide(raw, variance, gamma));
    }

    // Covariance of the saturated moments: inverse information, or the sandwich.
    private static double[]? Gamma(NormalLikelihood likelihood, SaturatedMoments saturated, SemOptions options, bool exact)
    {
        var m = likelihood.MomentCount;
        var scores = SaturatedScores.Of(likelihood, saturated);
        var inverse = scores.Inverse;
        if (!exact)
        {
            var information = new double[m * m];
            likelihood.Curvature(information, exact: false);
            inverse = InverseOf(information.AsSpan(0, m * m), m, 0.5);
        }

        if (inverse is null || !options.Robust || likelihood.Table.ClusterCount > 0)
            return inverse;
        var gamma = new double[m * m];
        SymmetricAlgebra.Sandwich(scores.Meat, inverse, gamma, new double[m * m], m, m);
        return gamma;
    }

    // Q = I - D (D'A D)^-1 D'A, m x m.
    private static double[]? Leftover(NormalLikelihood likelihood, SemFit fit, ImpliedMoments moments, bool exact)
    {
        var (m, q) = (likelihood.MomentCount, fit.Model.FreeCount);
        double[] a = new double[m * m], jacobian = new double[q * m], work = new double[q * m], information = new double[q * q];
        likelihood.Evaluate(moments.Mean, moments.Covariance);
        likelihood.Differentiate();
        likelihood.Curvature(a, exact);
        moments.Jacobian(jacobian);
        SymmetricAlgebra.Congruence(a.AsSpan(0, m * m), jacobian, information, work, m, q);
        if (InverseOf(information, q, 1) is not { } inverse)
            return null;
        double[] right = new double[q * m], solved = new double[q * m], leftover = new double[m * m];
        SymmetricAlgebra.Multiply(jacobian, a.AsSpan(0, m * m), right, q, m, m);
        SymmetricAlgebra.Multiply(inverse, right, solved, q, q, m);
        for (var i = 0; i < m; i++)
        {
            leftover[i * m + i] = 1;
            for (var k = 0; k < q; k++)
                if (jacobian[k * m + i] != 0)
                    VectorAlgebra.AddScaled(-jacobian[k * m + i], solved.AsSpan(k * m, m), leftover.AsSpan(i * m, m));
        }

        return leftover;
    }

    private static double[]? InverseOf(ReadOnlySpan<double> matrix, int n, double scale)
    {
        double[] factor = matrix[..(n * n)].ToArray(), inverse = new double[n * n];
        for (var i = 0; i < factor.Length; i++)
            factor[i] *= scale;
        if (!Cholesky.TryFactor(factor, n, 1e-13))
            return null;
        Cholesky.Inverse(factor, n, inverse);
        return inverse;
    }

    // A variance at rounding of the moment's own is none.
    private static double[] Divide(double[] raw, double[] variance, double[] whole)
    {
        var m = raw.Length;
        var divided = new double[m];
        for (var i = 0; i < m; i++)
        {
            divided[i] = Math.Abs(raw[i]) < NearZero ? raw[i]
                : variance[i * m + i] > 1e-9 * whole[i * m + i] ? raw[i] / Math.Sqrt(variance[i * m + i])
                : double.NaN;
        }

        return divided;
    }
}
