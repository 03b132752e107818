using IpdEngine.Stage2.Inference;

namespace IpdEngine.Stage2.Moderators;

/// <summary>Omnibus tests of chosen coefficients of a meta-regression (metafor's btt).</summary>
public static class CoefficientTests
{
    /// <summary>Tests that the named coefficients are zero together: chi-square under z, F with k - p degrees of freedom otherwise.</summary>
    /// <param name="fit">The meta-regression.</param>
    /// <param name="terms">Names of coefficients, each once.</param>
    /// <exception cref="ArgumentException">A name is unknown or stands twice, or there is none.</exception>
    public static OmnibusTest Of(UnivariateFit fit, IReadOnlyList<string> terms)
    {
        ArgumentNullException.ThrowIfNull(fit);
        return PoolTests.Omnibus([.. fit.Coefficients.Select(c => c.Estimate)], fit.Covariance, fit.Coefficients[0].DegreesOfFreedom, Places(fit, terms));
    }

    /// <summary>Places of the named coefficients.</summary>
    internal static int[] Places(UnivariateFit fit, IReadOnlyList<string> terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var names = fit.Coefficients.Select(c => c.Term).ToList();
        int[] places = [.. terms.Select(t => names.IndexOf(t))];
        if (places.Length == 0 || places.Contains(-1) || places.Distinct().Count() != places.Length)
            throw new ArgumentException($"Found {(places.Length == 0 ? "no coefficient" : $"'{string.Join("', '", terms)}'")}, expected some of '{string.Join("', '", names)}', each once.", nameof(terms));
        return places;
    }
}
