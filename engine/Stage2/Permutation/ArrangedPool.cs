using IpdEngine.Stage2.Inference;
using IpdEngine.Stage2.Univariate;

namespace IpdEngine.Stage2.Permutation;

/// <summary>A pool whose effects are rearranged in place and fitted again; one a thread.</summary>
internal sealed class ArrangedPool
{
    private readonly WeightedRegression _model;
    private readonly PoolOptions _options;
    private readonly bool _coefficient;
    private readonly int[] _moderators;

    /// <summary>Binds buffers to a design (rows in the order of the slots).</summary>
    public ArrangedPool(OrthonormalDesign design, int k, bool intercept, PoolOptions options, PermutationStatistic statistic)
    {
        (Y, V) = (new double[k], new double[k]);
        _model = new WeightedRegression(Y, V, design);
        (_options, _coefficient) = (options, statistic == PermutationStatistic.Coefficient);
        var first = intercept ? 1 : 0;
        _moderators = [.. Enumerable.Range(first, design.P - first)];
        Statistics = new double[design.P];
    }

    /// <summary>Effects by slot (k): written by the arrangement.</summary>
    public double[] Y { get; }

    /// <summary>Sampling variances by slot (k).</summary>
    public double[] V { get; }

    /// <summary>The statistic of each coefficient at the last fit.</summary>
    public double[] Statistics { get; }

    /// <summary>The omnibus statistic of the moderators at the last fit; NaN for a plain pool.</summary>
    public double Omnibus { get; private set; }

    /// <summary>Fits what stands in the buffers.</summary>
    public void Fit()
    {
        _model.Solve(TauSquared.Estimate(_model, _options.Estimator).Value);
        var scale = PoolTests.ScaleFactor(_model.ResidualSum, _model.K - _model.P, _options.Test);
        var beta = _model.Coefficients();
        var covariance = _model.InverseInformation();
        PoolTests.Scale(covariance, scale);
        for (var j = 0; j < beta.Length; j++)
            Statistics[j] = _coefficient ? beta[j] : beta[j] / Math.Sqrt(covariance[j, j]);
        // F is chi-square over a constant: the order of arrangements is the same, the tolerance of ties is metafor's on F.
        Omnibus = _moderators.Length == 0
            ? double.NaN
            : PoolTests.WaldForm(beta, covariance, _moderators) / (_options.Test == PoolTest.Z ? 1 : _moderators.Length);
    }
}
