namespace IpdEngine.Stage2.Inference;

/// <summary>Square matrices of a handful of rows, row by row in one array: the p x p algebra of a meta-regression without allocation.</summary>
internal static class SmallMatrix
{
    /// <summary>Inverts a symmetric positive definite matrix in place from its lower triangle, by Cholesky; both triangles are filled.</summary>
    /// <returns>The logarithm of its determinant; NaN (and the matrix all NaN) where it is not positive definite.</returns>
    public static double InvertPositiveDefinite(Span<double> m, int p)
    {
        if (p == 1)
        {
            var log = m[0] > 0 ? Math.Log(m[0]) : double.NaN;
            m[0] = m[0] > 0 ? 1 / m[0] : double.NaN;
            return log;
        }
        var logDeterminant = Factor(m, p);
        if (double.IsNaN(logDeterminant))
        {
            m.Fill(double.NaN);
            return double.NaN;
        }
        // L^-1 in the lower triangle, then L^-T L^-1.
        for (var j = 0; j < p; j++)
        {
            m[j * p + j] = 1 / m[j * p + j];
            for (var i = j + 1; i < p; i++)
            {
                var sum = 0.0;
                for (var l = j; l < i; l++)
                    sum -= m[i * p + l] * m[l * p + j];
                m[i * p + j] = sum / m[i * p + i];
            }
        }
        for (var i = 0; i < p; i++)
            for (var j = 0; j <= i; j++)
            {
                var sum = 0.0;
                for (var l = i; l < p; l++)
                    sum += m[l * p + i] * m[l * p + j];
                m[j * p + i] = sum;
            }
        for (var i = 0; i < p; i++)
            for (var j = 0; j < i; j++)
                m[i * p + j] = m[j * p + i];
        return logDeterminant;
    }

    /// <summary>Replaces the lower triangle by its Cholesky factor.</summary>
    /// <returns>The logarithm of the determinant, NaN where not positive definite.</returns>
    public static double Factor(Span<double> m, int p)
    {
        var log = 0.0;
        for (var j = 0; j < p; j++)
        {
            var d = m[j * p + j];
            for (var l = 0; l < j; l++)
                d -= m[j * p + l] * m[j * p + l];
            if (!(d > 0))
                return double.NaN;
            d = Math.Sqrt(d);
            m[j * p + j] = d;
            log += 2 * Math.Log(d);
            for (var i = j + 1; i < p; i++)
            {
                var s = m[i * p + j];
                for (var l = 0; l < j; l++)
                    s -= m[i * p + l] * m[j * p + l];
                m[i * p + j] = s / d;
            }
        }
        return log;
    }

    /// <summary>product = left right.</summary>
    public static void Multiply(ReadOnlySpan<double> left, ReadOnlySpan<double> right, Span<double> product, int p)
    {
        for (var i = 0; i < p; i++)
            for (var j = 0; j < p; j++)
            {
                var sum = 0.0;
                for (var l = 0; l < p; l++)
                    sum += left[i * p + l] * right[l * p + j];
                product[i * p + j] = sum;
            }
    }

    /// <summary>vector := matrix vector.</summary>
    public static void MultiplyInPlace(ReadOnlySpan<double> matrix, Span<double> vector, int p)
    {
        if (p == 1)
        {
            vector[0] *= matrix[0];
            return;
        }
        Span<double> result = p <= 16 ? stackalloc double[p] : new double[p];
        for (var i = 0; i < p; i++)
        {
            var sum = 0.0;
            for (var j = 0; j < p; j++)
                sum += matrix[i * p + j] * vector[j];
            result[i] = sum;
        }
        result.CopyTo(vector);
    }

    /// <summary>tr(left right).</summary>
    public static double TraceOfProduct(ReadOnlySpan<double> left, ReadOnlySpan<double> right, int p)
    {
        var sum = 0.0;
        for (var i = 0; i < p; i++)
            for (var j = 0; j < p; j++)
                sum += left[i * p + j] * right[j * p + i];
        return sum;
    }

    /// <summary>tr m.</summary>
    public static double Trace(ReadOnlySpan<double> m, int p)
    {
        var sum = 0.0;
        for (var i = 0; i < p; i++)
            sum += m[i * p + i];
        return sum;
    }
}
