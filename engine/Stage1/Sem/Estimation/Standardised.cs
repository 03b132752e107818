using IpdEngine.Stage1.Sem.Ram;

namespace IpdEngine.Stage1.Sem.Estimation;

/// <summary>The completely standardised solution (lavaan's <c>std.all</c>), or that of latent variables alone (<c>std.lv</c>), with its exact Jacobian.</summary>
/// <remarks>
/// Paths: b sqrt(Omega_cc / Omega_rr); variances: s_ii / Omega_ii; covariances: s_ij / sqrt(s_ii s_jj), of residuals; intercepts:
/// m_i / sqrt(Omega_ii). dOmega_ii: 2 B_ir Omega_ci for a path (r from c), 2 B_ik B_il for a covariance (k, l), B_ik^2 for a variance.
/// </remarks>
public sealed class Standardised
{
    private readonly SemFit _fit;
    private readonly int _v;
    private readonly int _q;
    private readonly double[] _variance;
    private readonly double[] _varianceJacobian;
    private readonly bool _latentAlone;

    private Standardised(SemFit fit, bool latentAlone)
    {
        _fit = fit;
        _latentAlone = latentAlone;
        _v = fit.Model.Variables.Count;
        _q = fit.Model.FreeCount;
        var groups = fit.Model.Groups;
        _variance = new double[groups * _v];
        _varianceJacobian = new double[groups * _v * _q];
        for (var g = 0; g < groups; g++)
        {
            for (var i = 0; i < _v; i++)
                _variance[g * _v + i] = Scales(i) ? MomentsOf(g).Omega[i * _v + i] : 1;
            FillVarianceJacobian(g);
        }
    }

    /// <summary>Standardises a fit by all variables.</summary>
    public static Standardised Of(SemFit fit)
    {
        ArgumentNullException.ThrowIfNull(fit);
        return new Standardised(fit, latentAlone: false);
    }

    /// <summary>Standardises a fit by its latent variables alone.</summary>
    public static Standardised ByLatent(SemFit fit)
    {
        ArgumentNullException.ThrowIfNull(fit);
        return new Standardised(fit, latentAlone: true);
    }

    /// <summary>Model-implied variance of a variable, by its index, in a group from 0.</summary>
    public double Variance(int variable, int group = 0) => MomentsOf(group).Omega[variable * _v + variable];

    /// <summary>Adds weight times the standardised value's gradient (q elements) to a Jacobian row; returns the value. NaN where a variance is not positive.</summary>
    /// <param name="row">Row of the parameter table.</param>
    /// <param name="weight">Weight.</param>
    /// <param name="gradient">Added to.</param>
    public double Value(int row, double weight, Span<double> gradient)
    {
        var cell = _fit.Model.Cells[row];
        var value = _fit.ValueOf(row);
        switch (cell.Matrix)
        {
            case CellMatrix.Path:
                return Ratio(cell.Free, value, At(cell, cell.Column), At(cell, cell.Row), weight, gradient);
            case CellMatrix.Intercept:
                return Ratio(cell.Free, value, -1, At(cell, cell.Row), weight, gradient);
            case CellMatrix.Covariance when cell.Row == cell.Column:
                var whole = At(cell, cell.Row);
                var share = value / _variance[whole];
                AddOwn(cell.Free, weight / _variance[whole], gradient);
                AddVariance(whole, -weight * share / _variance[whole], gradient);
                return share;
            default:
                return Correlation(cell, value, weight, gradient);
        }
    }

    // value * sqrt(Omega_nn / Omega_dd); numerator -1 stands for 1.
    private double Ratio(int free, double value, int numerator, int denominator, double weight, Span<double> gradient)
    {
        var ratio = Math.Sqrt((numerator < 0 ? 1 : _variance[numerator]) / _variance[denominator]);
        var standardised = value * ratio;
        AddOwn(free, weight * ratio, gradient);
        if (numerator >= 0)
            AddVariance(numerator, weight * 0.5 * standardised / _variance[numerator], gradient);
        AddVariance(denominator, -weight * 0.5 * standardised / _variance[denominator], gradient);
        return standardised;
    }

    private double Correlation(in Cell cell, double value, double weight, Span<double> gradient)
    {
        var (first, second) = (ResidualRow(cell, cell.Row), ResidualRow(cell, cell.Column));
        var (x, y) = (Residual(first, cell.Row), Residual(second, cell.Column));
        var root = Math.Sqrt(x) * Math.Sqrt(y);
        var correlation = value / root;
        AddOwn(cell.Free, weight / root, gradient);
        if (first >= 0 && Scales(cell.Row))
            AddOwn(_fit.Model.Cells[first].Free, -weight * 0.5 * correlation / x, gradient);
        if (second >= 0 && Scales(cell.Column))
            AddOwn(_fit.Model.Cells[second].Free, -weight * 0.5 * correlation / y, gradient);
        return correlation;
    }

    private double Residual(int row, int variable) => !Scales(variable) ? 1 : row < 0 ? 0 : _fit.ValueOf(row);

    private int ResidualRow(Cell cell, int variable) =>
        Array.FindIndex(_fit.Model.Cells, c => c.Matrix == CellMatrix.Covariance && c.Row == variable && c.Column == variable && c.Group == cell.Group);

    // A variable's place among the variances of all groups.
    private int At(in Cell cell, int variable) => cell.Group * _v + variable;

    private bool Scales(int variable) => !_latentAlone || variable >= _fit.Model.Observed;

    private ImpliedMoments MomentsOf(int group) => group == 0 ? _fit.Moments : _fit.Groups[group].Moments;

    private static void AddOwn(int free, double value, Span<double> gradient)
    {
        if (free >= 0)
            gradient[free] += value;
    }

    private void AddVariance(int variable, double factor, Span<double> gradient)
    {
        for (var j = 0; j < _q; j++)
            gradient[j] += factor * _varianceJacobian[variable * _q + j];
    }

    private void FillVarianceJacobian(int group)
    {
        var (b, omega) = (MomentsOf(group).Total, MomentsOf(group).Omega);
        foreach (var cell in _fit.Model.CellsOf(group))
        {
            if (cell.Free < 0 || cell.Matrix == CellMatrix.Intercept)
                continue;
            for (var i = 0; i < _v; i++)
            {
                if (!Scales(i))
                    continue;
                _varianceJacobian[At(cell, i) * _q + cell.Free] += cell.Matrix == CellMatrix.Path
                    ? 2 * b[i * _v + cell.Row] * omega[cell.Column * _v + i]
                    : (cell.Row == cell.Column ? 1 : 2) * b[i * _v + cell.Row] * b[i * _v + cell.Column];
            }
        }
    }
}
