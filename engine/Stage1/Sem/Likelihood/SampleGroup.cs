using IpdEngine.Stage1.Sem.Observations;
using IpdEngine.Stage1.Sem.Ram;

namespace IpdEngine.Stage1.Sem.Likelihood;

/// <summary>One group of a sample with what belongs to its data alone, each computed once.</summary>
internal sealed class SampleGroup
{
    // Above this number of variables the information in all moments is not formed.
    private const int LargestWithInformation = 60;
    private SaturatedMoments? _saturated;
    private SaturatedScores? _scores;
    private SampleMoments? _moments;

    public SampleGroup(PatternTable table)
    {
        Table = table;
        Likelihood = new NormalLikelihood(table);
        Available = AvailableMoments.Of(table);
    }

    /// <summary>The data.</summary>
    public PatternTable Table { get; }

    /// <summary>Their likelihood.</summary>
    public NormalLikelihood Likelihood { get; }

    /// <summary>Means and variances of the observed values.</summary>
    public AvailableMoments Available { get; }

    /// <summary>Means and covariances over rows that have both variables, with divisor n of those rows.</summary>
    public SampleMoments Moments => _moments ??= Pairwise();

    /// <summary>The saturated model.</summary>
    /// <param name="mean">Where its search may begin.</param>
    /// <param name="covariance">The same.</param>
    /// <param name="cancellation">Stops the search.</param>
    public SaturatedMoments Saturated(double[] mean, double[] covariance, CancellationToken cancellation) =>
        _saturated ??= IsComplete && Table.Columns > LargestWithInformation
            ? SaturatedMoments.OfComplete(Likelihood, Moments)
            : IsComplete
            ? SaturatedMoments.Estimate(Likelihood, Moments.Mean, Moments.Covariance, cancellation)
            : SaturatedMoments.Estimate(Likelihood, mean, covariance, cancellation);

    /// <summary>Information and scores at the saturated moments; the likelihood is left there.</summary>
    public SaturatedScores Scores(SaturatedMoments saturated) => _scores ??= SaturatedScores.Of(Likelihood, saturated);

    /// <summary>True where no value is missing.</summary>
    public bool IsComplete => Table.PatternCount == 1 && Table.Patterns[0].Observed.Length == Table.Columns;

    /// <summary>True where a column has a value in every row.</summary>
    public bool IsCompleteIn(int column) => Available.Count[column] == Table.Count;

    private SampleMoments Pairwise()
    {
        var p = Table.Columns;
        double[] covariance = new double[p * p], count = new double[p * p];
        foreach (var pattern in Table.Patterns)
        {
            foreach (var i in pattern.Observed)
            {
                foreach (var j in pattern.Observed)
                {
                    if (j < i)
                        continue;
                    var sum = 0.0;
                    for (var row = pattern.First; row < pattern.First + pattern.Count; row++)
                        sum = Math.FusedMultiplyAdd(Table.Rows[row * Table.Stride + i] - Available.Mean[i], Table.Rows[row * Table.Stride + j] - Available.Mean[j], sum);
                    covariance[i * p + j] += sum;
                    count[i * p + j] += pattern.Count;
                }
            }
        }

        for (var i = 0; i < p; i++)
            for (var j = i; j < p; j++)
                covariance[i * p + j] = covariance[j * p + i] = covariance[i * p + j] / count[i * p + j];
        return new SampleMoments(Available.Mean, covariance);
    }
}
