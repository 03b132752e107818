using IpdEngine.Numerics;

namespace IpdEngine.Stage1.Sem.Estimation;

/// <summary>Covariance of functions of estimates: J V J', to first order. Cramér (1946), Mathematical Methods of Statistics, section 28.4.</summary>
public static class DeltaMethod
{
    /// <summary>The covariance of k functions.</summary>
    /// <param name="jacobian">k x q, row-major.</param>
    /// <param name="covariance">q x q.</param>
    /// <param name="k">Functions.</param>
    /// <param name="q">Estimates.</param>
    public static double[,] Covariance(ReadOnlySpan<double> jacobian, ReadOnlySpan<double> covariance, int k, int q)
    {
        double[] flat = new double[k * k], work = new double[k * q];
        SymmetricAlgebra.Congruence(covariance, jacobian, flat, work, q, k);
        var result = new double[k, k];
        for (var i = 0; i < k; i++)
            for (var j = 0; j < k; j++)
                result[i, j] = flat[i * k + j];
        return result;
    }
}
