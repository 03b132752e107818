using IpdEngine.Numerics;

namespace IpdEngine.Stage2.Multilevel;

/// <summary>Generalised least squares at given covariances of the random terms, and the sums that derivatives need (symbols: <see cref="MultilevelCriterion"/>).</summary>
internal sealed class BlockMoments
{
    private readonly EffectBlocks _data;
    private readonly bool _restricted;
    private readonly BlockState[] _states;
    private readonly double[] _v;
    private readonly double[] _a;
    private readonly double[] _g;

    public BlockMoments(EffectBlocks data, bool restricted)
    {
        (_data, _restricted) = (data, restricted);
        var p = data.P;
        _states = [.. data.Blocks.Select(b => new BlockState(b, data))];
        var n = data.Blocks.Max(b => b.N);
        _v = new double[n * n];
        _a = new double[p * p];
        (_g, Covariance, Coefficients) = (new double[p], new double[p * p], new double[p]);
    }

    /// <summary>The blocks at the last point.</summary>
    public IReadOnlyList<BlockState> States => _states;

    /// <summary>A^-1 (p x p): covariance of the coefficients of the orthonormal design.</summary>
    public double[] Covariance { get; }

    /// <summary>Coefficients of the orthonormal design (p).</summary>
    public double[] Coefficients { get; }

    /// <summary>sum r'V^-1 r.</summary>
    public double ResidualSum { get; private set; }

    /// <summary>-2 log L at the elements of all G; positive infinity where a V is not positive definite.</summary>
    public double Solve(ReadOnlySpan<double> g)
    {
        var (p, logs) = (_data.P, 0.0);
        Array.Clear(_a);
        Array.Clear(_g);
        foreach (var state in _states)
        {
            var log = state.Whiten(g, _v);
            if (double.IsNaN(log))
                return double.PositiveInfinity;
            logs += log;
            state.AddNormalEquations(_a, _g);
        }
        if (!Cholesky.TryFactor(_a, p))
            return double.PositiveInfinity;
        var logA = Cholesky.LogDeterminant(_a, p);
        Cholesky.Inverse(_a, p, Covariance);
        _g.CopyTo(Coefficients, 0);
        Cholesky.Solve(_a, p, Coefficients);
        ResidualSum = 0;
        foreach (var state in _states)
            ResidualSum += state.Residuals(Coefficients);
        // The design is orthonormal, so that log|X'X| has left log|A| already.
        return _restricted
            ? (_data.K - p) * Math.Log(2 * Math.PI) + logs + logA + ResidualSum
            : _data.K * Math.Log(2 * Math.PI) + logs + ResidualSum;
    }

    /// <summary>M over the elements of all G: d(-2 log L) = sum M dG.</summary>
    public void Derivative(Span<double> m)
    {
        m[.._data.Offsets[^1]].Clear();
        foreach (var state in _states)
        {
            state.Aggregate(Covariance);
            state.AddDerivative(m, _restricted);
        }
    }
}
