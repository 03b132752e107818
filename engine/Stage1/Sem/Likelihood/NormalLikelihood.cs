using IpdEngine.Numerics;
using IpdEngine.Stage1.Sem.Observations;

namespace IpdEngine.Stage1.Sem.Likelihood;

/// <summary>
/// -2 log L of incomplete multivariate normal data as a function of its moments, with gradient and curvature.
/// </summary>
/// <remarks>
/// Symbols: p columns, N rows, K patterns; of pattern k: n_k rows, P_k the inverse of Sigma's observed block (zeros elsewhere), a_i = P_k (y_i - mu)
/// for its rows, C_k = sum of a_i a_i'. F = sum_k n_k (p_k log 2pi + log|Sigma_k|) + sum_i (y_i - mu)'a_i; dF/dmu = -2 sum_i a_i;
/// dF = tr(G dSigma) with G = sum_k (n_k P_k - C_k). Source: Arbuckle (1996), Full information estimation in the presence of incomplete data;
/// Savalei (2010), doi 10.1080/00273171003680187, for the information matrices.
/// </remarks>
internal sealed partial class NormalLikelihood
{
    private static readonly double s_logTwoPi = Math.Log(2 * Math.PI);
    private readonly PatternTable _table;
    private readonly int _p;
    private readonly int _stride;
    private readonly double[] _precision;
    private readonly double[] _whitened;
    private readonly double[] _meanSums;
    private readonly double[] _crosses;
    private readonly NestedInverse _inverse;
    private readonly double[] _deviation;
    private readonly double[] _centre;
    private readonly double[] _product;

    // True where the cross products of every pattern stand for the moments last evaluated.
    private bool _crossed;

    public NormalLikelihood(PatternTable table)
    {
        _table = table;
        _p = table.Columns;
        _stride = table.Stride;
        var patterns = table.PatternCount;
        _precision = new double[patterns * _p * _stride];
        _whitened = new double[table.Count * _stride];
        _meanSums = new double[patterns * _stride];
        _crosses = new double[patterns * _p * _stride];
        _inverse = new NestedInverse(_p, _stride);
        _deviation = new double[_stride];
        _centre = new double[_stride];
        _product = new double[_stride * _stride];
        MeanGradient = new double[_p];
        CovarianceGradient = new double[_p * _p];
    }

    /// <summary>The data.</summary>
    public PatternTable Table => _table;

    /// <summary>Number of moments, m = p + p(p+1)/2.</summary>
    public int MomentCount => _p + Vech.Count(_p);

    /// <summary>dF/dmu, filled by <see cref="Differentiate"/>.</summary>
    public double[] MeanGradient { get; }

    /// <summary>G, p x p, filled by <see cref="Differentiate"/>.</summary>
    public double[] CovarianceGradient { get; }

    /// <summary>F at given moments; positive infinity where an observed block of Sigma is not positive definite.</summary>
    public double Evaluate(ReadOnlySpan<double> mean, ReadOnlySpan<double> covariance)
    {
        mean[.._p].CopyTo(_centre);
        _inverse.Reset();
        _crossed = false;
        var total = 0.0;
        for (var k = 0; k < _table.Patterns.Length; k++)
        {
            var pattern = _table.Patterns[k];
            if (!_inverse.TryInvert(covariance, pattern.Observed, Precision(k), out var logDeterminant))
                return double.PositiveInfinity;
            total += pattern.Count * (pattern.Observed.Length * s_logTwoPi + logDeterminant);
            total += pattern.Scatter is null ? WhitenRows(pattern, k) : WhitenMean(pattern, k);
        }

        return total;
    }

    /// <summary>Fills the two gradients at the moments last evaluated.</summary>
    public void Differentiate()
    {
        CrossProducts();
        Array.Clear(MeanGradient);
        Array.Clear(CovarianceGradient);
        for (var k = 0; k < _table.Patterns.Length; k++)
        {
            var pattern = _table.Patterns[k];
            var precision = Precision(k);
            var cross = Cross(k);
            var sums = _meanSums.AsSpan(k * _stride, _stride);
            foreach (var i in pattern.Observed)
            {
                MeanGradient[i] -= 2 * sums[i];
                var row = CovarianceGradient.AsSpan(i * _p + i, _p - i);
                VectorAlgebra.AddScaled(pattern.Count, precision.Slice(i * _stride + i, _p - i), row);
                VectorAlgebra.AddScaled(-1, cross.Slice(i * _stride + i, _p - i), row);
            }
        }

        SymmetricAlgebra.MirrorUpper(CovarianceGradient, _p);
    }

