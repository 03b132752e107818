using IpdEngine.Numerics;
using IpdEngine.Stage1.Sem.Likelihood;

namespace IpdEngine.Stage1.Sem.Fit;

/// <summary>
/// The baseline model of one group: every variable with its own mean and variance, none related to another but exogenous covariates among themselves.
/// Closed form, whatever is missing.
/// </summary>
/// <param name="Mean">Its means, p.</param>
/// <param name="Covariance">Its covariances, p x p.</param>
/// <param name="Deviance">-2 log L.</param>
/// <param name="FixedDeviance">The part of -2 log L that fixed covariates alone have, in every model.</param>
/// <param name="ScoreTrace">tr(B0 E^-1) over its free parameters: its part of the Yuan-Bentler-Mplus scaling.</param>
internal sealed record Baseline(double[] Mean, double[] Covariance, double Deviance, double FixedDeviance, double ScoreTrace)
{
    /// <summary>The baseline of a group, with clusters as the fit has them.</summary>
    /// <param name="group">The data.</param>
    /// <param name="covariates">p: true for exogenous covariates, which covary.</param>
    /// <param name="fixedCovariates">p: true for those whose moments are no parameters.</param>
    /// <param name="means">True where means count.</param>
    public static Baseline Of(SampleGroup group, bool[] covariates, bool[] fixedCovariates, bool means)
    {
        var (moments, p) = (group.Available, covariates.Length);
        var deviance = 0.0;
        var covariance = new double[p * p];
        for (var j = 0; j < p; j++)
        {
            covariance[j * p + j] = moments.Variance[j];
            if (!covariates[j])
                deviance += moments.Count[j] * (Math.Log(2 * Math.PI) + Math.Log(moments.Variance[j]) + 1);
        }

        int[] related = [.. Enumerable.Range(0, p).Where(j => covariates[j])];
        var joint = related.Length == 0 ? 0 : JointDeviance(group, related, covariance, p);
        return new Baseline(
            moments.Mean, covariance, deviance + joint, fixedCovariates.Contains(true) ? joint : 0, TraceOfScores(group, fixedCovariates, means));
    }

    // -2 log L of covariates at their own sample moments, which go into the matrix too.
    private static double JointDeviance(SampleGroup group, int[] related, double[] covariance, int p)
    {
        var (k, block) = (related.Length, new double[related.Length * related.Length]);
        for (var i = 0; i < k; i++)
            for (var j = 0; j < k; j++)
                block[i * k + j] = covariance[related[i] * p + related[j]] = group.Moments.Covariance[related[i] * p + related[j]];
        return Cholesky.TryFactor(block, k) ? group.Table.Count * (k * (Math.Log(2 * Math.PI) + 1) + Cholesky.LogDeterminant(block, k)) : double.NaN;
    }

    // Scores z/sd of the mean and (z^2 - 1)/(2 v) of the variance, information n/v and n/(2 v^2), block by block.
    private static double TraceOfScores(SampleGroup group, bool[] fixedCovariates, bool means)
    {
        var (table, moments) = (group.Table, group.Available);
        var clusters = table.ClusterCount > 0;
        var units = clusters ? table.ClusterCount : table.Count;
        var total = 0.0;
        var (first, second) = (new double[units], new double[units]);
        for (var j = 0; j < table.Columns; j++)
        {
            if (fixedCovariates[j])
                continue;
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
                    var unit = clusters ? table.Clusters[row] : row;
                    first[unit] += z;
                    second[unit] += z * z - 1;
                }
            }

            var sum = 0.0;
            for (var unit = 0; unit < units; unit++)
                sum += (means ? first[unit] * first[unit] : 0) + 0.5 * second[unit] * second[unit];
            total += sum / moments.Count[j];
        }

        return clusters ? total * units / (units - 1) : total;
    }
}
