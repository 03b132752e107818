namespace IpdEngine.Panel;

/// <summary>What is kept of the items of a scale when they are let go: means and covariances, no answer of anybody.</summary>
/// <param name="Measure"><c>alliance</c>, <c>symptom</c> or the extra measure's own name.</param>
/// <param name="Incomplete">Sessions with some of the items answered and some not; they are in none of the moments.</param>
/// <param name="First">Over the first completely answered session of each participant.</param>
/// <param name="Pooled">Over all completely answered sessions, as if each were another person's.</param>
/// <param name="Within">Over all completely answered sessions, of the deviations from each participant's own means.</param>
/// <remarks>Items stand in the order of the instrument; those keyed the other way are turned, so that all point where the scale's score points before it is turned to the construct.</remarks>
public sealed record ScaleItems(string Measure, long Incomplete, ItemMoments First, ItemMoments Pooled, ItemMoments Within);

/// <summary>Means and covariances of the items of a scale.</summary>
/// <param name="Rows">Sessions that they rest on.</param>
/// <param name="Freedom">What the sums of products were divided by: rows less one, or less the number of participants for deviations within.</param>
/// <param name="Means">Mean of each item, in the units of its answers.</param>
/// <param name="Covariances">Upper triangle with the diagonal, row by row: items x (items + 1) / 2.</param>
public sealed record ItemMoments(long Rows, long Freedom, IReadOnlyList<double> Means, IReadOnlyList<double> Covariances)
{
    /// <summary>Number of items.</summary>
    public int Items => Means.Count;

    /// <summary>Covariance of two items, from 0; NaN where the sums rest on too few rows.</summary>
    public double Covariance(int a, int b)
    {
        var (i, j) = a < b ? (a, b) : (b, a);
        return Covariances[i * Items - i * (i - 1) / 2 + (j - i)];
    }
}
