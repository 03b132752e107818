using IpdEngine.Stage1.Sem.Estimation;
using MathNet.Numerics.Distributions;

namespace IpdEngine.Stage1.Sem.Analysis;

/// <summary>One estimate with its Wald test and 95 % interval (lavaan's <c>parameterEstimates</c>).</summary>
/// <param name="Left">lhs.</param>
/// <param name="Operator">op.</param>
/// <param name="Right">rhs; the expression of a defined parameter.</param>
/// <param name="Label">Label, or empty.</param>
/// <param name="Group">Group from 1; 0 for a defined parameter.</param>
/// <param name="Estimate">Estimate.</param>
/// <param name="StandardError">0 where fixed; NaN where unknown.</param>
/// <param name="IsFixed">True where nothing was estimated.</param>
public sealed record EstimateRow(string Left, string Operator, string Right, string Label, int Group, double Estimate, double StandardError, bool IsFixed)
{
    private static readonly double s_quantile = Normal.InvCDF(0, 1, 0.975);

    /// <summary>Estimate over standard error; NaN where there is none.</summary>
    public double Z => StandardError > 0 ? Estimate / StandardError : double.NaN;

    /// <summary>Two-sided p.</summary>
    public double P => 2 * Normal.CDF(0, 1, -Math.Abs(Z));

    /// <summary>Lower limit of the 95 % interval.</summary>
    public double Lower => Estimate - s_quantile * StandardError;

    /// <summary>Upper limit of the 95 % interval.</summary>
    public double Upper => Estimate + s_quantile * StandardError;

    /// <summary>The rows of a fit, then its defined parameters.</summary>
    internal static IReadOnlyList<EstimateRow> Of(SemFit fit)
    {
        List<EstimateRow> rows = [];
        var q = fit.Model.FreeCount;
        for (var i = 0; i < fit.Model.Table.Rows.Count; i++)
        {
            var row = fit.Model.Table.Rows[i];
            var error = row.Free < 0 ? 0 : fit.Covariance is null ? double.NaN : Math.Sqrt(Math.Max(0, fit.Covariance[row.Free * q + row.Free]));
            rows.Add(new EstimateRow(row.Left, row.Operator, row.Right, row.Label ?? "", row.Group, fit.ValueOf(i), error, row.Free < 0));
        }

        var definitions = fit.Model.Table.Definitions;
        var defined = DefinedParameter.Of(fit);
        for (var i = 0; i < defined.Count; i++)
            rows.Add(new EstimateRow(defined[i].Name, ":=", definitions[i].Expression.ToString(), defined[i].Name, 0, defined[i].Estimate, defined[i].StandardError, false));
        return rows;
    }
}
