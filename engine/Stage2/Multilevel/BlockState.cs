using IpdEngine.Numerics;

namespace IpdEngine.Stage2.Multilevel;

/// <summary>One block at one point: W = V^-1 and its sums over the columns of Z.</summary>
internal sealed class BlockState
{
    private readonly EffectBlocks _data;
    private readonly double[] _wx;
    private readonly double[] _wy;

    public BlockState(EffectBlock block, EffectBlocks data)
    {
        (Block, _data) = (block, data);
        var (n, q, p) = (block.N, block.Q, data.P);
        (X, Y) = (new double[n * p], new double[n]);
        for (var r = 0; r < n; r++)
        {
            Y[r] = data.Y[block.Rows[r]];
            data.Design.Z.AsSpan(block.Rows[r] * p, p).CopyTo(X.AsSpan(r * p));
        }
        (W, _wx, _wy, R, U) = (new double[n * n], new double[n * p], new double[n], new double[n], new double[n]);
        (C, T, B, TimesA, V) = (new double[q * q], new double[q * p], new double[q * q], new double[q * p], new double[q]);
    }

    public EffectBlock Block { get; }

    /// <summary>Orthonormal design (n x p).</summary>
    public double[] X { get; }

    /// <summary>Estimates (n).</summary>
    public double[] Y { get; }

    /// <summary>V^-1 (n x n).</summary>
    public double[] W { get; }

    /// <summary>W X (n x p).</summary>
    public ReadOnlySpan<double> WX => _wx;

    /// <summary>Residuals y - X b (n).</summary>
    public double[] R { get; }

    /// <summary>u = W r (n).</summary>
    public double[] U { get; }

    /// <summary>Z'W Z (q x q).</summary>
    public double[] C { get; }

    /// <summary>Z'W X (q x p).</summary>
    public double[] T { get; }

    /// <summary>T A^-1 T' (q x q).</summary>
    public double[] B { get; }

    /// <summary>Z'u (q).</summary>
    public double[] V { get; }

    private double[] TimesA { get; }

    /// <summary>Forms V = S + sum Z G Z' in the scratch and W from it.</summary>
    /// <returns>log|V|, NaN where V is not positive definite.</returns>
    public double Whiten(ReadOnlySpan<double> g, double[] scratch)
    {
        var n = Block.N;
        var v = scratch.AsSpan(0, n * n);
        Marginal(g, v);
        if (!Cholesky.TryFactor(v, n))
            return double.NaN;
        var log = Cholesky.LogDeterminant(v, n);
        Cholesky.Inverse(v, n, W);
        return log;
    }

    /// <summary>V = S + sum Z G Z' (n x n, both triangles).</summary>
    public void Marginal(ReadOnlySpan<double> g, Span<double> v)
    {
        var n = Block.N;
        Block.S.CopyTo(v);
        for (var t = 0; t < _data.Terms.Count; t++)
        {
            var order = _data.Terms[t].Order;
            var column = Block.Column.AsSpan(t * n, n);
            var element = g.Slice(_data.Offsets[t], order * order);
            for (var i = 0; i < n; i++)
            {
                var (group, row) = (Block.GroupOf[column[i]], Block.Inner[column[i]] * order);
                for (var j = 0; j < n; j++)
                    if (Block.GroupOf[column[j]] == group)
                        v[i * n + j] += element[row + Block.Inner[column[j]]];
            }
        }
    }

    /// <summary>Adds X'WX (upper triangle) and X'Wy.</summary>
    public void AddNormalEquations(Span<double> a, Span<double> g)
    {
        var (n, p) = (Block.N, _data.P);
        SymmetricAlgebra.Multiply(W, X, _wx, n, n, p);
        for (var i = 0; i < n; i++)
        {
            _wy[i] = VectorAlgebra.Dot(W.AsSpan(i * n, n), Y);
            for (var x = 0; x < p; x++)
            {
                g[x] += X[i * p + x] * _wy[i];
                for (var y = x; y < p; y++)
                    a[x * p + y] += X[i * p + x] * _wx[i * p + y];
            }
        }
    }

    /// <summary>Forms r and u at the coefficients; gives r'u.</summary>
    public double Residuals(ReadOnlySpan<double> b)
    {
        var (n, p, sum) = (Block.N, _data.P, 0.0);
        for (var i = 0; i < n; i++)
        {
            R[i] = Y[i] - VectorAlgebra.Dot(X.AsSpan(i * p, p), b);
            U[i] = _wy[i] - VectorAlgebra.Dot(_wx.AsSpan(i * p, p), b);
        }
        for (var i = 0; i < n; i++)
            sum += R[i] * U[i];
        return sum;
    }

    /// <summary>Sums W, W X and u over the columns of Z, and forms B.</summary>
    public void Aggregate(ReadOnlySpan<double> covariance)
    {
        var (n, q, p, terms) = (Block.N, Block.Q, _data.P, _data.Terms.Count);
        Array.Clear(C);
        Array.Clear(T);
        Array.Clear(V);
        for (var t = 0; t < terms; t++)
            for (var i = 0; i < n; i++)
            {
                var row = Block.Column[t * n + i];
                V[row] += U[i];
                for (var x = 0; x < p; x++)
                    T[row * p + x] += _wx[i * p + x];
                for (var s = 0; s < terms; s++)
                    for (var j = 0; j < n; j++)
                        C[row * q + Block.Column[s * n + j]] += W[i * n + j];
            }
        SymmetricAlgebra.Multiply(T, covariance, TimesA, q, p, p);
        for (var x = 0; x < q; x++)
            for (var y = x; y < q; y++)
                B[x * q + y] = B[y * q + x] = VectorAlgebra.Dot(TimesA.AsSpan(x * p, p), T.AsSpan(y * p, p));
    }

    /// <summary>Adds C - B - v v' (no B under ML) of each group to the elements of its term's G.</summary>
    public void AddDerivative(Span<double> m, bool restricted)
    {
        var q = Block.Q;
        for (var t = 0; t < _data.Terms.Count; t++)
            for (var g = Block.TermGroups[t]; g < Block.TermGroups[t + 1]; g++)
            {
                var (first, last, order, offset) = (Block.GroupStart[g], Block.GroupStart[g] + Block.GroupLength[g], _data.Terms[t].Order, _data.Offsets[t]);
                for (var x = first; x < last; x++)
                    for (var y = first; y < last; y++)
                        m[offset + Block.Inner[x] * order + Block.Inner[y]] += C[x * q + y] - V[x] * V[y] - (restricted ? B[x * q + y] : 0);
            }
    }
}
