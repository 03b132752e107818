using IpdEngine.Formula.Syntax;

namespace IpdEngine.Formula.Terms;

/// <summary>A random term: columns whose coefficients vary over the levels of a grouping factor.</summary>
/// <param name="Columns">What stands left of the bar.</param>
/// <param name="Grouping">The factors whose combinations are the groups, the fastest last; one of them where groups are not nested.</param>
/// <param name="Group">Name of the grouping factor as lme4 writes it, such as <c>b:a</c> for <c>(1 | a/b)</c>.</param>
/// <param name="Nested">The same as metafor writes it, outermost first: <c>a/b</c>.</param>
public sealed record RandomTerm(TermList Columns, IReadOnlyList<Expression> Grouping, string Group, string Nested);
