using IpdEngine.Numerics;

namespace IpdEngine.Stage2.Multivariate;

/// <summary>Generalised least squares of the outcomes' means at a given Sigma, and the sums that derivatives need (symbols: <see cref="MultivariateCriterion"/>).</summary>
internal sealed class VectorMoments(StudyVectors data, bool restricted)
{
    private readonly int _p = data.P;
    private readonly double _logDesign = LogDesign(data);
    private readonly double[] _w = new double[data.K * data.P * data.P];
    private readonly double[] _u = new double[data.K * data.P];
    private readonly double[] _block = new double[data.P * data.P];
    private readonly double[] _inverse = new double[data.P * data.P];
    private readonly double[] _a = new double[data.P * data.P];
    private readonly double[] _b = new double[data.P * data.P];
    private readonly double[] _kron = new double[data.P * data.P * data.P * data.P];
    private readonly double[] _kronWork = new double[data.P * data.P * data.P * data.P];
    private readonly double[] _result = new double[data.P * data.P * data.P * data.P];
    private readonly double[] _third = new double[data.P * data.P * data.P * data.P];
    private readonly double[] _t = new double[data.P * data.P * data.P];
    private readonly double[] _tWork = new double[data.P * data.P * data.P];

    /// <summary>b (p).</summary>
    public double[] Means { get; } = new double[data.P];

    /// <summary>A^-1 (p x p), the covariance of b.</summary>
    public double[] Covariance { get; } = new double[data.P * data.P];

    /// <summary>sum r'V^-1 r.</summary>
    public double ResidualSum { get; private set; }

    /// <summary>-2 log L at Sigma; positive infinity where a V_i is not positive definite.</summary>
    public double Solve(ReadOnlySpan<double> sigma)
    {
        var (p, logs) = (_p, 0.0);
        Array.Clear(_a);
        Array.Clear(Means);
        for (var i = 0; i < data.K; i++)
        {
            var seen = data.Observed[i];
            var n = seen.Length;
            for (var x = 0; x < n; x++)
                for (var y = x; y < n; y++)
                    _block[x * n + y] = data.S[(i * p + seen[x]) * p + seen[y]] + sigma[seen[x] * p + seen[y]];
            if (!Cholesky.TryFactor(_block.AsSpan(0, n * n), n))
                return double.PositiveInfinity;
            logs += Cholesky.LogDeterminant(_block, n);
            Cholesky.Inverse(_block, n, _inverse);
            Span<double> w = _w.AsSpan(i * p * p, p * p);
            for (var x = 0; x < n; x++)
                for (var y = 0; y < n; y++)
                {
                    var element = _inverse[x * n + y];
                    w[seen[x] * p + seen[y]] = element;
                    _a[seen[x] * p + seen[y]] += element;
                    Means[seen[x]] += element * data.Y[i * p + seen[y]];
                }
        }
        if (!Cholesky.TryFactor(_a, p))
            return double.PositiveInfinity;
        var logA = Cholesky.LogDeterminant(_a, p);
        Cholesky.Inverse(_a, p, Covariance);
        Cholesky.Solve(_a, p, Means);
        Residuals();
        return restricted
            ? (data.Count - p) * Math.Log(2 * Math.PI) + logs + logA - _logDesign + ResidualSum
            : data.Count * Math.Log(2 * Math.PI) + logs + ResidualSum;
    }

    /// <summary>M (p x p): d(-2 log L) = tr(M dSigma).</summary>
    public void Derivative(Span<double> m)
    {
        m.Clear();
        for (var i = 0; i < data.K; i++)
        {
            var w = _w.AsSpan(i * _p * _p, _p * _p);
            if (restricted)
                Between(w);
            for (var x = 0; x < _p; x++)
                for (var y = 0; y < _p; y++)
                    m[x * _p + y] += w[x * _p + y] - _u[i * _p + x] * _u[i * _p + y] - (restricted ? _b[x * _p + y] : 0);
        }
    }

    /// <summary>Second derivatives over the elements of Sigma (p^2 x p^2), without those of Sigma itself.</summary>
    public void Information(Span<double> information, bool exact)
    {
        var (p, square) = (_p, _p * _p);
        information.Clear();
        Array.Clear(_third);
        Array.Clear(_t);
        for (var i = 0; i < data.K; i++)
        {
            var w = _w.AsSpan(i * square, square);
            var u = _u.AsSpan(i * p, p);
            if (restricted)
                Between(w);
            for (var r = 0; r < p; r++)
                for (var s = 0; s < p; s++)
                {
                    var row = (r * p + s) * square;
                    for (var t = 0; t < p; t++)
                    {
                        var wrt = w[r * p + t];
                        for (var v = 0; v < p; v++)
                        {
                            var at = row + t * p + v;
                            var pair = wrt * w[s * p + v];
                            var trace = restricted ? pair - 2 * wrt * _b[s * p + v] : pair;
                            _third[at] += pair;
                            information[at] += exact ? 2 * wrt * u[s] * u[v] - trace : trace;
                        }
                        _t[t * square + r * p + s] += wrt * u[s];
                    }
                }
        }
        if (restricted)
            AddMeansTrace(information, exact ? -1 : 1);
        if (exact)
            AddMeansForm(information);
    }

    // tr(A^-1 M_a A^-1 M_b), M_a = sum W G_a W.
    private void AddMeansTrace(Span<double> information, double sign)
    {
        var (p, square) = (_p, _p * _p);
        for (var r = 0; r < p; r++)
            for (var s = 0; s < p; s++)
                for (var t = 0; t < p; t++)
                    for (var v = 0; v < p; v++)
                        _kron[(r * p + s) * square + t * p + v] = Covariance[r * p + t] * Covariance[s * p + v];
        // Both factors are symmetric, so that S (A^-1 x A^-1) S is a sandwich.
        SymmetricAlgebra.Sandwich(_kron, _third, _result, _kronWork, square, square);
        for (var e = 0; e < square * square; e++)
            information[e] += sign * _result[e];
    }

    // -2 (sum W G_a u)'A^-1 (sum W G_b u).
    private void AddMeansForm(Span<double> information)
    {
        var square = _p * _p;
        SymmetricAlgebra.Sandwich(Covariance, _t, _kron, _tWork, _p, square);
        for (var e = 0; e < square * square; e++)
            information[e] -= 2 * _kron[e];
    }

    // W A^-1 W of one study.
    private void Between(ReadOnlySpan<double> w)
    {
        SymmetricAlgebra.Multiply(Covariance, w, _block, _p, _p, _p);
        SymmetricAlgebra.Multiply(w, _block, _b, _p, _p, _p);
    }

    private void Residuals()
    {
        ResidualSum = 0;
        for (var i = 0; i < data.K; i++)
            foreach (var x in data.Observed[i])
            {
                var sum = 0.0;
                foreach (var y in data.Observed[i])
                    sum += _w[(i * _p + x) * _p + y] * (data.Y[i * _p + y] - Means[y]);
                _u[i * _p + x] = sum;
                ResidualSum += sum * (data.Y[i * _p + x] - Means[x]);
            }
    }

    // log|X'X|: the counts of studies that have each outcome.
    private static double LogDesign(StudyVectors data)
    {
        var log = 0.0;
        for (var j = 0; j < data.P; j++)
        {
            var count = 0;
            foreach (var seen in data.Observed)
                count += Array.IndexOf(seen, j) >= 0 ? 1 : 0;
            log += Math.Log(count);
        }
        return log;
    }
}
