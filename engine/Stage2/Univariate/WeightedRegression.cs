using IpdEngine.Stage2.Inference;

namespace IpdEngine.Stage2.Univariate;

/// <summary>Weighted least squares of k effects on p columns at any tau-squared, and the traces that estimators of tau-squared need.</summary>
/// <remarks>
/// y (k) effects, v (k) sampling variances, X (k x p) model matrix with intercept first, w = 1 / (v + tau2), W = diag(w),
/// P = W - W X (X'WX)^-1 X'W, e = y - X b, u = W e = P y. X is held as X = Z R with orthonormal Z, so that a year as moderator costs
/// no digits: b = R^-1 g, and log|X'X| - log|X'WX| = -log|Z'WZ|. P (k x k) is never formed:
/// tr P = sum w - tr(A Z'W2Z) and tr PP = sum w2 - 2 tr(A Z'W3Z) + tr(A Z'W2Z A Z'W2Z), with A = (Z'WZ)^-1.
/// Source: Viechtbauer 2005, J Educ Behav Stat 30:261; Harville 1977, JASA 72:320.
/// </remarks>
internal sealed class WeightedRegression
{
    private readonly double[] _z;
    private readonly double[] _g;
    private readonly double[] _inverse;
    private readonly double[] _m2;
    private readonly double[] _m3;
    private readonly double[] _product;
    private readonly OrthonormalDesign _design;

    /// <summary>Binds effects to their design; the arrays are read, never changed.</summary>
    public WeightedRegression(double[] y, double[] v, OrthonormalDesign design)
    {
        _design = design;
        (K, P) = (y.Length, design.P);
        (Y, V, _z) = (y, v, design.Z);
        (Weights, Residuals) = (new double[K], new double[K]);
        (_g, _inverse, _m2, _m3, _product) = (new double[P], new double[P * P], new double[P * P], new double[P * P], new double[P * P]);
    }

    public int K { get; }

    public int P { get; }

    public double[] Y { get; }

    public double[] V { get; }

    /// <summary>w at the last <see cref="Solve"/> (k).</summary>
    public double[] Weights { get; }

    /// <summary>y - X b at the last <see cref="Solve"/> (k).</summary>
    public double[] Residuals { get; }

    /// <summary>sum w.</summary>
    public double WeightSum { get; private set; }

    /// <summary>y'Py = sum w e^2: the generalised Q of this tau-squared.</summary>
    public double ResidualSum { get; private set; }

    /// <summary>log|Z'WZ|, which is log|X'WX| - log|X'X|.</summary>
    public double LogDeterminant { get; private set; }

    /// <summary>Fits at w = 1 / (v + tau2).</summary>
    public void Solve(double tau2)
    {
        for (var i = 0; i < K; i++)
            Weights[i] = 1 / (V[i] + tau2);
        SolveAtWeights();
    }

    /// <summary>Fits at w = 1.</summary>
    public void SolveUnweighted()
    {
        Array.Fill(Weights, 1.0);
        SolveAtWeights();
    }

    /// <summary>sum w y^2.</summary>
    public double TotalSum()
    {
        var sum = 0.0;
        for (var i = 0; i < K; i++)
            sum += Weights[i] * Y[i] * Y[i];
        return sum;
    }

    /// <summary>y'PPy, which is also -d(y'Py)/d(tau2).</summary>
    public double SquaredForm()
    {
        var sum = 0.0;
        for (var i = 0; i < K; i++)
        {
            var u = Weights[i] * Residuals[i];
            sum += u * u;
        }
        return sum;
    }

    /// <summary>y'PPPy.</summary>
    public double CubedForm()
    {
        Span<double> projected = P <= 16 ? stackalloc double[P] : new double[P];
        projected.Clear();
        var sum = 0.0;
        for (var i = 0; i < K; i++)
        {
            var wu = Weights[i] * Weights[i] * Residuals[i];
            sum += wu * Weights[i] * Residuals[i];
            for (var a = 0; a < P; a++)
                projected[a] += wu * _z[i * P + a];
        }
        for (var a = 0; a < P; a++)
            for (var b = 0; b < P; b++)
                sum -= projected[a] * _inverse[a * P + b] * projected[b];
        return sum;
    }

    /// <summary>sum w^2.</summary>
    public double SquaredWeightSum()
    {
        var sum = 0.0;
        foreach (var w in Weights)
            sum += w * w;
        return sum;
    }

    /// <summary>tr P and tr PP.</summary>
    public (double Trace, double SquaredTrace) Traces()
    {
        var squares = 0.0;
        Array.Clear(_m2);
        Array.Clear(_m3);
        for (var i = 0; i < K; i++)
        {
            var w2 = Weights[i] * Weights[i];
            squares += w2;
            for (var a = 0; a < P; a++)
            {
                var left = w2 * _z[i * P + a];
                for (var b = 0; b < P; b++)
                {
                    var term = left * _z[i * P + b];
                    _m2[a * P + b] += term;
                    _m3[a * P + b] += term * Weights[i];
                }
            }
        }
        SmallMatrix.Multiply(_inverse, _m2, _product, P);
        return (WeightSum - SmallMatrix.Trace(_product, P),
            squares - 2 * SmallMatrix.TraceOfProduct(_inverse, _m3, P) + SmallMatrix.TraceOfProduct(_product, _product, P));
    }

    /// <summary>h_i = w_i x_i'(X'WX)^-1 x_i, the leverage.</summary>
    public double Leverage(int i)
    {
        var sum = 0.0;
        for (var a = 0; a < P; a++)
            for (var b = 0; b < P; b++)
                sum += _z[i * P + a] * _inverse[a * P + b] * _z[i * P + b];
        return sum * Weights[i];
    }

    /// <summary>tr(A Z'DZ A Z'DZ) at D = diag(v).</summary>
    public double SquaredTraceOfVariances()
    {
        Array.Clear(_m2);
        for (var i = 0; i < K; i++)
            for (var a = 0; a < P; a++)
                for (var b = 0; b < P; b++)
                    _m2[a * P + b] += V[i] * _z[i * P + a] * _z[i * P + b];
        SmallMatrix.Multiply(_inverse, _m2, _product, P);
        return SmallMatrix.TraceOfProduct(_product, _product, P);
    }

    /// <summary>b (p) on the scale of X.</summary>
    public double[] Coefficients() => _design.BackTransform(_g);

    /// <summary>(X'WX)^-1 (p x p).</summary>
    public double[,] InverseInformation() => _design.BackTransformCovariance(_inverse);

    private void SolveAtWeights()
    {
        Array.Clear(_inverse);
        Array.Clear(_g);
        WeightSum = 0;
        for (var i = 0; i < K; i++)
        {
            WeightSum += Weights[i];
            for (var a = 0; a < P; a++)
            {
                var left = Weights[i] * _z[i * P + a];
                _g[a] += left * Y[i];
                for (var b = 0; b <= a; b++)
                    _inverse[a * P + b] += left * _z[i * P + b];
            }
        }
        LogDeterminant = SmallMatrix.InvertPositiveDefinite(_inverse, P);
        SmallMatrix.MultiplyInPlace(_inverse, _g, P);
        ResidualSum = 0;
        for (var i = 0; i < K; i++)
        {
            var e = Y[i];
            for (var a = 0; a < P; a++)
                e -= _z[i * P + a] * _g[a];
            Residuals[i] = e;
            ResidualSum += Weights[i] * e * e;
        }
    }
}
