namespace IpdEngine.Stage2.Sensitivity;

/// <summary>How many subsets a GOSH analysis may fit, and how it draws them where there are more.</summary>
/// <param name="MostSubsets">At most so many fits; every subset where there are no more of them than that.</param>
/// <param name="Seed">Seed of the drawn subsets.</param>
/// <param name="Workers">Threads; the result has the same bytes with any number of them.</param>
public sealed record GoshOptions(int MostSubsets = 1_000_000, ulong Seed = 1, int Workers = 1);

/// <summary>The pools of subsets of the effects (a graphical display of study heterogeneity).</summary>
public sealed class GoshResult
{
    private readonly ulong[] _members;
    private readonly int _words;

    internal GoshResult(IReadOnlyList<string> ids, IReadOnlyList<string> terms, bool exhaustive, ulong[] members, GoshSubset[] subsets)
    {
        (Ids, Terms, Exhaustive, _members, Subsets) = (ids, terms, exhaustive, members, subsets);
        _words = (ids.Count + 63) / 64;
    }

    /// <summary>The effects in ordinal order of id: the order of <see cref="Includes"/>.</summary>
    public IReadOnlyList<string> Ids { get; }

    /// <summary>The coefficients of each subset's pool.</summary>
    public IReadOnlyList<string> Terms { get; }

    /// <summary>True where every subset was fitted, false where subsets were drawn.</summary>
    public bool Exhaustive { get; }

    /// <summary>The pools; a subset that cannot be pooled (too few effects, moderators collinear within it) has NaN.</summary>
    public IReadOnlyList<GoshSubset> Subsets { get; }

    /// <summary>Whether a subset holds an effect.</summary>
    /// <param name="subset">Index of the subset.</param>
    /// <param name="effect">Index of the effect in <see cref="Ids"/>.</param>
    public bool Includes(int subset, int effect) => (_members[subset * _words + effect / 64] >> (effect % 64) & 1) != 0;
}

/// <summary>The pool of one subset.</summary>
/// <param name="K">Effects in it.</param>
/// <param name="Estimates">Its coefficients.</param>
/// <param name="Q">Q of its residuals.</param>
/// <param name="I2">Its I-squared in percent.</param>
/// <param name="H2">Its H-squared.</param>
/// <param name="Tau2">Its tau-squared.</param>
public readonly record struct GoshSubset(int K, IReadOnlyList<double> Estimates, double Q, double I2, double H2, double Tau2);
