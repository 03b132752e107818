using CsCheck;
using IpdEngine.Stage1.Multilevel.Lmm;

namespace IpdEngine.Tests.Stage1.Multilevel;

/// <summary>Rows of random models: one factor, nested and crossed, with one random column or several, correlated or not.</summary>
internal static class DrawnModels
{
    /// <summary>The kind of grouping, and the numbers of which the rows are made.</summary>
    internal static Gen<ModelRows> Rows { get; } =
        from kind in Gen.Int[0, 4]
        from n in Gen.Int[24, 60]
        from noise in Gen.Double[-1, 1].Array[8 * 60]
        select Make(kind, n, noise);

    internal static ModelRows Make(int kind, int n, double[] noise)
    {
        int[] fast = [.. Enumerable.Range(0, n).Select(i => i % 6)], slow = [.. Enumerable.Range(0, n).Select(i => i * 4 / n)];
        int[] nested = [.. fast.Zip(slow).Select(p => 3 * p.Second + p.First % 3)];
        double[] x = [.. Enumerable.Range(0, n).Select(i => noise[i] + 0.5)], z = [.. Enumerable.Range(0, n).Select(i => noise[n + i])];
        double[] y = [.. Enumerable.Range(0, n).Select(i => 2 + x[i] + 0.8 * noise[2 * n + slow[i]] + 0.5 * noise[3 * n + fast[i]] + noise[4 * n + i])];
        RandomBlock intercepts(string group, int[] codes, int levels) => new(group, codes, Levels(levels), [.. codes.Select(_ => 1.0)], ["1"], [1]);
        RandomBlock slopes(string group, int[] codes, int levels, params int[] terms) =>
            new(group, codes, Levels(levels), [.. codes.SelectMany((_, i) => (double[])[1, x[i], z[i]])], ["1", "x", "z"], terms);
        RandomBlock[] blocks = kind switch
        {
            0 => [intercepts("fast", fast, 6)],
            1 => [intercepts("nested", nested, 12), intercepts("slow", slow, 4)],
            2 => [slopes("fast", fast, 6, 2, 1), intercepts("slow", slow, 4)],
            3 => [slopes("slow", slow, 4, 3)],
            _ => [intercepts("nested", nested, 12), intercepts("fast", fast, 6), slopes("slow", slow, 4, 1, 1, 1)],
        };
        return new ModelRows(y, [.. x.Select(_ => 1.0), .. x], ["(Intercept)", "x"], blocks, kind == 1 ? [.. noise.Take(n).Select(w => 1.5 + w)] : null);
    }

    private static string[] Levels(int count) => [.. Enumerable.Range(0, count).Select(k => $"{k}")];
}
