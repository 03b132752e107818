namespace IpdEngine.Stage1.Multilevel.Lmm;

/// <summary>The random columns of one grouping factor: one term, or several whose coefficients are uncorrelated with each other's.</summary>
/// <param name="Group">Name of the grouping factor.</param>
/// <param name="Codes">Level of each row, from 0.</param>
/// <param name="Levels">Names of the levels.</param>
/// <param name="Columns">n x Width, row-major: the columns of all terms side by side.</param>
/// <param name="Names">Names of the columns.</param>
/// <param name="Terms">Number of columns of each term.</param>
internal sealed record RandomBlock(string Group, int[] Codes, IReadOnlyList<string> Levels, double[] Columns, IReadOnlyList<string> Names, IReadOnlyList<int> Terms)
{
    /// <summary>Columns of all terms together.</summary>
    internal int Width => Names.Count;
}