    /// <summary>The gradient with respect to (mu, vech Sigma), m elements.</summary>
    public void Gradient(Span<double> gradient)
    {
        MeanGradient.CopyTo(gradient);
        Vech.DuplicateTransposed(CovarianceGradient, _p, gradient[_p..]);
    }

    private Span<double> Precision(int pattern) => _precision.AsSpan(pattern * _p * _stride, _p * _stride);

    // sum_i (y_i - mu)'P(y_i - mu), keeping a_i and their sum.
    private double WhitenRows(Pattern pattern, int k)
    {
        var precision = Precision(k);
        var sums = _meanSums.AsSpan(k * _stride, _stride);
        sums.Clear();
        var form = 0.0;
        for (var row = pattern.First; row < pattern.First + pattern.Count; row++)
        {
            var whitened = _whitened.AsSpan(row * _stride, _stride);
            Whiten(pattern, precision, _table.Rows.AsSpan(row * _stride, _stride), whitened);
            form += VectorAlgebra.Dot(_deviation, whitened);
            VectorAlgebra.AddScaled(1, whitened, sums);
        }

        return form;
    }

    // tr(P scatter) + n d'P d with d the distance of the pattern's mean from mu.
    private double WhitenMean(Pattern pattern, int k)
    {
        var precision = Precision(k);
        var sums = _meanSums.AsSpan(k * _stride, _stride);
        Whiten(pattern, precision, pattern.Mean, sums);
        var form = pattern.Count * VectorAlgebra.Dot(_deviation, sums);
        foreach (var i in pattern.Observed)
            form += VectorAlgebra.Dot(precision.Slice(i * _stride, _stride), pattern.Scatter.AsSpan(i * _stride, _stride));
        for (var i = 0; i < _stride; i++)
            sums[i] *= pattern.Count;
        return form;
    }

    // whitened = P (y - mu); the deviation stays in its buffer.
    private void Whiten(Pattern pattern, ReadOnlySpan<double> precision, ReadOnlySpan<double> values, Span<double> whitened)
    {
        for (var i = 0; i < _stride; i++)
            _deviation[i] = values[i] - _centre[i] * pattern.Mask[i];
        whitened.Clear();
        foreach (var i in pattern.Observed)
            VectorAlgebra.AddScaled(_deviation[i], precision.Slice(i * _stride, _stride), whitened);
    }

    private Span<double> Cross(int pattern) => _crosses.AsSpan(pattern * _p * _stride, _p * _stride);

    // C_k of every pattern, once for each point.
    private void CrossProducts()
    {
        if (_crossed)
            return;
        Array.Clear(_crosses);
        for (var k = 0; k < _table.Patterns.Length; k++)
            CrossProducts(_table.Patterns[k], k, Cross(k));
        _crossed = true;
    }

    private void CrossProducts(Pattern pattern, int k, Span<double> cross)
    {
        if (pattern.Scatter is null)
        {
            for (var row = pattern.First; row < pattern.First + pattern.Count; row++)
            {
                var whitened = _whitened.AsSpan(row * _stride, _stride);
                foreach (var i in pattern.Observed)
                    VectorAlgebra.AddScaled(whitened[i], whitened, cross.Slice(i * _stride, _stride));
            }

            return;
        }

        var precision = Precision(k);
        var sums = _meanSums.AsSpan(k * _stride, _stride);
        Array.Clear(_product);
        foreach (var i in pattern.Observed)
            foreach (var j in pattern.Observed)
                VectorAlgebra.AddScaled(precision[i * _stride + j], pattern.Scatter.AsSpan(j * _stride, _stride), _product.AsSpan(i * _stride, _stride));
        foreach (var i in pattern.Observed)
        {
            var target = cross.Slice(i * _stride, _stride);
            foreach (var j in pattern.Observed)
                VectorAlgebra.AddScaled(_product[i * _stride + j], precision.Slice(j * _stride, _stride), target);
            VectorAlgebra.AddScaled(sums[i] / pattern.Count, sums, target);
        }
    }
}
