using IpdEngine.Numerics;

namespace IpdEngine.Stage1.Association;

/// <summary>
/// The correlation of x and y, the same with other columns held constant, and the large-sample correlation of the two on Fisher's z scale.
/// </summary>
/// <remarks>
/// Symbols: zx, zy the standardised scores, ex, ey their standardised residuals given the controls, sx, sy the residual SDs. The partial
/// correlation p is the correlation of ex and ey. Under normality r and p have the influence functions zx zy - r (zx^2 + zy^2)/2 and
/// ex ey - p (ex^2 + ey^2)/2 (Olkin and Siotani 1976); fourth moments are products of second ones (Isserlis), with cor(zx, ex) = sx,
/// cor(zy, ey) = sy, cor(zx, ey) = p sx, cor(zy, ex) = p sy.
/// </remarks>
/// <param name="R">Pearson correlation of x and y.</param>
/// <param name="Partial">Their correlation given the controls.</param>
/// <param name="DependenceOfZ">Correlation of the two Fisher z values in large samples.</param>
internal readonly record struct PartialCorrelation(double R, double Partial, double DependenceOfZ)
{
    /// <summary>A pivot below this share of a column's own sum of squares means that the columns before it determine it.</summary>
    private const double Collinear = 1e-12;

    /// <summary>Computes all three.</summary>
    /// <param name="columns">Controls first, then x, then y; each of one length, no NaN.</param>
    /// <param name="collinear">The first column that is constant or determined by those before it, or -1; the result is then meaningless.</param>
    internal static PartialCorrelation Of(IReadOnlyList<double[]> columns, out int collinear)
    {
        var k = columns.Count;
        var u = new double[k * k];
        var centred = columns.Select(Centred).ToArray();
        for (var i = 0; i < k; i++)
            for (var j = i; j < k; j++)
                u[i * k + j] = VectorAlgebra.Dot(centred[i], centred[j]);
        var (x, y) = (k - 2, k - 1);
        var (sxx, sxy, syy) = (u[x * k + x], u[x * k + y], u[y * k + y]);
        collinear = Array.FindIndex(columns.ToArray(), column => Array.TrueForAll(column, value => value == column[0]));
        if (collinear >= 0 || (collinear = Cholesky.Factor(u, k, Collinear)) >= 0)
            return default;

        // The last two rows of the factor hold the residuals given the controls: U_xx, and y's share along x and of its own.
        var (ux, uxy, uy) = (u[x * k + x], u[x * k + y], u[y * k + y]);
        var residualY = Math.Sqrt(uxy * uxy + uy * uy);
        var (r, p) = (sxy / Math.Sqrt(sxx * syy), uxy / residualY);
        return new PartialCorrelation(r, p, Dependence(r, p, ux / Math.Sqrt(sxx), residualY / Math.Sqrt(syy)));
    }

    private static double Dependence(double r, double p, double sx, double sy)
    {
        var (xe, xf, ye, yf) = (sx, p * sx, p * sy, sy);
        var covariance = xe * yf + xf * ye
            - p * (xe * ye + xf * yf)
            - r * (xe * xf + ye * yf)
            + r * p / 2 * (xe * xe + xf * xf + ye * ye + yf * yf);
        return covariance / ((1 - r * r) * (1 - p * p));
    }

    private static double[] Centred(double[] column)
    {
        var mean = 0.0;
        foreach (var value in column)
            mean += value;
        mean /= column.Length;
        return Array.ConvertAll(column, value => value - mean);
    }
}
