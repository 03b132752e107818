namespace IpdEngine.Stage2.Effects;

/// <summary>Effect sizes computed from a table, ready to be pooled.</summary>
/// <param name="Measure">What they measure.</param>
/// <param name="Effects">Rows that have an effect and a variance, in the order of the table.</param>
/// <param name="Rows">Index in the given table of each of those rows.</param>
/// <param name="Omitted">One reason a row without an effect; never dropped in silence.</param>
public sealed record EffectSizeTable(EffectMeasure Measure, EffectTable Effects, IReadOnlyList<int> Rows, IReadOnlyList<PoolRefusal> Omitted)
{
    /// <summary>The scale that these effects are usually shown on.</summary>
    public Transformation Shown => BackTransformation.For(Measure);
}
