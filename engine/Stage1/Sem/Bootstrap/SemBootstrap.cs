using IpdEngine.Stage1.Sem.Estimation;
using IpdEngine.Stage1.Sem.Observations;

namespace IpdEngine.Stage1.Sem.Bootstrap;

/// <summary>
/// The nonparametric bootstrap of a fitted model: rows, or clusters, drawn with replacement, the model fitted again from the sample's own estimates.
/// </summary>
/// <remarks>Efron (1979), doi 10.1214/aos/1176344552; clusters: Davison and Hinkley (1997), Bootstrap Methods and Their Application, section 3.8.</remarks>
public static class SemBootstrap
{
    /// <summary>Draws and fits.</summary>
    /// <param name="table">The data that were fitted.</param>
    /// <param name="fit">The fit to them: its estimates are where every draw starts.</param>
    /// <param name="incomplete">True where rows with missing values take part.</param>
    /// <param name="names">Names of the statistics.</param>
    /// <param name="statistics">Status and statistics of a fit, at any time on any thread; for the sample's fit too.</param>
    /// <param name="options">How many, from which seed.</param>
    /// <param name="cancellation">Stops by an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static BootstrapResult Run(
        PatternTable table, SemFit fit, bool incomplete, IReadOnlyList<string> names, Func<SemFit, DrawOutcome> statistics, BootstrapOptions options,
        CancellationToken cancellation = default) => Run([table], fit, incomplete, names, statistics, options, cancellation);

    /// <summary>The same for a sample of several groups, each drawn from itself.</summary>
    /// <param name="groups">The data that were fitted, by group.</param>
    /// <param name="fit">The fit to them: its estimates are where every draw starts.</param>
    /// <param name="incomplete">True where rows with missing values take part.</param>
    /// <param name="names">Names of the statistics.</param>
    /// <param name="statistics">Status and statistics of a fit, at any time on any thread; for the sample's fit too.</param>
    /// <param name="options">How many, from which seed.</param>
    /// <param name="cancellation">Stops by an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static BootstrapResult Run(
        IReadOnlyList<PatternTable> groups, SemFit fit, bool incomplete, IReadOnlyList<string> names, Func<SemFit, DrawOutcome> statistics, BootstrapOptions options,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(statistics);
        ArgumentNullException.ThrowIfNull(options);
        options.Require();
        Dictionary<string, double> starts = new(StringComparer.Ordinal);
        for (var i = 0; i < fit.Estimates.Length; i++)
            starts[fit.Model.Table.FreeNames[i]] = fit.Estimates[i];
        var refit = new SemOptions { Incomplete = incomplete, Robust = false, Starts = starts, WithoutFitMeasures = true, Tolerance = DrawTolerance };
        var draws = new DrawOutcome[options.Draws];
        Parallel.For(
            0, options.Draws, new ParallelOptions { MaxDegreeOfParallelism = options.Workers, CancellationToken = cancellation },
            draw =>
            {
                // Group g takes the streams of its own range, so that groups are drawn apart from each other.
                PatternTable[] drawn = [.. groups.Select((table, g) => Resample.Of(table, Resample.Counts(Resample.Units(table), options.Seed, draw + g * StreamsPerGroup)))];
                draws[draw] = statistics(new SemEstimator(drawn).Fit(fit.Model, refit, cancellation));
            });
        return BootstrapResult.Of(options, names, statistics(fit).Values, draws);
    }

    private const long StreamsPerGroup = 1L << 40;

    // Half the squared distance from the optimum in standard errors: a draw is wanted to 1e-4 of them, not to rounding.
    private const double DrawTolerance = 1e-8;
}
