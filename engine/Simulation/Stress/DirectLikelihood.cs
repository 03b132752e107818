namespace IpdEngine.Simulation.Stress;

/// <summary>
/// -2 log L of a random-intercept cross-lagged panel model written out by its definition, with its gradient: the second opinion on stage 1's general machinery, with which it shares no code.
/// </summary>
/// <remarks>
/// Phi = [aa sa; as ss], P(1) free, P(t) = Phi P(t-1) Phi' + Q(t), cov(x(t), x(s)) = Omega + Phi^(t-s) P(s) for t at or after s (Hamaker, Kuiper and Grasman 2015).
/// Parameters: 2T means (alliance and symptom by turns), then aa, sa, ss, as, then Omega, P(1), Q(2) .. Q(T), each as alliance variance, symptom variance, covariance.
/// Nothing is bounded: a matrix may be indefinite as long as every implied covariance of observed scores is positive definite. The gradient is the reverse
/// sweep of the same recursion: dF/dSigma = n K - sum (K r)(K r)', K the inverse of the implied covariance.
/// </remarks>
internal sealed class DirectLikelihood
{
    private static readonly double s_logTwoPi = Math.Log(2 * Math.PI);
    private readonly DirectSample _sample;
    private readonly int _waves;
    private readonly int _p;
    private readonly double[] _sigma;
    private readonly double[] _slope;
    private readonly double[] _phi = new double[4];
    private readonly double[] _blocks;
    private readonly double[] _adjoint;
    private readonly double[] _factor;
    private readonly double[] _inverse;
    private readonly double[] _residual;
    private readonly double[] _weighted;

    public DirectLikelihood(DirectSample sample)
    {
        (_sample, _waves, _p) = (sample, sample.Waves, sample.Columns);
        _sigma = new double[_p * _p];
        _slope = new double[_p * _p];
        _blocks = new double[_waves * _waves * 4];
        _adjoint = new double[_waves * _waves * 4];
        (_factor, _inverse, _residual, _weighted) = (new double[_p * _p], new double[_p * _p], new double[_p], new double[_p]);
    }

    /// <summary>Number of parameters: 5T + 7.</summary>
    public int Count => 5 * _waves + 7;

    /// <summary>Place of the lags.</summary>
    public int Lags => _p;

    /// <summary>Place of Omega.</summary>
    public int Intercepts => _p + 4;

    /// <summary>Place of P(1) (wave 0) or Q(t).</summary>
    public int Residual(int wave) => _p + 7 + 3 * wave;

    /// <summary>-2 log L and its gradient; positive infinity where an implied covariance is not positive definite.</summary>
    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        Imply(point);
        Array.Clear(_slope);
        gradient.Clear();
        var value = 0.0;
        foreach (var group in _sample.Groups)
        {
            var term = Add(group, point, gradient);
            if (double.IsPositiveInfinity(term))
                return term;
            value += term;
        }

