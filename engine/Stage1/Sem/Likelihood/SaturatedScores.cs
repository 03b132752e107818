using IpdEngine.Numerics;

namespace IpdEngine.Stage1.Sem.Likelihood;

/// <summary>Information and scores at the saturated maximum, of the whole sample.</summary>
/// <param name="Information">A1, observed, m x m.</param>
/// <param name="Inverse">A1^-1; null where A1 is not positive definite.</param>
/// <param name="Meat">B1, m x m.</param>
/// <param name="Complete">The information that complete data of the same N would hold, m x m.</param>
internal sealed record SaturatedScores(double[] Information, double[]? Inverse, double[] Meat, double[] Complete)
{
    /// <summary>Evaluates at the saturated moments; the likelihood is left there.</summary>
    public static SaturatedScores Of(NormalLikelihood likelihood, SaturatedMoments saturated)
    {
        var (m, p, n) = (likelihood.MomentCount, likelihood.Table.Columns, likelihood.Table.Count);
        likelihood.Evaluate(saturated.Mean, saturated.Covariance);
        double[] information = new double[m * m], factor = new double[m * m], meat = new double[m * m], scores = new double[n * m];
        for (var i = 0; i < m * m; i++)
            information[i] = 0.5 * saturated.Observed[i];
        information.CopyTo(factor, 0);
        double[]? inverse = null;
        if (Cholesky.TryFactor(factor, m, 1e-13))
        {
            inverse = new double[m * m];
            Cholesky.Inverse(factor, m, inverse);
        }

        likelihood.Scores(scores);
        ScoreProducts.Sum(scores, m, likelihood.Table, meat);
        return new SaturatedScores(information, inverse, meat, CompleteInformation(saturated.Covariance, p, n));
    }

    // N times Sigma^-1 for the means and D'(Sigma^-1 kron Sigma^-1)D / 2 for the covariances.
    private static double[] CompleteInformation(double[] covariance, int p, int n)
    {
        var pairs = Vech.Count(p);
        var m = p + pairs;
        double[] factor = (double[])covariance.Clone(), inverse = new double[p * p], block = new double[pairs * pairs], complete = new double[m * m];
        Cholesky.Factor(factor, p);
        Cholesky.Inverse(factor, p, inverse);
        Vech.AddDuplicatedKronecker(inverse, p, 0.5 * n, block);
        for (var i = 0; i < p; i++)
            for (var j = 0; j < p; j++)
                complete[i * m + j] = n * inverse[i * p + j];
        for (var i = 0; i < pairs; i++)
            block.AsSpan(i * pairs, pairs).CopyTo(complete.AsSpan((p + i) * m + p));
        return complete;
    }
}
