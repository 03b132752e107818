namespace IpdEngine.Stage1.Sem.Analysis;

/// <summary>A data set for a model: named columns of equal length.</summary>
/// <param name="Names">Names of the columns.</param>
/// <param name="Columns">Their values; NaN where missing.</param>
/// <param name="Groups">Group of each row by its label, null where missing; null for one group.</param>
/// <param name="Clusters">Cluster of each row by its label, null where missing; null for independent rows.</param>
public sealed record SemTable(
    IReadOnlyList<string> Names, IReadOnlyList<double[]> Columns, IReadOnlyList<string?>? Groups = null, IReadOnlyList<string?>? Clusters = null)
{
    /// <summary>Number of rows.</summary>
    public int Rows => Columns.Count == 0 ? 0 : Columns[0].Length;
}
