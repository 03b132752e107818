using IpdEngine.Stage1.Sem.Ram;

namespace IpdEngine.Stage1.Sem.Estimation;

/// <summary>The completely standardised solution (lavaan's <c>std.all</c>) with its exact Jacobian.</summary>
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

    private Standardised(SemFit fit)
    {
        _fit = fit;
        _v = fit.Model.Variables.Count;
        _q = fit.Model.FreeCount;
        _variance = new double[_v];
        _varianceJacobian = new double[_v * _q];
        for (var i = 0; i < _v; i++)
            _variance[i] = fit.VariableCovariance[i * _v + i];
        FillVarianceJacobian();
    }

    /// <summary>Standardises a fit.</summary>
    public static Standardised Of(SemFit fit)
    {
        ArgumentNullException.ThrowIfNull(fit);
        return new Standardised(fit);
    }

    /// <summary>Model-implied variance of a variable, by its index.</summary>
    public double Variance(int variable) => _variance[variable];

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
                return Ratio(cell.Free, value, cell.Column, cell.Row, weight, gradient);
            case CellMatrix.Intercept:
                return Ratio(cell.Free, value, -1, cell.Row, weight, gradient);
            case CellMatrix.Covariance when cell.Row == cell.Column:
                var share = value / _variance[cell.Row];
                AddOwn(cell.Free, weight / _variance[cell.Row], gradient);
                AddVariance(cell.Row, -weight * share / _variance[cell.Row], gradient);
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
        var (first, second) = (ResidualRow(cell.Row), ResidualRow(cell.Column));
        var (x, y) = (first < 0 ? 0 : _fit.ValueOf(first), second < 0 ? 0 : _fit.ValueOf(second));
        var root = Math.Sqrt(x) * Math.Sqrt(y);
        var correlation = value / root;
        AddOwn(cell.Free, weight / root, gradient);
        if (first >= 0)
            AddOwn(_fit.Model.Cells[first].Free, -weight * 0.5 * correlation / x, gradient);
        if (second >= 0)
            AddOwn(_fit.Model.Cells[second].Free, -weight * 0.5 * correlation / y, gradient);
        return correlation;
    }

    private int ResidualRow(int variable) =>
        Array.FindIndex(_fit.Model.Cells, c => c.Matrix == CellMatrix.Covariance && c.Row == variable && c.Column == variable);

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

    private void FillVarianceJacobian()
    {
        var (b, omega) = (_fit.Moments.Total, _fit.Moments.Omega);
        foreach (var cell in _fit.Model.Cells)
        {
            if (cell.Free < 0 || cell.Matrix == CellMatrix.Intercept)
                continue;
            for (var i = 0; i < _v; i++)
            {
                _varianceJacobian[i * _q + cell.Free] += cell.Matrix == CellMatrix.Path
                    ? 2 * b[i * _v + cell.Row] * omega[cell.Column * _v + i]
                    : (cell.Row == cell.Column ? 1 : 2) * b[i * _v + cell.Row] * b[i * _v + cell.Column];
            }
        }
    }
}
