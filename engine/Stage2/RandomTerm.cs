namespace IpdEngine.Stage2;

/// <summary>A random term of a multilevel or multivariate model: <c>~ 1 | factor</c>, or <c>~ inner | outer</c> with a structure.</summary>
/// <param name="Name">Its name in results, such as <c>study/effect</c> or <c>outcome | study</c>.</param>
/// <param name="Outer">Level of the grouping factor of each effect (k).</param>
/// <param name="Inner">Level of the inner factor of each effect (k); null for <c>~ 1 | factor</c>.</param>
/// <param name="Structure">Covariance of the inner levels within a level of the outer factor.</param>
/// <param name="InnerLevels">The inner levels in their order (that of G, and of lags under AR); null for their ordinal order.</param>
public sealed record RandomTerm(
    string Name, IReadOnlyList<string> Outer, IReadOnlyList<string>? Inner, BetweenStructure Structure, IReadOnlyList<string>? InnerLevels = null)
{
    /// <summary><c>~ 1 | factor</c>: one variance, one draw a level.</summary>
    public static RandomTerm Intercept(string name, IReadOnlyList<string> levels) => new(name, levels, null, BetweenStructure.ID);

    /// <summary><c>~ 1 | a/b</c>: a draw a level of a, and a draw a level of b within a.</summary>
    /// <exception cref="ArgumentException">The factors differ in length.</exception>
    public static IReadOnlyList<RandomTerm> Nested(string outerName, IReadOnlyList<string> outer, string innerName, IReadOnlyList<string> inner)
    {
        ArgumentNullException.ThrowIfNull(outer);
        ArgumentNullException.ThrowIfNull(inner);
        if (outer.Count != inner.Count)
            throw new ArgumentException($"Found {outer.Count} levels of {outerName} and {inner.Count} of {innerName}, expected one of each an effect.", nameof(inner));
        // The length before the name keeps "a" in "b/c" apart from "a/b" in "c".
        var within = new string[outer.Count];
        for (var i = 0; i < within.Length; i++)
            within[i] = $"{outer[i].Length}:{outer[i]}/{inner[i]}";
        return [Intercept(outerName, outer), Intercept($"{outerName}/{innerName}", within)];
    }
}
