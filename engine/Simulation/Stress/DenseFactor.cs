namespace IpdEngine.Simulation.Stress;

/// <summary>A textbook Cholesky factor (Golub and Van Loan 2013, algorithm 4.2.1), kept apart from the engine's kernels on purpose.</summary>
internal static class DenseFactor
{
    /// <summary>Lower factor of the rows and columns chosen of a symmetric matrix, n x n in row order; false where it is not positive definite.</summary>
    public static bool Of(double[] matrix, int width, int[] chosen, double[] factor)
    {
        var n = chosen.Length;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = matrix[chosen[i] * width + chosen[j]];
                for (var k = 0; k < j; k++)
                    sum -= factor[i * n + k] * factor[j * n + k];
                if (i > j)
                    factor[i * n + j] = sum / factor[j * n + j];
                else if (sum > 0 && double.IsFinite(sum))
                    factor[i * n + i] = Math.Sqrt(sum);
                else
                    return false;
            }
        }

        return true;
    }

    /// <summary>Log determinant of the factored matrix.</summary>
    public static double LogDeterminant(double[] factor, int n)
    {
        var sum = 0.0;
        for (var i = 0; i < n; i++)
            sum += 2 * Math.Log(factor[i * n + i]);
        return sum;
    }

    /// <summary>Inverse of the factored matrix.</summary>
    public static void Inverse(double[] factor, int n, double[] inverse)
    {
        // The inverse of the factor in the upper triangle, transposed; then its product with itself.
        for (var column = 0; column < n; column++)
        {
            for (var i = column; i < n; i++)
            {
                var sum = i == column ? 1.0 : 0.0;
                for (var k = column; k < i; k++)
                    sum -= factor[i * n + k] * inverse[column * n + k];
                inverse[column * n + i] = sum / factor[i * n + i];
            }
        }

        for (var i = 0; i < n; i++)
        {
            for (var j = i; j < n; j++)
            {
                var sum = 0.0;
                for (var k = j; k < n; k++)
                    sum += inverse[i * n + k] * inverse[j * n + k];
                inverse[i * n + j] = sum;
            }

            for (var j = 0; j < i; j++)
                inverse[i * n + j] = inverse[j * n + i];
        }
    }
}
