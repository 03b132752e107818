using IpdEngine.Stage2.Multivariate;

namespace IpdEngine.Stage2.Multilevel;

/// <summary>Where the search for the maximum of the likelihood starts: the heterogeneity of ordinary least squares, dealt out in several ways.</summary>
internal sealed class StartingPoints
{
    // Of the heterogeneity: what the term in the lead gets, the others share the rest.
    private const double Lead = 0.9;

    private readonly EffectBlocks _data;
    private readonly double[][] _variances;

    public StartingPoints(EffectBlocks data)
    {
        _data = data;
        var (squares, sampling) = Squares(data);
        MeanSampling = sampling.Average();
        _variances = [.. data.Terms.Select(term => Variances(term, squares, sampling))];
    }

    /// <summary>Mean of the sampling variances.</summary>
    public double MeanSampling { get; }

    /// <summary>Heterogeneity of the inner levels of term t.</summary>
    public ReadOnlySpan<double> Of(int t) => _variances[t];

    /// <summary>The points: each term once in the lead, all alike, and one close to zero.</summary>
    public IEnumerable<double[]> All(IReadOnlyList<BetweenModel> models)
    {
        var terms = models.Count;
        yield return Point(models, t => 1.0 / terms, 0.3);
        if (terms == 1)
        {
            if (_data.Terms[0].Order > 1)
                yield return Point(models, _ => 1, 0);
            yield return Point(models, _ => 0.05, 0.6);
            yield break;
        }
        for (var lead = 0; lead < terms; lead++)
        {
            var ahead = lead;
            yield return Point(models, t => t == ahead ? Lead : (1 - Lead) / (terms - 1), 0);
        }
    }

    private double[] Point(IReadOnlyList<BetweenModel> models, Func<int, double> share, double correlation)
    {
        var point = new List<double>();
        for (var t = 0; t < models.Count; t++)
            point.AddRange(models[t].Start([.. _variances[t].Select(v => v * share(t))], correlation));
        return [.. point];
    }

    // Hedges' estimate an inner level, at least a tenth of its mean sampling variance, so that no search starts on the boundary.
    private static double[] Variances(TermLayout term, double[] squares, double[] sampling)
    {
        double[] sum = new double[term.Order], noise = new double[term.Order], count = new double[term.Order];
        for (var i = 0; i < squares.Length; i++)
        {
            sum[term.Inner[i]] += squares[i];
            noise[term.Inner[i]] += sampling[i];
            count[term.Inner[i]]++;
        }
        return [.. Enumerable.Range(0, term.Order).Select(j => count[j] > 0 ? Math.Max(sum[j] - noise[j], 0.1 * noise[j]) / count[j] : 0)];
    }

    // Squared residuals of ordinary least squares, made up for the degrees of freedom they lost, and sampling variances.
    private static (double[] Squares, double[] Sampling) Squares(EffectBlocks data)
    {
        var (k, p, z) = (data.K, data.P, data.Design.Z);
        var b = new double[p];
        for (var i = 0; i < k; i++)
            for (var j = 0; j < p; j++)
                b[j] += z[i * p + j] * data.Y[i];
        double[] squares = new double[k], sampling = new double[k];
        for (var i = 0; i < k; i++)
        {
            var e = data.Y[i];
            for (var j = 0; j < p; j++)
                e -= z[i * p + j] * b[j];
            squares[i] = e * e * k / (k - p);
        }
        foreach (var block in data.Blocks)
            for (var r = 0; r < block.N; r++)
                sampling[block.Rows[r]] = block.S[r * block.N + r];
        return (squares, sampling);
    }
}
