using IpdEngine.Numerics;
using IpdEngine.Stage1.Sem.Ram;

namespace IpdEngine.Stage1.Sem.Estimation;

/// <summary>Score and expected information of single rows of one missing-data pattern, with respect to a model's free parameters.</summary>
/// <remarks>
/// K is the inverse of the observed block of Sigma, w = K (y - mu): s_a = mu_a'w + (w'Sigma_a w - tr(K Sigma_a)) / 2 and
/// I_ab = mu_a'K mu_b + tr(K Sigma_a K Sigma_b) / 2, with mu_a and Sigma_a the derivatives. Magnus and Neudecker (1999), section 15.3.
/// </remarks>
internal sealed class PatternInformation
{
    private readonly ImpliedMoments _moments;
    private readonly int _p;
    private readonly int _q;
    private readonly double[] _mean;
    private readonly double[][] _covariance;
    private readonly double[][] _block;
    private readonly double[][] _left;
    private readonly double[][] _leftTransposed;
    private readonly double[][] _weightedMean;
    private readonly double[] _trace;
    private readonly double[] _inverse;
    private readonly double[] _weighted;
    private int[] _observed = [];

    /// <summary>Reads the derivatives of the moments at the point where they stand.</summary>
    public PatternInformation(ImpliedMoments moments, int columns, int parameters)
    {
        (_moments, _p, _q) = (moments, columns, parameters);
        var m = _p + Vech.Count(_p);
        var jacobian = new double[_q * m];
        moments.Jacobian(jacobian);
        _mean = new double[_q * _p];
        double[][] Blocks(int size) => [.. Enumerable.Range(0, _q).Select(_ => new double[size])];
        (_covariance, _block, _left, _leftTransposed, _weightedMean) = (Blocks(_p * _p), Blocks(_p * _p), Blocks(_p * _p), Blocks(_p * _p), Blocks(_p));
        for (var a = 0; a < _q; a++)
        {
            jacobian.AsSpan(a * m, _p).CopyTo(_mean.AsSpan(a * _p, _p));
            Vech.Unstack(jacobian.AsSpan(a * m + _p, m - _p), _p, _covariance[a]);
        }

        (_trace, _inverse, _weighted) = (new double[_q], new double[_p * _p], new double[_p]);
    }

    /// <summary>Takes the observed columns of a pattern.</summary>
    public void Stand(int[] observed)
    {
        _observed = observed;
        var n = observed.Length;
        var factor = new double[n * n];
        Take(_moments.Covariance, factor);
        Cholesky.Factor(factor, n);
        Cholesky.Inverse(factor, n, _inverse);
        for (var a = 0; a < _q; a++)
        {
            Take(_covariance[a], _block[a]);
            SymmetricAlgebra.Multiply(_inverse, _block[a], _left[a], n, n, n);
            _trace[a] = 0;
            for (var i = 0; i < n; i++)
            {
                _trace[a] += _left[a][i * n + i];
                _weightedMean[a][i] = 0;
                for (var j = 0; j < n; j++)
                {
                    _leftTransposed[a][j * n + i] = _left[a][i * n + j];
                    _weightedMean[a][i] += _inverse[i * n + j] * _mean[a * _p + observed[j]];
                }
            }
        }
    }

    /// <summary>Expected information of one row, q x q.</summary>
    public void Expected(Span<double> information)
    {
        var n = _observed.Length;
        for (var a = 0; a < _q; a++)
            for (var b = a; b < _q; b++)
            {
                var sum = 0.5 * VectorAlgebra.Dot(_left[a].AsSpan(0, n * n), _leftTransposed[b].AsSpan(0, n * n));
                for (var i = 0; i < n; i++)
                    sum += _weightedMean[a][i] * _mean[b * _p + _observed[i]];
                information[a * _q + b] = information[b * _q + a] = sum;
            }
    }

    /// <summary>Score of log L at one row, q; the row has all columns, those not observed are ignored.</summary>
    public void Score(ReadOnlySpan<double> row, Span<double> score)
    {
        var n = _observed.Length;
        _weighted.AsSpan().Clear();
        for (var j = 0; j < n; j++)
        {
            var residual = row[_observed[j]] - _moments.Mean[_observed[j]];
            for (var i = 0; i < n; i++)
                _weighted[i] += _inverse[i * n + j] * residual;
        }

        var w = _weighted.AsSpan(0, n);
        for (var a = 0; a < _q; a++)
        {
            var sum = 0.5 * (SymmetricAlgebra.QuadraticForm(_block[a], n, w) - _trace[a]);
            for (var i = 0; i < n; i++)
                sum += _mean[a * _p + _observed[i]] * w[i];
            score[a] = sum;
        }
    }

    private void Take(double[] from, double[] to)
    {
        var n = _observed.Length;
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++)
                to[i * n + j] = from[_observed[i] * _p + _observed[j]];
    }
}