        Sweep(gradient);
        return value;
    }

    /// <summary>The smallest share of its variance that an observed score keeps given those before it, over all patterns, at the last point: towards 0 the likelihood has no bound.</summary>
    public double SmallestShare(ReadOnlySpan<double> point)
    {
        Imply(point);
        var smallest = double.PositiveInfinity;
        foreach (var group in _sample.Groups)
        {
            var n = group.Observed.Length;
            if (!DenseFactor.Of(_sigma, _p, group.Observed, _factor))
                return 0;
            for (var i = 0; i < n; i++)
                smallest = Math.Min(smallest, _factor[i * n + i] * _factor[i * n + i] / _sigma[group.Observed[i] * _p + group.Observed[i]]);
        }

        return smallest;
    }

    private void Imply(ReadOnlySpan<double> point)
    {
        (_phi[0], _phi[1], _phi[2], _phi[3]) = (point[Lags], point[Lags + 1], point[Lags + 3], point[Lags + 2]);
        for (var s = 0; s < _waves; s++)
        {
            var own = Block(_blocks, s, s);
            var q = point.Slice(Residual(s), 3);
            (own[0], own[1], own[2], own[3]) = (q[0], q[2], q[2], q[1]);
            if (s > 0)
                TwoByTwo.AddCongruence(_phi, Block(_blocks, s - 1, s - 1), own);
            for (var t = s + 1; t < _waves; t++)
            {
                var next = Block(_blocks, t, s);
                next.Clear();
                TwoByTwo.AddProduct(_phi, Block(_blocks, t - 1, s), next);
            }
        }

        var omega = point.Slice(Intercepts, 3);
        for (var t = 0; t < _waves; t++)
            for (var s = 0; s <= t; s++)
                for (var i = 0; i < 2; i++)
                    for (var j = 0; j < 2; j++)
                    {
                        var cell = Block(_blocks, t, s)[2 * i + j] + omega[i == j ? i : 2];
                        _sigma[(2 * t + i) * _p + 2 * s + j] = cell;
                        _sigma[(2 * s + j) * _p + 2 * t + i] = cell;
                    }
    }

    private double Add(DirectSample.Group group, ReadOnlySpan<double> point, Span<double> gradient)
    {
        var (observed, n) = (group.Observed, group.Observed.Length);
        if (!DenseFactor.Of(_sigma, _p, observed, _factor))
            return double.PositiveInfinity;
        var value = group.Count * (n * s_logTwoPi + DenseFactor.LogDeterminant(_factor, n));
        DenseFactor.Inverse(_factor, n, _inverse);
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++)
                _slope[observed[i] * _p + observed[j]] += group.Count * _inverse[i * n + j];
        for (var row = 0; row < group.Count; row++)
        {
            for (var i = 0; i < n; i++)
                _residual[i] = group.Rows[row * n + i] - point[observed[i]];
            for (var i = 0; i < n; i++)
            {
                var sum = 0.0;
                for (var j = 0; j < n; j++)
                    sum += _inverse[i * n + j] * _residual[j];
                _weighted[i] = sum;
                value += sum * _residual[i];
                gradient[observed[i]] -= 2 * sum;
            }

            for (var i = 0; i < n; i++)
                for (var j = 0; j < n; j++)
                    _slope[observed[i] * _p + observed[j]] -= _weighted[i] * _weighted[j];
        }

        return value;
    }

    // From dF/dSigma back through the recursion, last wave first.
    private void Sweep(Span<double> gradient)
    {
        var omega = gradient.Slice(Intercepts, 3);
        for (var t = 0; t < _waves; t++)
            for (var s = 0; s <= t; s++)
            {
                var block = Block(_adjoint, t, s);
                for (var i = 0; i < 2; i++)
                    for (var j = 0; j < 2; j++)
                    {
                        block[2 * i + j] = (t == s ? 1 : 2) * _slope[(2 * t + i) * _p + 2 * s + j];
                        omega[i == j ? i : 2] += block[2 * i + j];
                    }
            }

        Span<double> phi = stackalloc double[4];
        for (var s = _waves - 1; s >= 0; s--)
        {
            for (var t = _waves - 1; t > s; t--)
            {
                TwoByTwo.AddProductTransposed(Block(_adjoint, t, s), Block(_blocks, t - 1, s), phi);
                TwoByTwo.AddTransposedProduct(_phi, Block(_adjoint, t, s), Block(_adjoint, t - 1, s));
            }

            var own = Block(_adjoint, s, s);
            own[1] = own[2] = (own[1] + own[2]) / 2;
            var q = gradient.Slice(Residual(s), 3);
            (q[0], q[1], q[2]) = (own[0], own[3], own[1] + own[2]);
            if (s > 0)
                TwoByTwo.BackThroughCongruence(_phi, Block(_blocks, s - 1, s - 1), own, phi, Block(_adjoint, s - 1, s - 1));
        }

        (gradient[Lags], gradient[Lags + 1], gradient[Lags + 2], gradient[Lags + 3]) = (phi[0], phi[1], phi[3], phi[2]);
    }

    private Span<double> Block(double[] blocks, int t, int s) => blocks.AsSpan((t * _waves + s) * 4, 4);
}
