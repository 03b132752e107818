namespace IpdEngine.Stage2.Multivariate;

/// <summary>The vectors of all studies in ordinal order of id, each with the outcomes it has.</summary>
internal sealed class StudyVectors
{
    /// <summary>Reads a table that was admitted.</summary>
    public StudyVectors(EffectVectorTable table, int[]? order)
    {
        (K, P) = (table.Ids.Count, table.Outcomes.Count);
        (Y, S, Observed) = (new double[K * P], new double[K * P * P], new int[K][]);
        for (var i = 0; i < K; i++)
        {
            var row = order is null ? i : order[i];
            Observed[i] = [.. Enumerable.Range(0, P).Where(j => !double.IsNaN(table.Y[row][j]))];
            Count += Observed[i].Length;
            foreach (var a in Observed[i])
            {
                Y[i * P + a] = table.Y[row][a];
                foreach (var b in Observed[i])
                    S[(i * P + a) * P + b] = 0.5 * (table.S[row][a, b] + table.S[row][b, a]);
            }
        }
    }

    /// <summary>Studies.</summary>
    public int K { get; }

    /// <summary>Outcomes.</summary>
    public int P { get; }

    /// <summary>Estimates in all (n).</summary>
    public int Count { get; }

    /// <summary>Estimates (k x p), 0 where a study lacks the outcome.</summary>
    public double[] Y { get; }

    /// <summary>Sampling covariances (k x p x p), 0 where a study lacks the outcome.</summary>
    public double[] S { get; }

    /// <summary>Outcomes that each study has, ascending.</summary>
    public int[][] Observed { get; }

    /// <summary>Mean sampling variance of an outcome over the studies that have it.</summary>
    public double MeanSamplingVariance(int outcome)
    {
        double sum = 0, count = 0;
        for (var i = 0; i < K; i++)
            if (Array.IndexOf(Observed[i], outcome) >= 0)
                (sum, count) = (sum + S[(i * P + outcome) * P + outcome], count + 1);
        return sum / count;
    }
}
