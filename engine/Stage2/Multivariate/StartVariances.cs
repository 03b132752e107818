namespace IpdEngine.Stage2.Multivariate;

/// <summary>Between-study variances at which a search starts.</summary>
internal static class StartVariances
{
    /// <summary>Hedges' estimate of each outcome, but at least a tenth of its mean sampling variance, so that no search starts on the boundary.</summary>
    public static double[] Of(StudyVectors data)
    {
        var start = new double[data.P];
        for (var j = 0; j < data.P; j++)
        {
            double count = 0, mean = 0, spread = 0;
            var sampling = data.MeanSamplingVariance(j);
            for (var i = 0; i < data.K; i++)
                if (Array.IndexOf(data.Observed[i], j) >= 0)
                    (count, mean) = (count + 1, mean + data.Y[i * data.P + j]);
            mean /= count;
            for (var i = 0; i < data.K; i++)
                if (Array.IndexOf(data.Observed[i], j) >= 0)
                    spread += Math.Pow(data.Y[i * data.P + j] - mean, 2) / (count - 1);
            start[j] = Math.Max(spread - sampling, 0.1 * sampling);
        }
        return start;
    }
}
