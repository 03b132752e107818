using IpdEngine.Numerics;

namespace IpdEngine.Stage1.Sem.Likelihood;

/// <summary>
/// Which moments of all groups a model is held to, in one row: without means that are no part of it, and without the moments of fixed covariates.
/// </summary>
internal sealed class MomentLayout
{
    private readonly int _p;
    private readonly int[] _kept;
    private readonly bool[] _covariate;

    /// <summary>A layout.</summary>
    /// <param name="variables">p: observed variables.</param>
    /// <param name="groups">Number of groups.</param>
    /// <param name="means">True where means count.</param>
    /// <param name="covariate">p: true for a fixed covariate.</param>
    public MomentLayout(int variables, int groups, bool means, bool[] covariate)
    {
        (_p, Groups, HasMeans, _covariate) = (variables, groups, means, covariate);
        List<int> kept = [];
        for (var i = 0; i < _p; i++)
            if (means && !covariate[i])
                kept.Add(i);
        for (var j = 0; j < _p; j++)
            for (var i = j; i < _p; i++)
                if (!(covariate[i] && covariate[j]))
                    kept.Add(_p + Vech.Index(i, j, _p));
        _kept = [.. kept];
    }

    /// <summary>True where means count.</summary>
    public bool HasMeans { get; }

    /// <summary>Number of groups.</summary>
    public int Groups { get; }

    /// <summary>Moments of one group, all of them: p + p(p+1)/2.</summary>
    public int Whole => _p + Vech.Count(_p);

    /// <summary>Moments that count, of one group.</summary>
    public int PerGroup => _kept.Length;

    /// <summary>Moments that count, of all groups.</summary>
    public int Count => Groups * PerGroup;

    /// <summary>Variables that are not fixed covariates.</summary>
    public int FreeVariables => _covariate.Count(c => !c);

    /// <summary>Parameters of the baseline model: a variance, and a mean where means count, of each variable that is not fixed, in each group.</summary>
    public int BaselineParameters => Groups * FreeVariables * (HasMeans ? 2 : 1);

    /// <summary>True where every moment of one group alone counts.</summary>
    public bool IsWhole => Groups == 1 && PerGroup == Whole;

    /// <summary>Block-diagonal matrix over the moments that count, from one whole matrix a group.</summary>
    public double[] Stack(IReadOnlyList<double[]> groups)
    {
        if (IsWhole)
            return groups[0];
        var stacked = new double[Count * Count];
        for (var g = 0; g < Groups; g++)
            for (var i = 0; i < PerGroup; i++)
                for (var j = 0; j < PerGroup; j++)
                    stacked[(g * PerGroup + i) * Count + g * PerGroup + j] = groups[g][_kept[i] * Whole + _kept[j]];
        return stacked;
    }

    /// <summary>q x count Jacobian over the moments that count, from one q x whole Jacobian a group.</summary>
    public double[] StackRows(IReadOnlyList<double[]> groups, int q)
    {
        if (IsWhole)
            return groups[0];
        var stacked = new double[q * Count];
        for (var row = 0; row < q; row++)
            for (var g = 0; g < Groups; g++)
                for (var i = 0; i < PerGroup; i++)
                    stacked[row * Count + g * PerGroup + i] = groups[g][row * Whole + _kept[i]];
        return stacked;
    }

    /// <summary>Jacobian of the baseline model over the moments that count, <see cref="BaselineParameters"/> x <see cref="Count"/>.</summary>
    public double[] BaselineJacobian()
    {
        var jacobian = new double[BaselineParameters * Count];
        var row = 0;
        for (var g = 0; g < Groups; g++)
        {
            for (var i = 0; i < PerGroup; i++)
            {
                var isMean = _kept[i] < _p;
                if (isMean || IsVariance(_kept[i]))
                    jacobian[row++ * Count + g * PerGroup + i] = 1;
            }
        }

        return jacobian;
    }

    // A variance that counts is one of a variable that is not fixed.
    private bool IsVariance(int moment)
    {
        for (var i = 0; i < _p; i++)
            if (moment == _p + Vech.Index(i, i, _p))
                return true;
        return false;
    }
}
