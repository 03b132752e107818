using IpdEngine.Panel;

namespace IpdEngine.Intake.Quality;

/// <summary>An item in its scale, after items that are keyed the other way were turned.</summary>
/// <param name="Item">Number of the item, from 1.</param>
/// <param name="Mean">Mean answer.</param>
/// <param name="Sd">Standard deviation of the answers.</param>
/// <param name="Loading">Loading on the one factor, of the standardised item.</param>
/// <param name="RestCorrelation">Correlation with the sum of the other items (psych's <c>r.drop</c>).</param>
/// <param name="AlphaWithout">Alpha of the other items; NaN where they are fewer than two.</param>
public sealed record ItemReliability(int Item, double Mean, double Sd, double Loading, double RestCorrelation, double AlphaWithout)
{
    /// <summary>True where the item runs against the others: it may be keyed the other way than the instrument's key says.</summary>
    public bool RunsAgainst => RestCorrelation < 0;

    internal static ItemReliability Of(ItemMoments moments, int item, double[]? loadings)
    {
        var (variance, rest, across) = (moments.Covariance(item, item), 0.0, 0.0);
        var trace = 0.0;
        for (var i = 0; i < moments.Items; i++)
        {
            if (i == item)
                continue;
            across += moments.Covariance(item, i);
            trace += moments.Covariance(i, i);
            for (var j = 0; j < moments.Items; j++)
                rest += j == item ? 0 : moments.Covariance(i, j);
        }
        double others = moments.Items - 1;
        return new ItemReliability(item + 1, moments.Means[item], Math.Sqrt(variance), loadings?[item] ?? double.NaN, across / Math.Sqrt(variance * rest),
            others > 1 ? others / (others - 1) * (1 - trace / rest) : double.NaN);
    }
}
