using IpdEngine.Numerics;

namespace IpdEngine.Stage1.Sem.Ram;

/// <summary>(I - A)^-1 for models with feedback loops: Gauss-Jordan with partial pivoting.</summary>
internal static class TotalEffects
{
    /// <summary>Fills <paramref name="total"/>; false where I - A is singular.</summary>
    public static bool TrySolve(ReadOnlySpan<double> a, int n, Span<double> total)
    {
        var left = new double[n * n];
        total[..(n * n)].Clear();
        for (var i = 0; i < n; i++)
        {
            total[i * n + i] = 1;
            for (var j = 0; j < n; j++)
                left[i * n + j] = (i == j ? 1 : 0) - a[i * n + j];
        }

        for (var k = 0; k < n; k++)
        {
            var pivot = k;
            for (var i = k + 1; i < n; i++)
                if (Math.Abs(left[i * n + k]) > Math.Abs(left[pivot * n + k]))
                    pivot = i;
            if (!(Math.Abs(left[pivot * n + k]) > 1e-12))
                return false;
            if (pivot != k)
            {
                for (var j = 0; j < n; j++)
                {
                    (left[k * n + j], left[pivot * n + j]) = (left[pivot * n + j], left[k * n + j]);
                    (total[k * n + j], total[pivot * n + j]) = (total[pivot * n + j], total[k * n + j]);
                }
            }

            var scale = 1 / left[k * n + k];
            for (var j = 0; j < n; j++)
                (left[k * n + j], total[k * n + j]) = (left[k * n + j] * scale, total[k * n + j] * scale);
            for (var i = 0; i < n; i++)
            {
                var factor = left[i * n + k];
                if (i == k || factor == 0)
                    continue;
                VectorAlgebra.AddScaled(-factor, left.AsSpan(k * n, n), left.AsSpan(i * n, n));
                VectorAlgebra.AddScaled(-factor, total.Slice(k * n, n), total.Slice(i * n, n));
            }
        }

        return true;
    }
}
