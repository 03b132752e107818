using IpdEngine.Stage1.Sem.Observations;

namespace IpdEngine.Stage1.Sem.Likelihood;

/// <summary>Each column's mean and variance (divisor n) over its observed values: the independence model's maximum likelihood estimates.</summary>
/// <param name="Mean">Means, p.</param>
/// <param name="Variance">Variances, p.</param>
/// <param name="Count">Observed values, p.</param>
internal sealed record AvailableMoments(double[] Mean, double[] Variance, int[] Count)
{
    public static AvailableMoments Of(PatternTable table)
    {
        var (mean, variance, count) = (new double[table.Columns], new double[table.Columns], new int[table.Columns]);
        foreach (var pattern in table.Patterns)
        {
            foreach (var column in pattern.Observed)
            {
                count[column] += pattern.Count;
                mean[column] += pattern.Count * pattern.Mean[column];
            }
        }

        for (var column = 0; column < table.Columns; column++)
            mean[column] /= count[column];
        foreach (var pattern in table.Patterns)
        {
            foreach (var column in pattern.Observed)
            {
                for (var row = pattern.First; row < pattern.First + pattern.Count; row++)
                {
                    var deviation = table.Rows[row * table.Stride + column] - mean[column];
                    variance[column] += deviation * deviation;
                }
            }
        }

        for (var column = 0; column < table.Columns; column++)
            variance[column] /= count[column];
        return new AvailableMoments(mean, variance, count);
    }
}
