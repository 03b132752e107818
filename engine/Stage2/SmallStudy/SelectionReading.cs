using IpdEngine.Stage2.Inference;
using IpdEngine.Stage2.Univariate;

namespace IpdEngine.Stage2.SmallStudy;

/// <summary>A maximum of the likelihood as a fit on the scale of the effects.</summary>
/// <param name="effects">The table as it entered.</param>
/// <param name="options">The options in force.</param>
/// <param name="unadjusted">The fit without selection.</param>
/// <param name="design">The model matrix with its orthonormal columns.</param>
/// <param name="maximum">The maximum, in units of <paramref name="unit"/>.</param>
/// <param name="intervals">Where p-values fell.</param>
/// <param name="steps">Upper ends of the intervals.</param>
/// <param name="unit">One unit of the search in effects; negative where effects were turned.</param>
internal sealed class SelectionReading(
    EffectTable effects, SelectionOptions options, UnivariateFit unadjusted, OrthonormalDesign design, SelectionMaximum maximum, PValueIntervals intervals,
    double[] steps, double unit)
{
    private readonly int _p = design.P;
    private readonly double _critical = ReferenceDistribution.Critical(options.Level, double.PositiveInfinity);

    /// <summary>The fit.</summary>
    public SelectionFit Fit()
    {
        var k = effects.Yi.Length;
        var likelihood = maximum.LogLikelihood - k * Math.Log(Math.Abs(unit));
        var statistic = Math.Max(0, 2 * (likelihood - unadjusted.LogLikelihood));
        var few = intervals.Counts.Min();
        return new SelectionFit
        {
            Options = options,
            Unadjusted = unadjusted,
            Coefficients = Coefficients(),
            Tau2 = maximum.Point[_p] * unit * unit,
            Tau2StandardError = Error(_p) * unit * unit,
            Intervals = Weights(),
            LogLikelihood = likelihood,
            SelectionTest = new OmnibusTest(statistic, steps.Length - 1, double.PositiveInfinity, ReferenceDistribution.ChiSquaredUpperTail(statistic, steps.Length - 1)),
            Converged = maximum.Converged,
            Reason = maximum.Reason,
            Warnings = SmallStudyCaution.For(k, "The selection model",
                maximum.Converged ? null : $"no maximum of the likelihood was found, so that no standard error is shown: {maximum.Reason}",
                few < 3 ? $"an interval of p-values holds {few} effect{(few == 1 ? "" : "s")}: its weight is hardly known" : null),
        };
    }

    private double Error(int j) => maximum is { Converged: true, Covariance: { } covariance } ? Math.Sqrt(covariance[j * maximum.Point.Length + j]) : double.NaN;

    private Coefficient[] Coefficients()
    {
        var estimates = design.BackTransform(maximum.Point.AsSpan(0, _p));
        var block = new double[_p * _p];
        for (var a = 0; a < _p; a++)
            for (var b = 0; b < _p; b++)
                block[a * _p + b] = maximum is { Converged: true, Covariance: { } covariance } ? covariance[a * maximum.Point.Length + b] : double.NaN;
        var variances = design.BackTransformCovariance(block);
        return [.. estimates.Select((estimate, j) => PoolTests.Test(unadjusted.Coefficients[j].Term, estimate * unit,
            Math.Sqrt(variances[j, j]) * Math.Abs(unit), double.PositiveInfinity, _critical))];
    }

    private SelectionInterval[] Weights()
    {
        var weights = new SelectionInterval[steps.Length];
        for (var j = 0; j < steps.Length; j++)
        {
            var from = j == 0 ? 0 : steps[j - 1];
            if (j == 0)
            {
                weights[j] = new SelectionInterval(from, steps[j], intervals.Counts[j], 1, double.NaN, double.NaN, double.NaN, double.NaN);
                continue;
            }
            var delta = maximum.Point[_p + j];
            var error = Error(_p + j);
            weights[j] = new SelectionInterval(from, steps[j], intervals.Counts[j], delta, error,
                ReferenceDistribution.TwoSidedP((delta - 1) / error, double.PositiveInfinity), Math.Max(0, delta - _critical * error), delta + _critical * error);
        }
        return weights;
    }
}
