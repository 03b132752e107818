using IpdEngine.Numerics;

namespace IpdEngine.Stage1.Sem.Ram;

/// <summary>
/// Adds to a Hessian what the model's own curvature contributes: sum over moments of (dF/d beta) d2 beta / d theta d theta'.
/// </summary>
/// <remarks>
/// With G = dF/dSigma and g = dF/dmu held constant, f = tr(G Sigma) + g'mu has, for paths (i from j) and (k from l):
/// d2f = 2 (B_jk R_li + Omega_jl N_ki + R_jk B_li) + B_li u_k eta_j + u_i B_jk eta_l; for a path (i from j) and a covariance (k, l):
/// 2 (B_jk N_li + B_jl N_ki), halved where k = l; for a path (i from j) and an intercept k: u_i B_jk. Here N = B'F'GFB, R = Omega F'GFB, u = B'F'g.
/// </remarks>
internal sealed class MomentCurvature
{
    private readonly ModelStructure _model;
    private readonly Cell[] _cells;
    private readonly int _v;
    private readonly double[] _gb;
    private readonly double[] _n;
    private readonly double[] _r;
    private readonly double[] _u;

    public MomentCurvature(ModelStructure model, int group = 0)
    {
        _model = model;
        _cells = model.CellsOf(group);
        _v = model.Variables.Count;
        _gb = new double[_v * _v];
        _n = new double[_v * _v];
        _r = new double[_v * _v];
        _u = new double[_v];
    }

    /// <summary>Adds the second term to a q x q Hessian, both triangles.</summary>
    /// <param name="moments">The moments at the point.</param>
    /// <param name="meanGradient">g: dF/dmu, p.</param>
    /// <param name="covarianceGradient">G: p x p symmetric, dF = tr(G dSigma).</param>
    /// <param name="hessian">q x q, added to.</param>
    public void Add(ImpliedMoments moments, ReadOnlySpan<double> meanGradient, ReadOnlySpan<double> covarianceGradient, Span<double> hessian)
    {
        var p = _model.Observed;
        var q = _model.FreeCount;
        var b = moments.Total;
        Array.Clear(_gb);
        SymmetricAlgebra.Multiply(covarianceGradient, b.AsSpan(0, p * _v), _gb, p, p, _v);
        SymmetricAlgebra.Multiply(moments.TotalTransposed, _gb, _n, _v, _v, _v);
        SymmetricAlgebra.Multiply(moments.Omega, _gb, _r, _v, _v, _v);
        for (var i = 0; i < _v; i++)
            _u[i] = VectorAlgebra.Dot(moments.TotalTransposed.AsSpan(i * _v, p), meanGradient[..p]);
        var cells = _cells.AsSpan();
        for (var first = 0; first < cells.Length; first++)
        {
            ref readonly var path = ref cells[first];
            if (path.Matrix != CellMatrix.Path || path.Free < 0)
                continue;
            for (var second = 0; second < cells.Length; second++)
            {
                ref readonly var other = ref cells[second];
                if (other.Free < 0 || (other.Matrix == CellMatrix.Path && second < first))
                    continue;
                var value = Element(moments, path, other);
                hessian[path.Free * q + other.Free] += value;
                if (second != first)
                    hessian[other.Free * q + path.Free] += value;
            }
        }
    }

    private double Element(ImpliedMoments moments, in Cell path, in Cell other)
    {
        var (i, j, k, l) = (path.Row, path.Column, other.Row, other.Column);
        var b = moments.Total;
        switch (other.Matrix)
        {
            case CellMatrix.Path:
                var covariances = b[j * _v + k] * _r[l * _v + i] + moments.Omega[j * _v + l] * _n[k * _v + i] + _r[j * _v + k] * b[l * _v + i];
                return 2 * covariances + b[l * _v + i] * _u[k] * moments.Eta[j] + _u[i] * b[j * _v + k] * moments.Eta[l];
            case CellMatrix.Covariance:
                var sum = b[j * _v + k] * _n[l * _v + i] + b[j * _v + l] * _n[k * _v + i];
                return k == l ? sum : 2 * sum;
            default:
                return _u[i] * b[j * _v + k];
        }
    }
}
