namespace IpdEngine.Stage2.Permutation;

/// <summary>How many arrangements were at least as extreme as the observed one; whole numbers, so that no order of adding changes them.</summary>
internal sealed class ExtremeCounts
{
    /// <summary>Ties: statistics that differ by less are the same (metafor's comptol, the root of the machine epsilon).</summary>
    private const double Tie = 1.4901161193847656e-8;

    private readonly double[] _observed;
    private readonly double _observedOmnibus;
    private readonly PermutationAlternative _alternative;
    private readonly long[] _extreme;
    private readonly long[] _defined;
    private long _extremeOmnibus;
    private long _definedOmnibus;

    public ExtremeCounts(double[] observed, double observedOmnibus, PermutationAlternative alternative)
    {
        (_observed, _observedOmnibus, _alternative) = (observed, observedOmnibus, alternative);
        (_extreme, _defined) = (new long[observed.Length], new long[observed.Length]);
    }

    /// <summary>Arrangements seen.</summary>
    public long Seen { get; private set; }

    /// <summary>Arrangements without a statistic.</summary>
    public long Undefined => Seen - _defined.Min();

    /// <summary>An empty tally of the same observed statistics.</summary>
    public ExtremeCounts Empty() => new(_observed, _observedOmnibus, _alternative);

    /// <summary>Counts one arrangement.</summary>
    /// <param name="statistics">Its statistics.</param>
    /// <param name="omnibus">Its omnibus statistic.</param>
    /// <param name="sign">-1 for the mirror image of an arrangement of signs, whose statistics are the negatives.</param>
    public void Add(double[] statistics, double omnibus, double sign = 1)
    {
        Seen++;
        for (var j = 0; j < statistics.Length; j++)
        {
            var statistic = sign * statistics[j];
            if (double.IsNaN(statistic))
                continue;
            _defined[j]++;
            var extreme = _alternative switch
            {
                PermutationAlternative.Less => statistic <= _observed[j] + Tie,
                PermutationAlternative.Greater => statistic >= _observed[j] - Tie,
                _ => Math.Abs(statistic) >= Math.Abs(_observed[j]) - Tie,
            };
            if (extreme)
                _extreme[j]++;
        }
        if (double.IsNaN(omnibus))
            return;
        _definedOmnibus++;
        if (omnibus >= _observedOmnibus - Tie)
            _extremeOmnibus++;
    }

    /// <summary>Adds the counts of another tally.</summary>
    public void Add(ExtremeCounts other)
    {
        Seen += other.Seen;
        for (var j = 0; j < _extreme.Length; j++)
            (_extreme[j], _defined[j]) = (_extreme[j] + other._extreme[j], _defined[j] + other._defined[j]);
        (_extremeOmnibus, _definedOmnibus) = (_extremeOmnibus + other._extremeOmnibus, _definedOmnibus + other._definedOmnibus);
    }

    /// <summary>The share of extreme arrangements, by coefficient.</summary>
    public double[] Shares() => [.. _extreme.Zip(_defined, (extreme, defined) => defined == 0 ? double.NaN : (double)extreme / defined)];

    /// <summary>The share of extreme omnibus statistics.</summary>
    public double OmnibusShare() => _definedOmnibus == 0 ? double.NaN : (double)_extremeOmnibus / _definedOmnibus;
}
