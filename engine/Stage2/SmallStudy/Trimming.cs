using IpdEngine.Stage2.Inference;
using IpdEngine.Stage2.Univariate;

namespace IpdEngine.Stage2.SmallStudy;

/// <summary>The rounds of trim-and-fill: effects sorted so that the missing ones are missing on the left.</summary>
internal sealed class Trimming
{
    private readonly PoolOptions _options;
    private readonly MissingEstimator _estimator;
    private readonly double _sign;
    private readonly string[] _ids;
    private readonly double[] _y;
    private readonly double[] _v;
    private double _mean;
    private int _missing;

    public Trimming(EffectTable effects, PoolOptions options, MissingEstimator estimator, FunnelSide side)
    {
        (_options, _estimator, _sign) = (options with { Test = PoolTest.Z }, estimator, side == FunnelSide.Right ? -1 : 1);
        var rank = new int[effects.Ids.Count];
        var order = Identity.CanonicalOrder(effects.Ids);
        for (var i = 0; i < rank.Length; i++)
            rank[order?[i] ?? i] = i;
        var sorted = Enumerable.Range(0, rank.Length).OrderBy(i => _sign * effects.Yi[i]).ThenBy(i => rank[i]).ToArray();
        _ids = [.. sorted.Select(i => effects.Ids[i])];
        _y = [.. sorted.Select(i => _sign * effects.Yi[i])];
        _v = [.. sorted.Select(i => effects.Vi[i])];
    }

    /// <summary>True where the last round left the number as it was.</summary>
    public bool Settled { get; private set; }

    /// <summary>Standard error of the number of missing studies.</summary>
    public double StandardError { get; private set; }

    /// <summary>One round; false where the estimator has no root.</summary>
    public bool Step()
    {
        _mean = Mean(_y.Length - _missing);
        var (ranks, most) = SignedRanks();
        double k = _y.Length;
        var found = _estimator switch
        {
            MissingEstimator.R0 => k - most - 1,
            MissingEstimator.L0 => (4 * ranks - k * (k + 1)) / (2 * k - 1),
            _ => k - 0.5 - Math.Sqrt(2 * k * k - 4 * ranks + 0.25),
        };
        // Below, one effect must stay to have a mean; no effect below the mean leaves R0 without a rank.
        if (!double.IsFinite(found) || found > k - 0.5)
            return false;
        var error = _estimator switch
        {
            MissingEstimator.R0 => Math.Sqrt(2 * Math.Max(0, found) + 2),
            MissingEstimator.L0 => 4 * Math.Sqrt(RankVariance(k, found)) / (2 * k - 1),
            _ => 2 * Math.Sqrt(RankVariance(k, found)) / Math.Sqrt((k - 0.5) * (k - 0.5) - found * (2 * k - found - 1)),
        };
        StandardError = Math.Max(0, error);
        var rounded = Math.Max(0, (int)Math.Round(found, MidpointRounding.ToEven));
        Settled = rounded == _missing;
        _missing = rounded;
        return true;
    }

    /// <summary>The mirror images of the trimmed effects.</summary>
    public IReadOnlyList<FilledEffect> Fill()
    {
        var taken = _ids.ToHashSet(StringComparer.Ordinal);
        var filled = new List<FilledEffect>(_missing);
        for (int i = _y.Length - _missing, number = 1; i < _y.Length; i++, number++)
        {
            var id = $"Filled {number}";
            while (!taken.Add(id))
                id += "'";
            filled.Add(new FilledEffect(id, _ids[i], _sign * (2 * _mean - _y[i]), _v[i]));
        }
        return filled;
    }

    private double Mean(int kept) => kept == 1
        ? _y[0]
        : RandomEffects.Fit(new EffectTable(_ids[..kept], _y[..kept], _v[..kept]), _options).Value.Coefficients[0].Estimate;

    /// <summary>The sum of the ranks of |y - mean| over effects above the mean, and the largest rank below it.</summary>
    private (double Above, double LargestBelow) SignedRanks()
    {
        var order = Enumerable.Range(0, _y.Length).OrderBy(i => Math.Abs(_y[i] - _mean)).ToArray();
        double above = 0, below = double.NegativeInfinity;
        for (var rank = 1; rank <= order.Length; rank++)
        {
            var distance = _y[order[rank - 1]] - _mean;
            if (distance > 0)
                above += rank;
            else if (distance < 0)
                below = rank;
        }
        return (above, below);
    }

    private static double RankVariance(double k, double k0) =>
        (k * (k + 1) * (2 * k + 1) + 10 * k0 * k0 * k0 + 27 * k0 * k0 + 17 * k0 - 18 * k * k0 * k0 - 18 * k * k0 + 6 * k * k * k0) / 24;
}
