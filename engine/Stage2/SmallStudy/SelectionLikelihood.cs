using IpdEngine.Stage2.Inference;

namespace IpdEngine.Stage2.SmallStudy;

/// <summary>The log likelihood of effects seen by a step function of their p-values, with its gradient and second derivatives.</summary>
/// <remarks>
/// Hedges 1992, Stat Sci 7:246; Vevea and Hedges 1995, Psychometrika 60:419. With mu_i = x_i'b, s_i^2 = v_i + tau2 and J intervals of weight d_1 = 1, d_2 .. d_J:
/// l = sum_i log d_(interval of i) + log N(y_i; mu_i, s_i^2) - log A_i, A_i = 1 + sum_m (d_(m+1) - d_m) F_im, where F_im is the probability of a p above step m:
/// Phi((c_m - mu)/s) one-sided, less Phi((-c_m - mu)/s) two-sided, c_m = sqrt(v_i) z_(1 - step m). Parameters: b (p), tau2, d_2 .. d_J.
/// </remarks>
internal sealed class SelectionLikelihood
{
    private readonly double[] _y;
    private readonly double[] _v;
    private readonly double[] _x;
    private readonly int[] _interval;
    private readonly double[] _z;
    private readonly bool _twoSided;
    private readonly int _p;
    private readonly double[] _local;
    private readonly double[] _localSecond;

    /// <summary>Binds effects to their intervals.</summary>
    /// <param name="y">Effects (k), large ones with small p.</param>
    /// <param name="v">Sampling variances (k).</param>
    /// <param name="x">Model matrix (k x p), row by row.</param>
    /// <param name="interval">Interval of each p-value, 0 to J - 1 (k).</param>
    /// <param name="z">Critical value of each step but the last (J - 1), falling.</param>
    /// <param name="twoSided">True where p is two-sided.</param>
    public SelectionLikelihood(double[] y, double[] v, double[] x, int[] interval, double[] z, bool twoSided)
    {
        (_y, _v, _x, _interval, _z, _twoSided, _p) = (y, v, x, interval, z, twoSided, x.Length / y.Length);
        // Derivatives of one study by (mu, tau2, d_2 .. d_J).
        _local = new double[2 + z.Length];
        _localSecond = new double[(2 + z.Length) * (2 + z.Length)];
    }

    /// <summary>Number of parameters.</summary>
    public int Count => _p + 1 + _z.Length;

