namespace IpdEngine.Intake.Quality;

/// <summary>What a one-way random-effects model needs of its groups: persons with the same number of values are one, so that the cost is that of the different numbers.</summary>
internal sealed class PersonGroups
{
    private const int GridPoints = 64;
    private const double LargestRatio = 1e12;

    private readonly SortedDictionary<int, (int Groups, double Means, double Squares)> _sizes = [];
    private double _origin = double.NaN;
    private double _within;

    /// <summary>Number of groups.</summary>
    public int Groups { get; private set; }

    /// <summary>Number of values.</summary>
    public int Values { get; private set; }

    /// <summary>Takes up a group.</summary>
    /// <param name="n">Its values.</param>
    /// <param name="mean">Their mean.</param>
    /// <param name="squares">Sum of squared deviations from it.</param>
    public void Add(int n, double mean, double squares)
    {
        // Means are taken from the first of them, so that their squares lose no digits.
        _origin = double.IsNaN(_origin) ? mean : _origin;
        var (groups, means, sum) = _sizes.GetValueOrDefault(n);
        _sizes[n] = (groups + 1, means + (mean - _origin), sum + (mean - _origin) * (mean - _origin));
        (Groups, Values, _within) = (Groups + 1, Values + n, _within + squares);
    }

    /// <summary>Variances between (may be negative) and within by analysis of variance (Searle, Casella and McCulloch 1992, section 3.6); NaN where they cannot be told.</summary>
    public (double Between, double Within) Anova()
    {
        if (Groups < 2 || Values <= Groups)
            return (double.NaN, double.NaN);
        var grand = _sizes.Sum(size => size.Key * size.Value.Means) / Values;
        var between = _sizes.Sum(size => size.Key * Squares(size.Value, grand)) / (Groups - 1);
        var within = _within / (Values - Groups);
        var n0 = (Values - _sizes.Sum(size => (double)size.Key * size.Key * size.Value.Groups) / Values) / (Groups - 1);
        return ((between - within) / n0, within);
    }

    /// <summary>Share of the variance between by restricted maximum likelihood; 0 where its maximum stands at the bound.</summary>
    /// <remarks>The criterion, the residual variance profiled out, is searched over the share itself: a grid for its highest basin, then the zero of its derivative by halving.</remarks>
    public double RemlIcc()
    {
        if (Groups < 2 || Values <= Groups || !(_within > 0))
            return double.NaN;
        var best = 0;
        for (var i = 1; i < GridPoints; i++)
            if (Criterion(Ratio(i)).Value < Criterion(Ratio(best)).Value)
                best = i;
        var (low, high) = (Ratio(Math.Max(0, best - 1)), best + 1 < GridPoints ? Ratio(best + 1) : LargestRatio);
        if (best == 0 && Criterion(0).Slope >= 0)
            return 0;
        for (var halving = 0; halving < 200 && high - low > 1e-14 * high; halving++)
        {
            var middle = (low + high) / 2;
            (low, high) = Criterion(middle).Slope < 0 ? (middle, high) : (low, middle);
        }
        return high / (1 + high);
    }

    private static double Ratio(int point) => point / (double)GridPoints / (1 - point / (double)GridPoints);

    /// <summary>-2 log restricted likelihood but for constants, and its slope, at a ratio of the variance between to that within.</summary>
    private (double Value, double Slope) Criterion(double ratio)
    {
        var (weights, weighted, logs) = (0.0, 0.0, 0.0);
        foreach (var (n, size) in _sizes)
        {
            var weight = n / (1 + n * ratio);
            weights += size.Groups * weight;
            weighted += weight * size.Means;
            logs += size.Groups * Math.Log(1 + n * ratio);
        }
        var mean = weighted / weights;
        var (quadratic, steep, squared) = (_within, 0.0, 0.0);
        foreach (var (n, size) in _sizes)
        {
            var weight = n / (1 + n * ratio);
            var squares = Squares(size, mean);
            quadratic += weight * squares;
            steep += weight * weight * squares;
            squared += size.Groups * weight * weight;
        }
        return ((Values - 1) * Math.Log(quadratic) + logs + Math.Log(weights), -(Values - 1) * steep / quadratic + weights - squared / weights);
    }

    /// <summary>Sum of squared distances of the means of one size from a point.</summary>
    private static double Squares((int Groups, double Means, double Squares) size, double from) => size.Squares - 2 * from * size.Means + size.Groups * from * from;
}
