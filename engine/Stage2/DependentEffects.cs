namespace IpdEngine.Stage2;

/// <summary>Effects that may depend on each other, with the fixed and random part of their model: y = X b + sum Z u + e, var e = V.</summary>
/// <param name="Ids">Name of each effect (k), each once; their ordinal order is the order of every sum.</param>
/// <param name="Yi">Estimates (k).</param>
/// <param name="V">Sampling covariance (k x k).</param>
/// <param name="Design">Columns of X (each k) by name, the intercept among them where the model has one.</param>
/// <param name="Random">Random terms; none for an equal-effects model.</param>
public sealed record DependentEffects(
    IReadOnlyList<string> Ids, double[] Yi, SamplingCovariance V, IReadOnlyList<KeyValuePair<string, double[]>> Design, IReadOnlyList<RandomTerm> Random)
{
    /// <summary>Name of the intercept's column.</summary>
    public const string InterceptName = "intercept";

    /// <summary>Number of effects.</summary>
    public int K => Yi.Length;

    /// <summary>A column of ones.</summary>
    public static KeyValuePair<string, double[]> Intercept(int k)
    {
        var ones = new double[k];
        Array.Fill(ones, 1);
        return new(InterceptName, ones);
    }

    /// <summary>The rows named, in the order given; levels that no row has any more leave the random terms.</summary>
    public DependentEffects Rows(IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new(
            Take(Ids, rows), Take(Yi, rows), V.Rows(rows),
            [.. Design.Select(c => KeyValuePair.Create(c.Key, Take(c.Value, rows)))],
            [.. Random.Select(t => t with { Outer = Take(t.Outer, rows), Inner = t.Inner is null ? null : Take(t.Inner, rows), InnerLevels = Kept(t, rows) })]);
    }

    private static string[]? Kept(RandomTerm term, IReadOnlyList<int> rows)
    {
        if (term.InnerLevels is null || term.Inner is null)
            return null;
        var seen = rows.Select(r => term.Inner[r]).ToHashSet(StringComparer.Ordinal);
        return [.. term.InnerLevels.Where(seen.Contains)];
    }

    private static T[] Take<T>(IReadOnlyList<T> values, IReadOnlyList<int> rows)
    {
        var taken = new T[rows.Count];
        for (var i = 0; i < taken.Length; i++)
            taken[i] = values[rows[i]];
        return taken;
    }
}