    /// <summary>Value at a point; negative infinity where it is not defined. Spans for derivatives are filled, or empty where not wanted.</summary>
    /// <param name="point">b, tau2, d_2 .. d_J.</param>
    /// <param name="gradient">n, or empty.</param>
    /// <param name="hessian">n x n, or empty.</param>
    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, Span<double> hessian)
    {
        gradient.Clear();
        hessian.Clear();
        var tau2 = point[_p];
        var d = point[(_p + 1)..];
        var sum = 0.0;
        for (var i = 0; i < _y.Length; i++)
        {
            var mu = 0.0;
            for (var a = 0; a < _p; a++)
                mu += _x[i * _p + a] * point[a];
            sum += Study(i, mu, tau2, d, second: !hessian.IsEmpty);
            if (!gradient.IsEmpty)
                Add(i, gradient, hessian);
        }
        return double.IsNaN(sum) ? double.NegativeInfinity : sum;
    }

    private double Study(int i, double mu, double tau2, ReadOnlySpan<double> d, bool second)
    {
        var m = d.Length;
        var n = 2 + m;
        var (s2, e) = (_v[i] + tau2, _y[i] - mu);
        var s = Math.Sqrt(s2);
        Array.Clear(_local);
        Array.Clear(_localSecond);
        // A with its derivatives by mu (u), tau2 (t) and each weight; weight j has derivative F_(j-1) - F_j.
        double a = 1, au = 0, at = 0, auu = 0, aut = 0, att = 0;
        for (var j = 0; j < m; j++)
        {
            var rise = d[j] - (j == 0 ? 1 : d[j - 1]);
            var f = Above(j, i, mu, s);
            a += rise * f.Value;
            au += rise * f.U;
            at += rise * f.T;
            auu += rise * f.UU;
            aut += rise * f.UT;
            att += rise * f.TT;
            _local[2 + j] += f.Value;
            (_localSecond[2 + j], _localSecond[n + 2 + j]) = (_localSecond[2 + j] + f.U, _localSecond[n + 2 + j] + f.T);
            if (j == 0)
                continue;
            _local[1 + j] -= f.Value;
            (_localSecond[1 + j], _localSecond[n + 1 + j]) = (_localSecond[1 + j] - f.U, _localSecond[n + 1 + j] - f.T);
        }
        var weight = _interval[i] == 0 ? 1 : d[_interval[i] - 1];
        if (!(a > 0) || !(weight > 0) || !(s2 > 0))
            return double.NaN;
        if (second)
            Second(i, a, au, at, weight);
        _localSecond[0] += -1 / s2 - auu / a + au * au / (a * a);
        _localSecond[1] += -e / (s2 * s2) - aut / a + au * at / (a * a);
        _localSecond[n + 1] += 0.5 / (s2 * s2) - e * e / (s2 * s2 * s2) - att / a + at * at / (a * a);
        _local[0] = e / s2 - au / a;
        _local[1] = -0.5 / s2 + 0.5 * e * e / (s2 * s2) - at / a;
        for (var j = 0; j < m; j++)
            _local[2 + j] = -_local[2 + j] / a;
        if (_interval[i] > 0)
            _local[1 + _interval[i]] += 1 / weight;
        return Math.Log(weight) - 0.5 * (Math.Log(2 * Math.PI * s2) + e * e / s2) - Math.Log(a);
    }

    /// <summary>Second derivatives with a weight in them; <c>_local</c> still holds the derivatives of A by the weights, rows 0 and 1 those by mu and tau2 as well.</summary>
    private void Second(int i, double a, double au, double at, double weight)
    {
        var n = _local.Length;
        for (var j = 2; j < n; j++)
        {
            _localSecond[j] = -_localSecond[j] / a + _local[j] * au / (a * a);
            _localSecond[n + j] = -_localSecond[n + j] / a + _local[j] * at / (a * a);
            for (var l = 2; l <= j; l++)
                _localSecond[l * n + j] = _local[j] * _local[l] / (a * a);
        }
        if (_interval[i] > 0)
            _localSecond[(1 + _interval[i]) * (n + 1)] -= 1 / (weight * weight);
    }

    /// <summary>F of step j with its derivatives.</summary>
    private Tail Above(int j, int i, double mu, double s)
    {
        var c = Math.Sqrt(_v[i]) * _z[j];
        var upper = Tail.At((c - mu) / s, s);
        return _twoSided ? upper.Less(Tail.At((-c - mu) / s, s)) : upper;
    }

    private void Add(int i, Span<double> gradient, Span<double> hessian)
    {
        var (n, local) = (Count, _local.Length);
        for (var a = 0; a < n; a++)
        {
            var (row, left) = Local(i, a);
            gradient[a] += left * _local[row];
            if (hessian.IsEmpty)
                continue;
            for (var b = a; b < n; b++)
            {
                var (column, right) = Local(i, b);
                hessian[a * n + b] += left * right * _localSecond[row * local + column];
                if (b > a)
                    hessian[b * n + a] = hessian[a * n + b];
            }
        }
    }

    /// <summary>Where a parameter enters a study: the coefficients through mu.</summary>
    private (int Place, double Factor) Local(int i, int parameter) => parameter < _p ? (0, _x[i * _p + parameter]) : (parameter - _p + 1, 1);

    /// <summary>Phi((c - mu)/s) with its derivatives by mu (U) and tau2 (T).</summary>
    private readonly record struct Tail(double Value, double U, double T, double UU, double UT, double TT)
    {
        public static Tail At(double eta, double s)
        {
            var (s2, phi) = (s * s, StandardNormal.Density(eta));
            return new Tail(StandardNormal.Lower(eta), -phi / s, -eta * phi / (2 * s2), -eta * phi / s2, phi * (1 - eta * eta) / (2 * s2 * s),
                phi * eta * (3 - eta * eta) / (4 * s2 * s2));
        }

        public Tail Less(Tail other) => new(Value - other.Value, U - other.U, T - other.T, UU - other.UU, UT - other.UT, TT - other.TT);
    }
}
