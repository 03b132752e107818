namespace IpdEngine.Stage1.Panels;

/// <summary>
/// Long-run effects of the process with lag matrix Phi (rows alliance, symptom as outcomes): L = (I - Phi)^-1, the sum of all responses to one unit
/// shock, where Phi's spectral radius is below 1.
/// </summary>
internal sealed class LongRun
{
    private readonly double[] _lags;
    private readonly double[] _l;

    private LongRun(double[] lags, double[] l) => (_lags, _l) = (lags, l);

    /// <summary>L by lag: aa, sa, ss, as.</summary>
    public double[] Effects => _l;

    /// <summary>The long-run effects of lags aa, sa, ss, as; null where the process does not come to rest.</summary>
    public static LongRun? Of(double[] lags)
    {
        var (aa, sa, ss, @as) = (lags[0], lags[1], lags[2], lags[3]);
        var (half, determinant) = ((aa + ss) / 2, aa * ss - sa * @as);
        var discriminant = half * half - determinant;
        var radius = discriminant >= 0 ? Math.Abs(half) + Math.Sqrt(discriminant) : Math.Sqrt(determinant);
        if (!(radius < 1))
            return null;
        var scale = 1 / ((1 - aa) * (1 - ss) - sa * @as);
        return new LongRun(lags, [(1 - ss) * scale, sa * scale, (1 - aa) * scale, @as * scale]);
    }

    /// <summary>Standard error by the delta method: dL = L dPhi L.</summary>
    public double StandardError(int lag, double[,] covariance)
    {
        // Outcome and predictor of each lag: 0 alliance, 1 symptom.
        int[] outcome = [0, 0, 1, 1], predictor = [0, 1, 1, 0];
        double[,] l = { { _l[0], _l[1] }, { _l[3], _l[2] } };
        var gradient = new double[4];
        for (var i = 0; i < 4; i++)
            gradient[i] = l[outcome[lag], outcome[i]] * l[predictor[i], predictor[lag]];
        return Root(gradient, covariance);
    }

    /// <summary>b / (1 - AR): what a predictor held one unit up for ever would move the outcome, the predictor's own dynamics set aside.</summary>
    public double Shifted(int cross, int own) => _lags[cross] / (1 - _lags[own]);

    /// <summary>Its standard error.</summary>
    public double ShiftedError(int cross, int own, double[,] covariance)
    {
        var gradient = new double[4];
        gradient[cross] = 1 / (1 - _lags[own]);
        gradient[own] = _lags[cross] * gradient[cross] * gradient[cross];
        return Root(gradient, covariance);
    }

    private static double Root(double[] gradient, double[,] covariance)
    {
        var sum = 0.0;
        for (var i = 0; i < 4; i++)
            for (var j = 0; j < 4; j++)
                sum += gradient[i] * covariance[i, j] * gradient[j];
        return Math.Sqrt(sum);
    }
}
