namespace IpdEngine.Stage2.Permutation;

/// <summary>Which arrangements count as at least as extreme as the observed one.</summary>
public enum PermutationAlternative
{
    /// <summary>Those whose statistic is at least as far from zero.</summary>
    TwoSided,

    /// <summary>Those whose statistic is at most the observed.</summary>
    Less,

    /// <summary>Those whose statistic is at least the observed.</summary>
    Greater,
}

/// <summary>What is compared between arrangements.</summary>
public enum PermutationStatistic
{
    /// <summary>Coefficient over standard error.</summary>
    Test,

    /// <summary>The coefficient itself.</summary>
    Coefficient,
}

/// <summary>Options of a permutation test.</summary>
/// <param name="MostExact">Every arrangement is fitted where there are at most so many distinct ones.</param>
/// <param name="Draws">Arrangements fitted where there are more, the observed one among them.</param>
/// <param name="Seed">Seed of the drawn arrangements.</param>
/// <param name="Alternative">Direction.</param>
/// <param name="Statistic">Statistic.</param>
/// <param name="Workers">Threads; the result has the same bytes with any number of them.</param>
public sealed record PermutationOptions(
    long MostExact = 200_000,
    int Draws = 10_000,
    ulong Seed = 1,
    PermutationAlternative Alternative = PermutationAlternative.TwoSided,
    PermutationStatistic Statistic = PermutationStatistic.Test,
    int Workers = 1);

/// <summary>The result of a permutation test.</summary>
/// <param name="Terms">Coefficients in the order of the fit.</param>
/// <param name="PValues">p of each: the share of arrangements at least as extreme, the observed among them.</param>
/// <param name="OmnibusPValue">p of the omnibus test of the moderators; NaN for a plain pool.</param>
/// <param name="Exact">True where every distinct arrangement was fitted.</param>
/// <param name="Arrangements">Arrangements fitted.</param>
/// <param name="Distinct">Distinct arrangements that there are; infinity where a double cannot hold their number.</param>
/// <param name="Undefined">Arrangements without a statistic (no residual variation), left out of the shares.</param>
/// <param name="Definition">What was permuted and compared, always shown beside the p.</param>
public sealed record PermutationResult(
    IReadOnlyList<string> Terms, IReadOnlyList<double> PValues, double OmnibusPValue, bool Exact, long Arrangements, double Distinct, long Undefined, string Definition);
