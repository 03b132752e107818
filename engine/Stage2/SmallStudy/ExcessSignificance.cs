using System.Globalization;
using IpdEngine.Stage2.Inference;
using IpdEngine.Stage2.Univariate;

namespace IpdEngine.Stage2.SmallStudy;

/// <summary>Observed beside expected significant results.</summary>
/// <param name="Observed">Effects significant at <paramref name="Alpha"/>, two-sided.</param>
/// <param name="Expected">The sum of their powers.</param>
/// <param name="Power">Power of each effect's study, in the order of the table.</param>
/// <param name="Theta">The true effect that power is reckoned for.</param>
/// <param name="Tau2">The variance of true effects around it.</param>
/// <param name="ExactP">P(at least as many significant results), exact.</param>
/// <param name="ChiSquared">Chi-square of the proportion, 1 df.</param>
/// <param name="ChiSquaredP">Its one-sided p.</param>
/// <param name="Alpha">Significance level of a study.</param>
/// <param name="Warnings">What a reader must know.</param>
public sealed record ExcessSignificanceFit(
    int Observed, double Expected, double[] Power, double Theta, double Tau2, double ExactP, double ChiSquared, double ChiSquaredP, double Alpha, IReadOnlyList<string> Warnings);

/// <summary>The test of excess significance.</summary>
/// <remarks>
/// Ioannidis and Trikalinos 2007, Clin Trials 4:245; metafor's <c>tes</c>. With true effects N(theta, tau2) the power of a study is that of a z statistic with
/// variance 1 + tau2 / v, in closed form. The exact p sums the distribution of a number of successes with unequal chances (Poisson-binomial), by convolution.
/// </remarks>
public static class ExcessSignificance
{
    /// <summary>Compares the number of significant results with what the pool leads one to expect.</summary>
    /// <param name="effects">Effects and variances (k, at least 2) without moderators.</param>
    /// <param name="options">Options of the pool that gives theta and tau2.</param>
    /// <param name="alpha">Two-sided significance level of a study.</param>
    /// <exception cref="ArgumentException">The table has moderators, or alpha is not between 0 and 1.</exception>
    public static PoolOutcome<ExcessSignificanceFit> Of(EffectTable effects, PoolOptions options, double alpha = 0.05)
    {
        ArgumentNullException.ThrowIfNull(effects);
        if (effects.Moderators.Count > 0)
            throw new ArgumentException($"Found {effects.Moderators.Count} moderators, expected none: the test is defined for a plain pool.", nameof(effects));
        if (!(alpha is > 0 and < 1))
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Found alpha {alpha}, expected a number between 0 and 1, such as 0.05."), nameof(alpha));
        var outcome = RandomEffects.Fit(effects, options);
        if (outcome.Fit is not { } fit)
            return PoolOutcome<ExcessSignificanceFit>.Refused(outcome.Refusal!);
        var (theta, critical) = (fit.Coefficients[0].Estimate, StandardNormal.UpperQuantile(alpha / 2));
        var power = new double[fit.K];
        var observed = 0;
        for (var i = 0; i < fit.K; i++)
        {
            var error = Math.Sqrt(effects.Vi[i]);
            var spread = Math.Sqrt(1 + fit.Tau2 / effects.Vi[i]);
            power[i] = StandardNormal.Upper((critical - theta / error) / spread) + StandardNormal.Lower((-critical - theta / error) / spread);
            observed += Math.Abs(effects.Yi[i]) / error >= critical ? 1 : 0;
        }
        var sorted = power.Order().ToArray();
        var expected = sorted.Sum();
        var share = expected / fit.K;
        var z = (observed - expected) / Math.Sqrt(fit.K * share * (1 - share));
        return PoolOutcome<ExcessSignificanceFit>.Of(new ExcessSignificanceFit(observed, expected, power, theta, fit.Tau2, AtLeast(sorted, observed), z * z,
            StandardNormal.Upper(z), alpha, SmallStudyCaution.For(fit.K, "The test of excess significance",
                fit.I2 > 50 ? "effects differ between studies (I-squared above 50 %): the test then finds excess too often or too rarely (Ioannidis and Trikalinos 2007)" : null)));
    }

    /// <summary>P(number of successes &gt;= n) of independent trials with these chances.</summary>
    private static double AtLeast(double[] chances, int n)
    {
        var distribution = new double[chances.Length + 1];
        distribution[0] = 1;
        for (var i = 0; i < chances.Length; i++)
            for (var j = i + 1; j >= 0; j--)
                distribution[j] = distribution[j] * (1 - chances[i]) + (j > 0 ? distribution[j - 1] * chances[i] : 0);
        var sum = 0.0;
        for (var j = chances.Length; j >= n; j--)
            sum += distribution[j];
        return Math.Min(1, sum);
    }
}
