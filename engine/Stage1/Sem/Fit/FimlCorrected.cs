using IpdEngine.Numerics;

namespace IpdEngine.Stage1.Sem.Fit;

/// <summary>
/// The test statistic that complete data would have given, with its scale, for the robust CFI and RMSEA under FIML.
/// </summary>
/// <remarks>
/// Zhang and Savalei (2023), doi 10.1037/met0000445: FIML-C. chisq is the complete-data discrepancy of the model's moments from the saturated ones; with
/// Q = A1^-1 - D'(D A1 D')^-1 D (D the model's q x m Jacobian), scale = tr(Wc Q B1 Q)/df where errors are robust (their V3), tr(Wc Q)/df where not (V6).
/// </remarks>
internal sealed class FimlCorrected
{
    private readonly SampleMatrices _sample;
    private readonly bool _robust;
    private readonly double[] _meatInverse;
    private readonly double[] _inverseComplete;
    private readonly double _whole;

    public FimlCorrected(SampleMatrices sample, bool robust)
    {
        (_sample, _robust) = (sample, robust);
        var m = sample.Moments;
        _meatInverse = new double[m * m];
        _inverseComplete = new double[m * m];
        SymmetricAlgebra.Multiply(sample.SaturatedInverse, sample.CompleteInformation, _inverseComplete, m, m, m);
        if (!robust)
        {
            for (var i = 0; i < m; i++)
                _whole += _inverseComplete[i * m + i];
            return;
        }

        SymmetricAlgebra.Multiply(sample.SaturatedMeat, sample.SaturatedInverse, _meatInverse, m, m, m);
        _whole = Traces.OfTransposedProduct(_inverseComplete, _meatInverse, m);
    }

    /// <summary>N (log|Sigma| + tr(S Sigma^-1) - log|S| - p + (m - mu)'Sigma^-1 (m - mu)): NaN where Sigma is not positive definite.</summary>
    public static double Discrepancy(double[] saturatedMean, double[] saturated, double[] mean, double[] covariance, int n)
    {
        var p = mean.Length;
        double[] model = (double[])covariance.Clone(), sample = (double[])saturated.Clone(), inverse = new double[p * p];
        if (!Cholesky.TryFactor(model, p) || !Cholesky.TryFactor(sample, p))
            return double.NaN;
        Cholesky.Inverse(model, p, inverse);
        var distance = new double[p];
        for (var i = 0; i < p; i++)
            distance[i] = saturatedMean[i] - mean[i];
        return n * (Cholesky.LogDeterminant(model, p) - Cholesky.LogDeterminant(sample, p) + Traces.OfProduct(inverse, saturated, p) - p
            + SymmetricAlgebra.QuadraticForm(inverse, p, distance));
    }

    /// <summary>The scale of a model given by its Jacobian, q x m; NaN where the information in its parameters is singular.</summary>
    public double Scale(double[] jacobian, int parameters, int df)
    {
        var (m, q) = (_sample.Moments, parameters);
        double[] information = new double[q * q], inverse = new double[q * q], work = new double[q * m];
        SymmetricAlgebra.Congruence(_sample.SaturatedInformation, jacobian, information, work, m, q);
        if (!Cholesky.TryFactor(information, q))
            return double.NaN;
        Cholesky.Inverse(information, q, inverse);
        double[] complete = new double[q * q], right = new double[q * m];
        SymmetricAlgebra.Congruence(_sample.CompleteInformation, jacobian, complete, right, m, q);
        if (!_robust)
            return (_whole - Traces.OfProduct(inverse, complete, q)) / df;

        // tr(Wc Q B Q) = tr(Wc A B A) - 2 tr(E^-1 (D B A) (D Wc)') + tr(E^-1 (D B D') E^-1 (D Wc D')), A = A1^-1.
        double[] middle = new double[q * q], meat = new double[q * q], left = new double[q * m];
        SymmetricAlgebra.Multiply(jacobian, _meatInverse, left, q, m, m);
        for (var i = 0; i < q; i++)
            for (var j = 0; j < q; j++)
                middle[i * q + j] = VectorAlgebra.Dot(left.AsSpan(i * m, m), right.AsSpan(j * m, m));
        SymmetricAlgebra.Congruence(_sample.SaturatedMeat, jacobian, meat, work, m, q);
        double[] first = new double[q * q], second = new double[q * q];
        SymmetricAlgebra.Multiply(inverse, meat, first, q, q, q);
        SymmetricAlgebra.Multiply(inverse, complete, second, q, q, q);
        return (_whole - 2 * Traces.OfGeneralProduct(inverse, middle, q) + Traces.OfGeneralProduct(first, second, q)) / df;
    }
}
