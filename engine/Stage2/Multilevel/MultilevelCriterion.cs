using IpdEngine.Numerics;
using IpdEngine.Numerics.Minimisation;
using IpdEngine.Stage2.Multivariate;

namespace IpdEngine.Stage2.Multilevel;

/// <summary>-2 log L (restricted or not) of a model with random terms, as a function of the parameters of their covariances.</summary>
/// <remarks>
/// Symbols: V = S + sum_t Z_t (I x G_t) Z_t' block by block, W = V^-1, A = X'WX, b = A^-1 X'Wy, r = y - X b, u = W r,
/// P = W - W X A^-1 X'W; K_e = dV / dG_e for an element e of some G_t. -2 log L = (k - p) log 2 pi + log|V| + log|A| - log|X'X| + r'u (REML; ML
/// with k and without the determinants of A and X'X). Derivative tr(P K_e) - u'K_e u; expected second derivatives tr(P K_e P K_f), exact ones
/// 2 u'K_e P K_f u - tr(P K_e P K_f). K_e holds a 1 for each pair of columns of Z, so that all of them come from C = Z'WZ, T = Z'WX and v = Z'u: with
/// B = T A^-1 T', the derivative is C - B - v v' summed over columns. Nothing of size k x k is formed outside a block.
/// Source: Harville 1977, JASA 72:320; Searle, Casella and McCulloch 1992, Variance Components, section 6.6.
/// </remarks>
internal sealed class MultilevelCriterion : Objective
{
    private readonly EffectBlocks _data;
    private readonly IReadOnlyList<BetweenModel> _models;
    private readonly int[] _first;
    private readonly double[] _parameters;
    private readonly double[] _m;
    private readonly double[] _information;
    private readonly double[] _jacobian;
    private readonly double[] _work;
    private readonly double[] _part;
    private readonly double[] _largest;

    public MultilevelCriterion(EffectBlocks data, IReadOnlyList<BetweenModel> models, bool restricted)
        : this(data, models, new BlockMoments(data, restricted), restricted) { }

    private MultilevelCriterion(EffectBlocks data, IReadOnlyList<BetweenModel> models, BlockMoments moments, bool restricted)
    {
        (_data, _models, Moments, Restricted) = (data, models, moments, restricted);
        Second = new BlockInformation(data, moments, restricted);
        _first = new int[models.Count + 1];
        for (var t = 0; t < models.Count; t++)
            _first[t + 1] = _first[t] + models[t].Count;
        var (elements, count) = (data.Offsets[^1], _first[^1]);
        (_parameters, G, _m) = (new double[count], new double[elements], new double[elements]);
        (_information, _jacobian, _work) = (new double[elements * elements], new double[elements * count], new double[elements * count]);
        (_part, _largest) = (new double[elements * count + count * count], new double[count]);
    }

    public override int Count => _first[^1];

    /// <summary>Everything known at the last point.</summary>
    public BlockMoments Moments { get; }

    /// <summary>Second derivatives over elements.</summary>
    public BlockInformation Second { get; }

    /// <summary>REML.</summary>
    public bool Restricted { get; }

    /// <summary>Elements of all G at the last point.</summary>
    public double[] G { get; }

    /// <summary>Derivatives over elements at the last point where a gradient was asked for.</summary>
    public ReadOnlySpan<double> Slopes => _m;

    /// <summary>Derivatives of the elements of all G by the parameters (elements x count), at the last point where a gradient or curvature was asked for.</summary>
    public ReadOnlySpan<double> ElementDerivatives => _jacobian;

    /// <summary>Parameters of term t within a point.</summary>
    public Range Of(int t) => _first[t].._first[t + 1];

    /// <summary>The same data under other models of the terms; the heavy arrays are shared, so only one of them may be in use.</summary>
    public MultilevelCriterion With(IReadOnlyList<BetweenModel> models) => new(_data, models, Moments, Restricted);

    public override double Value(ReadOnlySpan<double> point)
    {
        point.CopyTo(_parameters);
        for (var t = 0; t < _models.Count; t++)
            _models[t].Fill(_parameters.AsSpan(Of(t)), Elements(t, G));
        return Moments.Solve(G);
    }

    public override void Gradient(Span<double> gradient)
    {
        Moments.Derivative(_m);
        Jacobian();
        gradient.Clear();
        for (var e = 0; e < _m.Length; e++)
            for (var a = 0; a < Count; a++)
                gradient[a] += _m[e] * _jacobian[e * Count + a];
    }

    /// <summary>Expected second derivatives at the last point (count x count).</summary>
    public void Expected(Span<double> curvature)
    {
        Moments.Derivative(_m);
        Second.Fill(_information, exact: false);
        Jacobian();
        SymmetricAlgebra.Sandwich(_information, _jacobian, curvature, _work, _m.Length, Count);
    }

    public override void Curvature(Span<double> curvature, bool exact)
    {
        if (!exact)
        {
            Expected(curvature);
            // On a boundary (a spread at zero, a correlation at one) a parameter's information vanishes; the scale of steps must not.
            for (var a = 0; a < Count; a++)
            {
                _largest[a] = Math.Max(_largest[a], curvature[a * Count + a]);
                curvature[a * Count + a] = Math.Max(curvature[a * Count + a], 1e-3 * _largest[a]);
            }
            return;
        }
        Moments.Derivative(_m);
        Second.Fill(_information, exact);
        Jacobian();
        SymmetricAlgebra.Sandwich(_information, _jacobian, curvature, _work, _m.Length, Count);
        for (var t = 0; t < _models.Count; t++)
        {
            var q = _models[t].Count;
            var own = _part.AsSpan(0, q * q);
            own.Clear();
            _models[t].AddSecondDerivatives(_parameters.AsSpan(Of(t)), Elements(t, _m), own);
            for (var a = 0; a < q; a++)
                for (var b = 0; b < q; b++)
                    curvature[(_first[t] + a) * Count + _first[t] + b] += own[a * q + b];
        }
    }

    private void Jacobian()
    {
        Array.Clear(_jacobian);
        for (var t = 0; t < _models.Count; t++)
        {
            var (q, elements) = (_models[t].Count, _data.Offsets[t + 1] - _data.Offsets[t]);
            var own = _part.AsSpan(0, elements * q);
            _models[t].Jacobian(_parameters.AsSpan(Of(t)), own);
            for (var e = 0; e < elements; e++)
                own.Slice(e * q, q).CopyTo(_jacobian.AsSpan((_data.Offsets[t] + e) * Count + _first[t]));
        }
    }

    private Span<double> Elements(int t, double[] values) => values.AsSpan(_data.Offsets[t].._data.Offsets[t + 1]);
}
