using IpdEngine.Stage2.Inference;
using IpdEngine.Stage2.Univariate;

namespace IpdEngine.Stage2.SmallStudy;

/// <summary>A study in a contour-enhanced funnel.</summary>
/// <param name="Id">The study.</param>
/// <param name="Effect">Its effect.</param>
/// <param name="StandardError">Its standard error.</param>
/// <param name="PValue">Two-sided p of the effect against the reference.</param>
/// <param name="Contour">The highest confidence level at which its interval excludes the reference; 0 where it does so at none.</param>
public sealed record FunnelStudy(string Id, double Effect, double StandardError, double PValue, double Contour);

/// <summary>A contour of the funnel.</summary>
/// <param name="Level">Confidence level: outside the contour an effect differs from the reference at 1 - level.</param>
/// <param name="Critical">Its half width in standard errors.</param>
/// <param name="Outside">Studies outside this contour and inside the next wider one (all the way out for the widest).</param>
public sealed record FunnelContour(double Level, double Critical, int Outside);

/// <summary>The numbers of a contour-enhanced funnel plot.</summary>
/// <param name="Reference">Centre of the contours: the value of no effect.</param>
/// <param name="Mean">Centre of the pseudo confidence region: the equal-effects mean.</param>
/// <param name="Studies">The studies, in the order of the table.</param>
/// <param name="Contours">From the narrowest to the widest.</param>
/// <param name="Inside">Studies inside the narrowest contour.</param>
public sealed record FunnelContours(
    double Reference, double Mean, IReadOnlyList<FunnelStudy> Studies, IReadOnlyList<FunnelContour> Contours, int Inside);

/// <summary>Which studies of a funnel lie where significance begins.</summary>
/// <remarks>Peters, Sutton, Jones, Abrams and Rushton 2008, J Clin Epidemiol 61:991: gaps where results are not significant speak for publication bias.</remarks>
public static class ContourFunnel
{
    /// <summary>The contours of Peters et al.</summary>
    public static IReadOnlyList<double> Levels { get; } = [0.90, 0.95, 0.99];

    /// <summary>Places the studies of a table.</summary>
    /// <param name="effects">Effects and variances (k, at least 2); moderators are not looked at.</param>
    /// <param name="reference">The value of no effect.</param>
    /// <param name="levels">Confidence levels, rising, between 0 and 1; null for <see cref="Levels"/>.</param>
    /// <exception cref="ArgumentException">The levels do not rise between 0 and 1.</exception>
    public static PoolOutcome<FunnelContours> Of(EffectTable effects, double reference = 0, IReadOnlyList<double>? levels = null)
    {
        ArgumentNullException.ThrowIfNull(effects);
        levels ??= Levels;
        for (var i = 0; i < levels.Count; i++)
            if (!(levels[i] > (i == 0 ? 0 : levels[i - 1]) && levels[i] < 1))
                throw new ArgumentException($"Found contour levels {string.Join(", ", levels)}; expected rising ones between 0 and 1, such as 0.9, 0.95, 0.99.", nameof(levels));
        var plain = effects with { Moderators = [] };
        var outcome = RandomEffects.Fit(plain, new PoolOptions(TauEstimator.EE, PoolTest.Z));
        if (outcome.Fit is not { } fit)
            return PoolOutcome<FunnelContours>.Refused(outcome.Refusal!);
        var critical = levels.Select(level => ReferenceDistribution.Critical(level, double.PositiveInfinity)).ToArray();
        var counts = new int[levels.Count + 1];
        var studies = new FunnelStudy[fit.K];
        for (var i = 0; i < fit.K; i++)
        {
            var error = Math.Sqrt(effects.Vi[i]);
            var z = (effects.Yi[i] - reference) / error;
            var place = critical.Count(c => Math.Abs(z) > c);
            counts[place]++;
            studies[i] = new FunnelStudy(effects.Ids[i], effects.Yi[i], error, ReferenceDistribution.TwoSidedP(z, double.PositiveInfinity), place == 0 ? 0 : levels[place - 1]);
        }
        return PoolOutcome<FunnelContours>.Of(new FunnelContours(reference, fit.Coefficients[0].Estimate, studies,
            [.. levels.Select((level, j) => new FunnelContour(level, critical[j], counts[j + 1]))], counts[0]));
    }
}
