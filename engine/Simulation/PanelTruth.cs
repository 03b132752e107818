namespace IpdEngine.Simulation;

/// <summary>
/// A random-intercept cross-lagged process: score = wave mean + random intercept + within part (+ measurement error), within parts w(t) = Phi w(t-1) + e(t).
/// </summary>
/// <remarks>Hamaker, Kuiper and Grasman (2015), doi 10.1037/a0038889. Everything is in the units of the scores.</remarks>
public sealed record PanelTruth
{
    /// <summary>Sessions 1..T.</summary>
    public required int Waves { get; init; }

    /// <summary>Lags among within parts, equal over time.</summary>
    public required LagMatrix Lags { get; init; }

    /// <summary>Within parts at the first session; their stationary covariance keeps every later one the same.</summary>
    public required PairCovariance First { get; init; }

    /// <summary>Residuals from the second session on.</summary>
    public required PairCovariance Residual { get; init; }

    /// <summary>Random intercepts.</summary>
    public required PairCovariance Intercepts { get; init; }

    /// <summary>Measurement error, which a panel model of observed scores takes for within part.</summary>
    public PairCovariance Error { get; init; }

    /// <summary>Mean alliance at the first session and its change a session.</summary>
    public (double Start, double Trend) AllianceMean { get; init; }

    /// <summary>Mean symptom score at the first session and its change a session.</summary>
    public (double Start, double Trend) SymptomMean { get; init; }

    /// <summary>What one SD of the alliance intercept adds to a person's own alliance -> symptom lag: the cross-level interaction x:zA.</summary>
    public double AllianceInteraction { get; init; }

    /// <summary>What one SD of the symptom intercept adds to it: x:zS.</summary>
    public double SymptomInteraction { get; init; }

    /// <summary>A stationary process whose within parts have variance 1 at every session, so that its lags are standardised as they stand.</summary>
    /// <param name="waves">Sessions.</param>
    /// <param name="lags">Lags, unstandardised and standardised alike.</param>
    /// <param name="within">Correlation of the two within parts in a session.</param>
    /// <param name="intercept">Variance of each random intercept.</param>
    /// <param name="between">Correlation of the random intercepts.</param>
    /// <exception cref="ArgumentException">No process has these lags and this correlation.</exception>
    public static PanelTruth Stationary(int waves, LagMatrix lags, double within = -0.3, double intercept = 0.5, double between = -0.4)
    {
        var first = PairCovariance.Of(1, 1, within);
        var truth = new PanelTruth
        {
            Waves = waves,
            Lags = lags,
            First = first,
            Residual = first - lags.Carry(first),
            Intercepts = PairCovariance.Of(intercept, intercept, between),
        };
        truth.Require();
        return truth;
    }

    /// <summary>Covariance of the within parts at session 1..T (index 0..T-1), exactly.</summary>
    public IReadOnlyList<PairCovariance> Within()
    {
        var within = new PairCovariance[Waves];
        within[0] = First;
        for (var t = 1; t < Waves; t++)
            within[t] = Lags.Carry(within[t - 1]) + Residual;
        return within;
    }

    /// <summary>The completely standardised lag aa, sa, ss, as at each of waves 2..T: 4 x (T - 1).</summary>
    public double[,] StandardisedByWave()
    {
        var within = Within();
        var lags = new double[4, Waves - 1];
        for (var t = 1; t < Waves; t++)
        {
            var (a, s) = (Math.Sqrt(within[t - 1].Alliance), Math.Sqrt(within[t - 1].Symptom));
            var (toA, toS) = (Math.Sqrt(within[t].Alliance), Math.Sqrt(within[t].Symptom));
            (lags[0, t - 1], lags[1, t - 1]) = (Lags.Aa * a / toA, Lags.Sa * s / toA);
            (lags[2, t - 1], lags[3, t - 1]) = (Lags.Ss * s / toS, Lags.As * a / toS);
        }

        return lags;
    }

    /// <summary>The mean of each standardised lag over waves 2..T, in the order aa, sa, ss, as: what <c>PanelModel</c> estimates.</summary>
    public double[] Standardised()
    {
        var byWave = StandardisedByWave();
        var mean = new double[4];
        for (var lag = 0; lag < 4; lag++)
            for (var t = 0; t < Waves - 1; t++)
                mean[lag] += byWave[lag, t] / (Waves - 1);
        return mean;
    }

    /// <summary>The unstandardised lags in the order aa, sa, ss, as.</summary>
    public double[] Unstandardised() => [Lags.Aa, Lags.Sa, Lags.Ss, Lags.As];

    /// <summary>Checks that the truth can be drawn from.</summary>
    /// <exception cref="ArgumentException">Fewer than two waves, a lag that is not finite, or a matrix that is not positive semi-definite.</exception>
    public void Require()
    {
        if (Waves < 2)
            throw new ArgumentException($"found {Waves} waves, expected at least 2");
        if (!double.IsFinite(Lags.SpectralRadius))
            throw new ArgumentException($"found lags {Lags}, expected finite numbers");
        foreach (var (name, matrix) in new[] { ("first-session", First), ("residual", Residual), ("random-intercept", Intercepts), ("error", Error) })
            if (!matrix.IsCovariance)
                throw new ArgumentException($"found the {name} matrix {matrix}, expected a positive semi-definite one: no such process exists");
    }
}
