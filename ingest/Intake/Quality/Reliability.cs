using IpdEngine.Panel;

namespace IpdEngine.Intake.Quality;

/// <summary>What the moments of a scale's items rest on.</summary>
public enum ReliabilityBasis
{
    /// <summary>The first completely answered session of each participant: independent rows, the only ones with a standard error.</summary>
    FirstSession,

    /// <summary>All completely answered sessions, as if each were another person's.</summary>
    Pooled,

    /// <summary>Deviations from each participant's own means: how reliably changes within a person are told.</summary>
    WithinPersons,
}

/// <summary>Reliability of a scale whose items were read, from completely answered sessions alone.</summary>
/// <param name="Measure">The measure.</param>
/// <param name="Instrument">Its instrument.</param>
/// <param name="Basis">What it rests on.</param>
/// <param name="N">Sessions (for the first session: participants); null where masked.</param>
/// <param name="Incomplete">Sessions left out because some of the items were not answered; null where masked.</param>
/// <param name="Alpha">Cronbach's alpha of the items as they are added up, not standardised (Cronbach 1951).</param>
/// <param name="AlphaSe">Its standard error (Duhachek and Iacobucci 2004); NaN where rows are not independent.</param>
/// <param name="Omega">McDonald's omega total of one factor by minimum residuals: 1 - sum of uniquenesses / sum of correlations, items standardised (McDonald 1999; psych's <c>omega.tot</c>).</param>
/// <param name="Items">The items one by one.</param>
/// <param name="Reason">Why figures are missing; null where none is.</param>
public sealed record Reliability(
    string Measure, string Instrument, ReliabilityBasis Basis, int? N, int? Incomplete, double Alpha, double AlphaSe, double Omega, IReadOnlyList<ItemReliability> Items, string? Reason)
{
    private const double Normal95 = 1.959963984540054;

    /// <summary>Lower 95 % limit of alpha: 1.96 standard errors below.</summary>
    public double AlphaLow => Alpha - Normal95 * AlphaSe;

    /// <summary>Upper 95 % limit of alpha, at most 1.</summary>
    public double AlphaHigh => Math.Min(1, Alpha + Normal95 * AlphaSe);

    internal static IEnumerable<Reliability> Of(ScaleItems scale, string instrument) =>
    [
        Of(scale, instrument, ReliabilityBasis.FirstSession, scale.First),
        Of(scale, instrument, ReliabilityBasis.Pooled, scale.Pooled),
        Of(scale, instrument, ReliabilityBasis.WithinPersons, scale.Within),
    ];

    internal Reliability Masked() => N >= SmallCells.Fewest
        ? this with { N = SmallCells.Count(N), Incomplete = SmallCells.Count(Incomplete) }
        : this with { N = null, Incomplete = SmallCells.Count(Incomplete), Alpha = double.NaN, AlphaSe = double.NaN, Omega = double.NaN, Items = [], Reason = "fewer than 5 sessions" };

    private static Reliability Of(ScaleItems scale, string instrument, ReliabilityBasis basis, ItemMoments moments)
    {
        var items = moments.Items;
        var none = new Reliability(scale.Measure, instrument, basis, (int)moments.Rows, (int)scale.Incomplete, double.NaN, double.NaN, double.NaN, [], null);
        if (moments.Freedom < 2)
            return none with { Reason = "too few completely answered sessions" };
        for (var i = 0; i < items; i++)
            if (!(moments.Covariance(i, i) > 0))
                return none with { Reason = $"all answers to item {i + 1} are equal" };
        var (trace, sum, correlations) = (0.0, 0.0, new double[items, items]);
        for (var i = 0; i < items; i++)
        {
            trace += moments.Covariance(i, i);
            for (var j = 0; j < items; j++)
            {
                sum += moments.Covariance(i, j);
                correlations[i, j] = i == j ? 1 : moments.Covariance(i, j) / Math.Sqrt(moments.Covariance(i, i) * moments.Covariance(j, j));
            }
        }
        if (!(sum > 1e-12 * trace))
            return none with { Reason = "the items cancel each other out: their sum hardly varies" };
        var loadings = OneFactor.Loadings(correlations);
        return none with
        {
            Alpha = items / (items - 1.0) * (1 - trace / sum),
            AlphaSe = basis == ReliabilityBasis.FirstSession ? StandardError(moments, trace, sum) : double.NaN,
            Omega = loadings is null ? double.NaN : 1 - loadings.Sum(loading => 1 - loading * loading) / correlations.Cast<double>().Sum(),
            Items = [.. Enumerable.Range(0, items).Select(item => ItemReliability.Of(moments, item, loadings))],
            Reason = loadings is null ? "no single factor was found" : null,
        };
    }

    /// <summary>
    /// sqrt(Q / n), Q = 2 p^2 / ((p - 1)^2 (1'V1)^3) [1'V1 (tr V^2 + tr(V)^2) - 2 tr(V) 1'V^2 1], V the covariances of p items (Duhachek and Iacobucci 2004, equation 2; normal answers).
    /// </summary>
    private static double StandardError(ItemMoments moments, double trace, double sum)
    {
        var (p, squares, rows) = ((double)moments.Items, 0.0, 0.0);
        for (var i = 0; i < moments.Items; i++)
        {
            var row = 0.0;
            for (var j = 0; j < moments.Items; j++)
            {
                var covariance = moments.Covariance(i, j);
                squares += covariance * covariance;
                row += covariance;
            }
            rows += row * row;
        }
        var q = 2 * p * p / ((p - 1) * (p - 1) * sum * sum * sum) * (sum * (squares + trace * trace) - 2 * trace * rows);
        return Math.Sqrt(q / moments.Rows);
    }
}
