using IpdEngine.Numerics;

namespace IpdEngine.Stage1.Multilevel.LinearMixed;

/// <summary>
/// lme4's parametrisation: theta is the lower triangle, column by column, of Lambda, and the random effects have covariance
/// sigma^2 Lambda Lambda' (Bates, Mächler, Bolker and Walker 2015, doi 10.18637/jss.v067.i01, section 2).
/// </summary>
internal static class RelativeFactor
{
    /// <summary>lme4's isSingular: a diagonal element of Lambda below this is zero.</summary>
    internal const double SingularTolerance = 1e-4;

    /// <summary>Length of theta for q random columns.</summary>
    internal static int Length(int q) => q * (q + 1) / 2;

    /// <summary>Index in theta of element (row, column) of Lambda, row &gt;= column.</summary>
    internal static int Index(int q, int row, int column) => column * q - column * (column - 1) / 2 + row - column;

    /// <summary>The elements of Lambda in the order of theta.</summary>
    internal static (int Row, int Column)[] Elements(int q) =>
        [.. from column in Enumerable.Range(0, q) from row in Enumerable.Range(column, q - column) select (row, column)];

    /// <summary>Lambda, q x q row-major with zeros above the diagonal.</summary>
    internal static void Unpack(ReadOnlySpan<double> theta, int q, Span<double> lambda)
    {
        lambda.Clear();
        var k = 0;
        for (var column = 0; column < q; column++)
            for (var row = column; row < q; row++)
                lambda[row * q + column] = theta[k++];
    }

    /// <summary>theta of a lower triangular Lambda.</summary>
    internal static double[] Pack(double[] lambda, int q) => Array.ConvertAll(Elements(q), element => lambda[element.Row * q + element.Column]);

    /// <summary>Lambda Lambda', q x q, of a Lambda of any shape.</summary>
    internal static double[] Covariance(ReadOnlySpan<double> lambda, int q)
    {
        var g = new double[q * q];
        for (var a = 0; a < q; a++)
            for (var b = 0; b < q; b++)
                for (var k = 0; k < q; k++)
                    g[a * q + b] += lambda[a * q + k] * lambda[b * q + k];
        return g;
    }

    /// <summary>The theta of R R', R q x columns of any shape, with diagonal elements at or above zero: R = Lambda O by Gram-Schmidt on its rows.</summary>
    /// <param name="r">R, row-major.</param>
    /// <param name="q">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="zero">The length of a remainder at or below which a row lies in the span of the rows above it.</param>
    internal static double[] Theta(ReadOnlySpan<double> r, int q, int columns, double zero)
    {
        var theta = new double[Length(q)];
        var o = r.ToArray();
        for (var row = 0; row < q; row++)
        {
            var rest = o.AsSpan(row * columns, columns);

            // Twice is enough: Golub and Van Loan, Matrix Computations, section 5.2.
            for (var pass = 0; pass < 2; pass++)
            {
                for (var above = 0; above < row; above++)
                {
                    var along = VectorAlgebra.Dot(o.AsSpan(above * columns, columns), rest);
                    theta[Index(q, row, above)] += along;
                    VectorAlgebra.AddScaled(-along, o.AsSpan(above * columns, columns), rest);
                }
            }

            var length = Math.Sqrt(VectorAlgebra.Dot(rest, rest));
            if (length > zero)
                theta[Index(q, row, row)] = length;
            for (var k = 0; k < columns; k++)
                rest[k] = length > zero ? rest[k] / length : 0;
        }

        return theta;
    }

    /// <summary>True where lme4's isSingular would say so.</summary>
    internal static bool IsSingular(ReadOnlySpan<double> theta, int q)
    {
        for (var k = 0; k < q; k++)
            if (theta[Index(q, k, k)] < SingularTolerance)
                return true;
        return false;
    }
}
