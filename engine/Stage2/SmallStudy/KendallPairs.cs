namespace IpdEngine.Stage2.SmallStudy;

/// <summary>Concordant and discordant pairs of two rankings.</summary>
/// <remarks>Kendall 1970, Rank Correlation Methods; p as R's cor.test has it.</remarks>
internal sealed class KendallPairs
{
    private readonly int _n;
    private readonly long _difference;
    private readonly TieSums _x;
    private readonly TieSums _y;

    /// <summary>Counts the pairs of two columns of equal length, in n^2 / 2 comparisons.</summary>
    public KendallPairs(double[] first, double[] second)
    {
        _n = first.Length;
        for (var i = 1; i < _n; i++)
            for (var j = 0; j < i; j++)
                _difference += first[i].CompareTo(first[j]) * second[i].CompareTo(second[j]);
        (_x, _y) = (TieSums.Of(first), TieSums.Of(second));
    }

    private double Pairs => 0.5 * _n * (_n - 1.0);

    /// <summary>True where some values of a column are equal.</summary>
    public bool HasTies => _x.Pairs > 0 || _y.Pairs > 0;

    /// <summary>True where a column has one value alone.</summary>
    public bool AllTied => _x.Pairs >= Pairs || _y.Pairs >= Pairs;

    /// <summary>tau-b, which is tau where nothing is tied.</summary>
    public double TauB => _difference / (Math.Sqrt(Pairs - _x.Pairs) * Math.Sqrt(Pairs - _y.Pairs));

    /// <summary>The difference of concordant and discordant pairs over its standard error, ties allowed for.</summary>
    public double Z
    {
        get
        {
            double m = _n;
            var variance = (m * (m - 1) * (2 * m + 5) - _x.Spread - _y.Spread) / 18 + 4 * _x.Pairs * _y.Pairs / (2 * m * (m - 1));
            if (_n > 2)
                variance += _x.Triples * _y.Triples / (9 * m * (m - 1) * (m - 2));
            return _difference / Math.Sqrt(variance);
        }
    }

    /// <summary>Two-sided exact p where nothing is tied.</summary>
    public double ExactP()
    {
        var most = _n * (_n - 1) / 2;
        var concordant = (int)((most + _difference) / 2);
        return Math.Min(1, 2 * LowerTail(Math.Min(concordant, most - concordant)));
    }

    /// <summary>P(concordant pairs &lt;= q) under independence: each further study concords with 0 to all of those before it, each as likely.</summary>
    private double LowerTail(int q)
    {
        var current = new double[q + 1];
        var next = new double[q + 1];
        current[0] = 1;
        for (var m = 2; m <= _n; m++)
        {
            var window = 0.0;
            for (var j = 0; j <= q; j++)
            {
                window += current[j];
                if (j >= m)
                    window -= current[j - m];
                next[j] = window / m;
            }
            (current, next) = (next, current);
        }
        var sum = 0.0;
        foreach (var p in current)
            sum += p;
        return sum;
    }

    /// <summary>Sums over groups of t equal values: t(t-1)/2, t(t-1)(2t+5), t(t-1)(t-2).</summary>
    private readonly record struct TieSums(double Pairs, double Spread, double Triples)
    {
        public static TieSums Of(double[] values)
        {
            double pairs = 0, spread = 0, triples = 0;
            foreach (var group in values.GroupBy(value => value))
            {
                double t = group.Count();
                pairs += t * (t - 1) / 2;
                spread += t * (t - 1) * (2 * t + 5);
                triples += t * (t - 1) * (t - 2);
            }
            return new TieSums(pairs, spread, triples);
        }
    }
}
