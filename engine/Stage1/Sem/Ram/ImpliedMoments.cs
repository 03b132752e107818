using IpdEngine.Numerics;

namespace IpdEngine.Stage1.Sem.Ram;

/// <summary>The moments that a model implies at given parameters, and their derivatives.</summary>
/// <remarks>
/// Symbols: v variables, p observed, q free parameters; B = (I-A)^-1 (v x v), Omega = B S B' (v x v, all variables), eta = B m (v),
/// Sigma and mu their observed parts; beta = (mu, vech Sigma), m = p + p(p+1)/2 elements. Derivatives: dB = B dA B, so that
/// dOmega = B dA Omega + Omega dA' B' + B dS B' and deta = B dA eta + B dm.
/// </remarks>
internal sealed class ImpliedMoments
{
    private readonly ModelStructure _model;
    private readonly Cell[] _cells;
    private readonly double[]? _sampleMean;
    private readonly int _v;
    private readonly int _p;
    private readonly double[] _a;
    private readonly double[] _s;
    private readonly double[] _intercepts;
    private readonly double[] _work;

    public ImpliedMoments(ModelStructure model, int group = 0)
    {
        _model = model;
        _cells = model.CellsOf(group);
        _sampleMean = model.Table.HasMeans ? null : model.Samples?[group].Mean;
        _v = model.Variables.Count;
        _p = model.Observed;
        _a = new double[_v * _v];
        _s = new double[_v * _v];
        _intercepts = new double[_v];
        _work = new double[_v * _v];
        Total = new double[_v * _v];
        TotalTransposed = new double[_v * _v];
        Omega = new double[_v * _v];
        Eta = new double[_v];
        Mean = new double[_p];
        Covariance = new double[_p * _p];
    }

    /// <summary>B: the total effects.</summary>
    public double[] Total { get; }

    /// <summary>B': row k holds the effects of variable k on all others.</summary>
    public double[] TotalTransposed { get; }

    /// <summary>Omega: the covariance of all variables.</summary>
    public double[] Omega { get; }

    /// <summary>eta: the means of all variables.</summary>
    public double[] Eta { get; }

    /// <summary>S as it stands: residual variances on its diagonal.</summary>
    public ReadOnlySpan<double> Residual => _s;

    /// <summary>mu.</summary>
    public double[] Mean { get; }

    /// <summary>Sigma, both triangles.</summary>
    public double[] Covariance { get; }

    /// <summary>Value of one parameter row at the last parameters.</summary>
    public static double ValueOf(in Cell cell, ReadOnlySpan<double> free) => cell.Free >= 0 ? free[cell.Free] : cell.Value;

    /// <summary>Moments at given free parameters; false where I - A is singular.</summary>
    public bool Evaluate(ReadOnlySpan<double> free)
    {
        Array.Clear(_a);
        Array.Clear(_s);
        Array.Clear(_intercepts);
        foreach (ref readonly var cell in _cells.AsSpan())
        {
            var value = ValueOf(cell, free);
            switch (cell.Matrix)
            {
                case CellMatrix.Path:
                    _a[cell.Row * _v + cell.Column] = value;
                    break;
                case CellMatrix.Covariance:
                    _s[cell.Row * _v + cell.Column] = _s[cell.Column * _v + cell.Row] = value;
                    break;
                default:
                    _intercepts[cell.Row] = value;
                    break;
            }
        }

        if (!(_model.PathOrder is { } order ? SolveRecursive(order) : TotalEffects.TrySolve(_a, _v, Total)))
            return false;
        for (var i = 0; i < _v; i++)
            for (var j = 0; j < _v; j++)
                TotalTransposed[j * _v + i] = Total[i * _v + j];
        SymmetricAlgebra.Multiply(Total, _s, _work, _v, _v, _v);
        SymmetricAlgebra.Multiply(_work, TotalTransposed, Omega, _v, _v, _v);
        for (var i = 0; i < _v; i++)
            Eta[i] = VectorAlgebra.Dot(Total.AsSpan(i * _v, _v), _intercepts);
        for (var i = 0; i < _p; i++)
        {
            Mean[i] = _sampleMean is null ? Eta[i] : _sampleMean[i];

            // One triangle rules: the two are equal but for rounding.
            for (var j = i; j < _p; j++)
                Covariance[i * _p + j] = Covariance[j * _p + i] = Omega[i * _v + j];
        }

        return true;
    }

    /// <summary>d beta' / d theta: q x m, one free parameter a row, at the last parameters.</summary>
    public void Jacobian(Span<double> transposed)
    {
        var m = _p + Vech.Count(_p);
        transposed[..(_model.FreeCount * m)].Clear();
        foreach (ref readonly var cell in _cells.AsSpan())
        {
            if (cell.Free < 0)
                continue;
            var row = transposed.Slice(cell.Free * m, m);
            var left = TotalTransposed.AsSpan(cell.Row * _v, _p);
            switch (cell.Matrix)
            {
                case CellMatrix.Path:
                    VectorAlgebra.AddScaled(Eta[cell.Column], left, row[.._p]);
                    AddOuter(left, Omega.AsSpan(cell.Column * _v, _p), 1, row[_p..]);
                    break;
                case CellMatrix.Covariance:
                    AddOuter(left, TotalTransposed.AsSpan(cell.Column * _v, _p), cell.Row == cell.Column ? 0.5 : 1, row[_p..]);
                    break;
                default:
                    VectorAlgebra.AddScaled(1, left, row[.._p]);
                    break;
            }
        }
    }

    // vech += weight (x y' + y x')
    private void AddOuter(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double weight, Span<double> vech)
    {
        var place = 0;
        for (var column = 0; column < _p; column++)
        {
            var length = _p - column;
            if (x[column] != 0)
                VectorAlgebra.AddScaled(weight * x[column], y[column..], vech.Slice(place, length));
            if (y[column] != 0)
                VectorAlgebra.AddScaled(weight * y[column], x[column..], vech.Slice(place, length));
            place += length;
        }
    }

    private bool SolveRecursive(int[] order)
    {
        Array.Clear(Total);
        foreach (var i in order)
        {
            var row = Total.AsSpan(i * _v, _v);
            row[i] = 1;
            for (var j = 0; j < _v; j++)
                if (_a[i * _v + j] != 0)
                    VectorAlgebra.AddScaled(_a[i * _v + j], Total.AsSpan(j * _v, _v), row);
        }

        return true;
    }
}
