using IpdEngine.Stage1.Sem.Estimation;

namespace IpdEngine.Stage1.Panels;

/// <summary>The completely standardised lags of a fit: each wave's, and their means over waves 2..T with the covariance that stage 2 pools by.</summary>
internal sealed class StandardisedLags
{
    private StandardisedLags(int lags, int waves, int parameters)
    {
        Count = lags;
        Mean = new double[lags];
        MeanJacobian = new double[lags * parameters];
        Wave = new double[lags, waves];
        WaveJacobian = new double[lags * waves * parameters];
        Waves = waves;
        Parameters = parameters;
    }

    /// <summary>Number of lags.</summary>
    public int Count { get; }

    /// <summary>Waves, T.</summary>
    public int Waves { get; }

    /// <summary>Free parameters, q.</summary>
    public int Parameters { get; }

    /// <summary>Means over waves 2..T, in the order of the places.</summary>
    public double[] Mean { get; }

    /// <summary>Their Jacobian, lags x q.</summary>
    public double[] MeanJacobian { get; }

    /// <summary>Lag by wave; column 0 is empty.</summary>
    public double[,] Wave { get; }

    private double[] WaveJacobian { get; }

    /// <summary>Jacobian row of one lag at one wave, q.</summary>
    public ReadOnlySpan<double> WaveRow(int lag, int wave) => WaveJacobian.AsSpan((lag * Waves + wave) * Parameters, Parameters);

    /// <summary>The lags of a fit.</summary>
    public static StandardisedLags Of(LagPlaces places, SemFit fit)
    {
        var (waves, q) = (places.Waves, fit.Model.FreeCount);
        var lags = new StandardisedLags(places.Count, waves, q);
        var standardised = Standardised.Of(fit);
        for (var lag = 0; lag < places.Count; lag++)
        {
            for (var wave = 1; wave < waves; wave++)
            {
                var row = lags.WaveJacobian.AsSpan((lag * waves + wave) * q, q);
                lags.Wave[lag, wave] = standardised.Value(places.Rows[lag, wave], 1, row);
                lags.Mean[lag] += lags.Wave[lag, wave] / (waves - 1);
                for (var j = 0; j < q; j++)
                    lags.MeanJacobian[lag * q + j] += row[j] / (waves - 1);
            }
        }

        return lags;
    }

    /// <summary>Covariance of the means.</summary>
    public double[,] Covariance(double[] parameterCovariance) => DeltaMethod.Covariance(MeanJacobian, parameterCovariance, Count, Parameters);

    /// <summary>Standard error of one wave's lag.</summary>
    public double StandardError(int lag, int wave, double[] parameterCovariance) =>
        Math.Sqrt(DeltaMethod.Covariance(WaveRow(lag, wave), parameterCovariance, 1, Parameters)[0, 0]);
}
