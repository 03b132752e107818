using IpdEngine.Formula.Syntax;

namespace IpdEngine.Formula.Terms;

/// <summary>A formula read and expanded: response, fixed terms, random terms.</summary>
/// <remarks>
/// R's and lme4's syntax: <c>+ - * / : ^ %in%</c>, <c>0 +</c>, <c>- 1</c>, <c>I()</c>, <c>offset()</c>, functions and <c>factor()</c>,
/// <c>(1 + x | g)</c>, <c>(x || g)</c>, <c>(1 | a/b)</c>, <c>(1 | a:b)</c>; one-sided formulas, and <c>~ 1 | study/effect</c> as metafor writes it.
/// </remarks>
/// <param name="Text">The formula as written.</param>
/// <param name="Response">Left of the tilde; null in a one-sided formula.</param>
/// <param name="Fixed">The fixed terms.</param>
/// <param name="Random">The random terms in the order written, <c>/</c> and <c>||</c> expanded.</param>
public sealed record ModelFormula(string Text, Expression? Response, TermList Fixed, IReadOnlyList<RandomTerm> Random)
{
    /// <summary>Reads a formula.</summary>
    /// <exception cref="FormulaException">It is none: the place, what was found, what was expected.</exception>
    public static ModelFormula Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (response, sum) = FormulaParser.Read(text);
        var (fixedPart, random) = RandomExpansion.Split(text, sum, response is null);
        return new ModelFormula(text, response, TermExpansion.Of(text, fixedPart, response), random);
    }
}
