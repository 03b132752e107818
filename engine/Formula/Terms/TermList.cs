using IpdEngine.Formula.Syntax;

namespace IpdEngine.Formula.Terms;

/// <summary>The terms of one linear predictor, expanded and in R's order: by degree, then as written.</summary>
/// <param name="Formula">The formula that they were written in; messages show it.</param>
/// <param name="Variables">The variables in order of appearance; those of terms that were taken away again too, as in R: a row must have them.</param>
/// <param name="Terms">The terms, without the intercept.</param>
/// <param name="Intercept">Whether there is an intercept.</param>
/// <param name="Offsets">What stands in <c>offset()</c>.</param>
public sealed record TermList(
    string Formula, IReadOnlyList<Expression> Variables, IReadOnlyList<Term> Terms, bool Intercept, IReadOnlyList<Expression> Offsets)
{
    /// <summary>Labels of the terms, <c>(Intercept)</c> first where there is one.</summary>
    public IReadOnlyList<string> Labels => [.. Intercept ? (string[])["(Intercept)"] : [], .. Terms.Select(t => t.Label)];
}
