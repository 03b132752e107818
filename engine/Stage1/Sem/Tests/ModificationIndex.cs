namespace IpdEngine.Stage1.Sem.Tests;

/// <summary>What freeing one fixed parameter would do.</summary>
/// <param name="Left">Left-hand variable.</param>
/// <param name="Operator"><c>=~</c>, <c>~</c>, <c>~~</c> or <c>~1</c>.</param>
/// <param name="Right">Right-hand variable; empty for <c>~1</c>.</param>
/// <param name="Group">Group, from 1.</param>
/// <param name="Index">Modification index: the score test of the parameter, 1 degree of freedom; NaN where the data could not determine it.</param>
/// <param name="ExpectedChange">By how much the estimate is expected to move (lavaan's <c>epc</c>).</param>
public sealed record ModificationIndex(string Left, string Operator, string Right, int Group, double Index, double ExpectedChange);
