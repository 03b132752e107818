using IpdEngine.Numerics;
using IpdEngine.Stage1.Sem.Estimation;
using IpdEngine.Stage1.Sem.Estimation.Constraints;
using IpdEngine.Stage1.Sem.Ram;

namespace IpdEngine.Stage1.Sem.Tests;

/// <summary>The directions in which a fitted model is free to move, as combinations of its cells: equal labels and constraints carried out.</summary>
internal sealed class FreeDirections
{
    private readonly double[] _basis;
    private readonly int _r;

    private FreeDirections(Cell[] cells, double[] basis, int r) => (Cells, _basis, _r) = (cells, basis, r);

    /// <summary>Every cell that is free, each once, in the order of the table.</summary>
    public Cell[] Cells { get; }

    /// <summary>The directions of a fit.</summary>
    public static FreeDirections Of(SemFit fit)
    {
        var cells = fit.Model.Cells.Where(cell => cell.Free >= 0).ToArray();
        var q = fit.Model.FreeCount;
        var constraints = ConstraintSet.Of(fit.Model.Table);
        var tangent = constraints?.TangentAt(fit.Estimates, constraints.ActiveAt(fit.Estimates));
        var r = tangent?.Reduced ?? q;
        var basis = new double[cells.Length * r];
        for (var i = 0; i < cells.Length; i++)
        {
            if (tangent is null)
                basis[i * r + cells[i].Free] = 1;
            else
                tangent.Basis.AsSpan(cells[i].Free * r, r).CopyTo(basis.AsSpan(i * r));
        }

        return new FreeDirections(cells, basis, r);
    }

    /// <summary>
    /// What one further direction d adds to the information: d'I d - d'I K (K'I K)^-1 K'I d, as a share of d'I d too; NaN where the model's own information is singular.
    /// </summary>
    /// <param name="information">(n + 1) x (n + 1) over the cells and the direction, which stands last.</param>
    public double Added(ReadOnlySpan<double> information)
    {
        var (n, size) = (Cells.Length, Cells.Length + 1);
        double[] own = new double[_r * _r], cross = new double[_r];
        for (var a = 0; a < _r; a++)
        {
            for (var i = 0; i < n; i++)
            {
                var weight = _basis[i * _r + a];
                if (weight == 0)
                    continue;
                cross[a] += weight * information[n * size + i];
                for (var j = 0; j < n; j++)
                    for (var b = a; b < _r; b++)
                        own[a * _r + b] += weight * _basis[j * _r + b] * information[i * size + j];
            }
        }

        SymmetricAlgebra.MirrorUpper(own, _r);
        if (!Cholesky.TryFactor(own, _r, 1e-14))
            return double.NaN;
        var solved = (double[])cross.Clone();
        Cholesky.Solve(own, _r, solved);
        var whole = information[n * size + n];
        var added = whole - VectorAlgebra.Dot(cross, solved);
        return added > 1e-7 * whole ? added : double.NaN;
    }
}
