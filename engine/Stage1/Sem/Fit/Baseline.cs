using IpdEngine.Stage1.Sem.Likelihood;
using IpdEngine.Stage1.Sem.Observations;

namespace IpdEngine.Stage1.Sem.Fit;

/// <summary>The baseline model: every variable with its own mean and variance, none related to another. Closed form, whatever is missing.</summary>
/// <param name="Moments">Means and variances.</param>
/// <param name="Deviance">-2 log L.</param>
/// <param name="ScoreTrace">tr(B0 E^-1): its part of the Yuan-Bentler-Mplus scaling.</param>
internal sealed record Baseline(AvailableMoments Moments, double Deviance, double ScoreTrace)
{
    /// <summary>The baseline of a data set, with clusters as the fit has them.</summary>
    public static Baseline Of(PatternTable table, AvailableMoments moments)
    {
        var deviance = 0.0;
        for (var j = 0; j < table.Columns; j++)
            deviance += moments.Count[j] * (Math.Log(2 * Math.PI) + Math.Log(moments.Variance[j]) + 1);
        return new Baseline(moments, deviance, TraceOfScores(table, moments));
    }

    // Scores z/sd of the mean and (z^2 - 1)/(2 v) of the variance, information n/v and n/(2 v^2), block by block.
    private static double TraceOfScores(PatternTable table, AvailableMoments moments)
    {
        var clusters = table.ClusterCount > 0;
        var groups = clusters ? table.ClusterCount : table.Count;
        var total = 0.0;
        var (first, second) = (new double[groups], new double[groups]);
        for (var j = 0; j < table.Columns; j++)
        {
            Array.Clear(first);
            Array.Clear(second);
            var sd = Math.Sqrt(moments.Variance[j]);
            foreach (var pattern in table.Patterns)
            {
                if (pattern.Mask[j] == 0)
                    continue;
                for (var row = pattern.First; row < pattern.First + pattern.Count; row++)
                {
                    var z = (table.Rows[row * table.Stride + j] - moments.Mean[j]) / sd;
                    var group = clusters ? table.Clusters[row] : row;
                    first[group] += z;
                    second[group] += z * z - 1;
                }
            }

            var sum = 0.0;
            for (var group = 0; group < groups; group++)
                sum += first[group] * first[group] + 0.5 * second[group] * second[group];
            total += sum / moments.Count[j];
        }

        return clusters ? total * groups / (groups - 1) : total;
    }
}
