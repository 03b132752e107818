using IpdEngine.Numerics.Minimisation;
using IpdEngine.Numerics.Random;

namespace IpdEngine.Simulation.Stress;

/// <summary>The highest likelihood that BFGS finds from ten starts of its own: no derivative beyond the first, no knowledge of stage 1's answer.</summary>
internal static class SecondOptimiser
{
    /// <summary>Starts: one moderate, the others drawn.</summary>
    public const int Starts = 10;

    /// <summary>Largest element of the gradient at a maximum, over |-2 log L|.</summary>
    public const double Tolerance = 1e-7;

    private const int MostIterations = 1000;
    private const int StartStream = 3;

    /// <summary>The end of every start, in order.</summary>
    public static IReadOnlyList<Minimum> Search(DirectLikelihood likelihood, DirectSample sample, ulong seed, int number)
    {
        var stream = Streams.At(seed, number, StartStream);
        return From(likelihood, Enumerable.Range(0, Starts).Select(start => Start(likelihood, sample, start == 0 ? null : stream)));
    }

    /// <summary>The ends of searches from given points.</summary>
    public static IReadOnlyList<Minimum> From(DirectLikelihood likelihood, IEnumerable<double[]> points) =>
        [.. points.Select(point => QuasiNewtonMinimiser.Minimise(likelihood.Evaluate, point, tolerance: Tolerance, maximumIterations: MostIterations))];

    // Variances add up to the sample's at every wave; lags are pulled in until the residuals are a covariance matrix.
    private static double[] Start(DirectLikelihood likelihood, DirectSample sample, Philox? stream)
    {
        double Between(double low, double high) => stream is null ? (low + high) / 2 : low + (high - low) * stream.NextUniform();
        var (means, variances) = Moments(sample);
        var point = new double[likelihood.Count];
        means.CopyTo(point, 0);
        double shareA = Between(0, 0.8), shareS = Between(0, 0.8), between = Between(-0.8, 0.8), within = Between(-0.6, 0.6);
        var lags = new LagMatrix(Between(-0.4, 0.8), Between(-0.3, 0.3), Between(-0.4, 0.8), Between(-0.3, 0.3));
        var floor = Enumerable.Range(0, sample.Columns).Min(c => variances[c]);
        var omega = PairCovariance.Of(shareA * floor, shareS * floor, between);
        var first = PairCovariance.Of(variances[0] - omega.Alliance, variances[1] - omega.Symptom, within);
        Put(point, likelihood.Intercepts, omega);
        Put(point, likelihood.Residual(0), first);
        for (var pull = 1.0; ; pull *= 0.7)
        {
            var pulled = new LagMatrix(pull * lags.Aa, pull * lags.Sa, pull * lags.Ss, pull * lags.As);
            if (!Residuals(likelihood, sample, point, pulled, omega, first, variances))
                continue;
            (point[likelihood.Lags], point[likelihood.Lags + 1], point[likelihood.Lags + 2], point[likelihood.Lags + 3]) = (pulled.Aa, pulled.Sa, pulled.Ss, pulled.As);
            return point;
        }
    }

    private static bool Residuals(
        DirectLikelihood likelihood, DirectSample sample, double[] point, LagMatrix lags, PairCovariance omega, PairCovariance first, double[] variances)
    {
        var before = first;
        for (var t = 1; t < sample.Waves; t++)
        {
            var correlation = first.Both / Math.Sqrt(first.Alliance * first.Symptom);
            var now = PairCovariance.Of(variances[2 * t] - omega.Alliance, variances[2 * t + 1] - omega.Symptom, correlation);
            var residual = now - lags.Carry(before);
            if (!(residual.Alliance > 0 && residual.IsCovariance))
                return false;
            Put(point, likelihood.Residual(t), residual);
            before = now;
        }

        return true;
    }

    private static void Put(double[] point, int place, PairCovariance matrix) =>
        (point[place], point[place + 1], point[place + 2]) = (matrix.Alliance, matrix.Symptom, matrix.Both);

    private static (double[] Means, double[] Variances) Moments(DirectSample sample)
    {
        double[] counts = new double[sample.Columns], means = new double[sample.Columns], variances = new double[sample.Columns];
        void Each(Action<int, double> see)
        {
            foreach (var group in sample.Groups)
                for (var cell = 0; cell < group.Rows.Length; cell++)
                    see(group.Observed[cell % group.Observed.Length], group.Rows[cell]);
        }

        Each((column, value) => (counts[column], means[column]) = (counts[column] + 1, means[column] + value));
        for (var c = 0; c < means.Length; c++)
            means[c] /= counts[c];
        Each((column, value) => variances[column] += (value - means[column]) * (value - means[column]) / counts[column]);
        return (means, variances);
    }
}
