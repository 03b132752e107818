using IpdEngine.Stage1.Sem.Estimation;
using MathNet.Numerics.Distributions;

namespace IpdEngine.Stage1.Sem.Analysis;

/// <summary>One standardised estimate (lavaan's <c>standardizedSolution</c>), with standard errors by the delta method.</summary>
/// <param name="Left">lhs.</param>
/// <param name="Operator">op.</param>
/// <param name="Right">rhs.</param>
/// <param name="Group">Group from 1; 0 for a defined parameter.</param>
/// <param name="All">Standardised by all variables; a defined parameter from the standardised ones.</param>
/// <param name="StandardError">Its standard error; 0 where it cannot vary, NaN where unknown.</param>
/// <param name="Latent">Standardised by latent variables alone.</param>
/// <param name="LatentError">Its standard error.</param>
public sealed record StandardisedRow(string Left, string Operator, string Right, int Group, double All, double StandardError, double Latent, double LatentError)
{
    // A gradient of rounding errors alone has no error.
    private const double Nothing = 1e-9;
    private static readonly double s_quantile = Normal.InvCDF(0, 1, 0.975);

    /// <summary>Estimate over standard error; NaN where there is none.</summary>
    public double Z => StandardError > 0 ? All / StandardError : double.NaN;

    /// <summary>Two-sided p.</summary>
    public double P => 2 * Normal.CDF(0, 1, -Math.Abs(Z));

    /// <summary>Lower limit of the 95 % interval.</summary>
    public double Lower => All - s_quantile * StandardError;

    /// <summary>Upper limit of the 95 % interval.</summary>
    public double Upper => All + s_quantile * StandardError;

    /// <summary>The rows of a fit.</summary>
    internal static IReadOnlyList<StandardisedRow> Of(SemFit fit)
    {
        var (all, latent) = (Estimation.Standardised.Of(fit), Estimation.Standardised.ByLatent(fit));
        List<StandardisedRow> rows = [];
        for (var i = 0; i < fit.Model.Table.Rows.Count; i++)
        {
            var row = fit.Model.Table.Rows[i];
            var (value, error) = Value(fit, all, i);
            var (latentValue, latentError) = Value(fit, latent, i);
            rows.Add(new StandardisedRow(row.Left, row.Operator, row.Right, row.Group, value, error, latentValue, latentError));
        }

        return rows;
    }

    private static (double Value, double Error) Value(SemFit fit, Standardised standardised, int row)
    {
        var gradient = new double[fit.Model.FreeCount];
        var value = standardised.Value(row, 1, gradient);
        if (fit.Covariance is null)
            return (value, double.NaN);
        var error = Math.Sqrt(Math.Max(0, DeltaMethod.Covariance(gradient, fit.Covariance, 1, gradient.Length)[0, 0]));
        return (value, error < Nothing * Math.Max(1, Math.Abs(value)) ? 0 : error);
    }
}
