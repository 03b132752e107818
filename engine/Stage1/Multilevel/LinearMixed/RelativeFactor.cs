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

    /// <summary>Lambda, q x q row-major with zeros above the diagonal.</summary>
    internal static void Unpack(ReadOnlySpan<double> theta, int q, Span<double> lambda)
    {
        lambda.Clear();
        var k = 0;
        for (var column = 0; column < q; column++)
            for (var row = column; row < q; row++)
                lambda[row * q + column] = theta[k++];
    }

    /// <summary>Lambda Lambda', q x q.</summary>
    internal static double[] Covariance(ReadOnlySpan<double> theta, int q)
    {
        Span<double> lambda = stackalloc double[q * q];
        Unpack(theta, q, lambda);
        var g = new double[q * q];
        for (var a = 0; a < q; a++)
            for (var b = 0; b < q; b++)
                for (var k = 0; k <= Math.Min(a, b); k++)
                    g[a * q + b] += lambda[a * q + k] * lambda[b * q + k];
        return g;
    }

    /// <summary>theta of a positive semi-definite covariance: zero pivots leave zero columns.</summary>
    internal static double[] Of(ReadOnlySpan<double> g, int q)
    {
        var theta = new double[Length(q)];
        for (var column = 0; column < q; column++)
        {
            var pivot = Remainder(g, theta, q, column, column);
            if (!(pivot > 1e-15 * g[column * q + column]))
                continue;
            var root = theta[Index(q, column, column)] = Math.Sqrt(pivot);
            for (var row = column + 1; row < q; row++)
                theta[Index(q, row, column)] = Remainder(g, theta, q, row, column) / root;
        }

        return theta;
    }

    /// <summary>The one theta of its covariance with diagonal elements at or above zero: columns turned round, a column without its diagonal moved.</summary>
    internal static void Canonise(Span<double> theta, int q)
    {
        for (var column = 0; column < q; column++)
        {
            var entries = theta.Slice(Index(q, column, column), q - column);
            var largest = 0.0;
            foreach (var entry in entries)
                largest = Math.Max(largest, Math.Abs(entry));
            if (largest > 0 && Math.Abs(entries[0]) < 1e-7 * largest)
            {
                Of(Covariance(theta, q), q).CopyTo(theta);
                return;
            }

            if (entries[0] < 0)
                foreach (ref var entry in entries)
                    entry = -entry;
        }
    }

    /// <summary>True where lme4's isSingular would say so.</summary>
    internal static bool IsSingular(ReadOnlySpan<double> theta, int q)
    {
        for (var k = 0; k < q; k++)
            if (theta[Index(q, k, k)] < SingularTolerance)
                return true;
        return false;
    }

    private static double Remainder(ReadOnlySpan<double> g, ReadOnlySpan<double> theta, int q, int row, int column)
    {
        var rest = g[row * q + column];
        for (var k = 0; k < column; k++)
            rest -= theta[Index(q, row, k)] * theta[Index(q, column, k)];
        return rest;
    }
}
