using IpdEngine.Numerics.Minimisation;
using IpdEngine.Panel;

namespace IpdEngine.Simulation.Stress;

/// <summary>What the second optimiser finds on a study.</summary>
/// <param name="Maximum">-2 log L at the highest maximum that a start reached; NaN where none reached one.</param>
/// <param name="Lowest">The lowest -2 log L seen by any start, on a path without end too.</param>
/// <param name="Reached">Starts of ten that reached the highest maximum.</param>
/// <param name="Radius">Largest modulus of an eigenvalue of the lag matrix at the lowest point.</param>
/// <param name="Largest">Largest element of the intercept, first and residual matrices there, in the scores' variance.</param>
/// <param name="Share">Smallest share of its variance that a score keeps given those before it, there.</param>
internal sealed record SecondOpinion(double Maximum, double Lowest, int Reached, double Radius, double Largest, double Share)
{
    /// <summary>Two values of -2 log L nearer than this are one.</summary>
    public const double Same = 1e-4;

    // The path of a start that has reached no maximum is followed this much further before it is said to have no end.
    private const int LongSearch = 4000;
    private const double SingularShare = 1e-6;
    private const double NearUnitRoot = 0.98;
    private const double Runaway = 20;

    /// <summary>True where the lowest point lies on a path towards a singular covariance of scores: -2 log L falls without bound.</summary>
    public bool Unbounded => Share < SingularShare;

    /// <summary>True where it lies on a path towards a unit root, with variances that grow without bound.</summary>
    public bool UnitRoot => Radius > NearUnitRoot && Radius < 2 - NearUnitRoot && Largest > Runaway;

    /// <summary>True where no maximum was reached that is as high as the path.</summary>
    public bool WithoutEnd => !(Maximum <= Lowest + Same);

    /// <summary>Searches a study of sessions 1..T.</summary>
    public static SecondOpinion Of(StudyPanel study, int waves, ulong seed, int number)
    {
        var sample = DirectSample.Of(study, waves);
        var likelihood = new DirectLikelihood(sample);
        var ends = SecondOptimiser.Search(likelihood, sample, seed, number);
        var lowest = ends.MinBy(e => e.Value)!;
        if (!lowest.Converged)
        {
            lowest = QuasiNewtonMinimiser.Minimise(likelihood.Evaluate, lowest.Point, tolerance: SecondOptimiser.Tolerance, maximumIterations: LongSearch);
            IReadOnlyList<Minimum> past = lowest.Converged ? [] : SecondOptimiser.From(likelihood, UnitRootHop.From(likelihood, lowest.Point));
            ends = [.. ends, lowest, .. past];
            lowest = ends.MinBy(e => e.Value)!;
        }

        var maxima = ends.Where(e => e.Converged && likelihood.SmallestShare(e.Point) > SingularShare).Select(e => e.Value).ToArray();
        var maximum = maxima.Length == 0 ? double.NaN : maxima.Min();
        var lags = new LagMatrix(lowest.Point[likelihood.Lags], lowest.Point[likelihood.Lags + 1], lowest.Point[likelihood.Lags + 2], lowest.Point[likelihood.Lags + 3]);
        return new SecondOpinion(
            maximum, ends.Min(e => e.Value), maxima.Count(m => m <= maximum + Same), lags.SpectralRadius,
            lowest.Point.Skip(likelihood.Intercepts).Max(Math.Abs), likelihood.SmallestShare(lowest.Point));
    }
}
