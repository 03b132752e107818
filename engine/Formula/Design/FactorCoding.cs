using IpdEngine.Formula.Terms;

namespace IpdEngine.Formula.Design;

/// <summary>Whether a factor in a term is coded by contrasts or by an indicator of each level: the rule of R's <c>terms.formula</c> (Chambers and Hastie 1992, page 38).</summary>
internal static class FactorCoding
{
    /// <summary>For each term, for each of its variables: true where contrasts are used.</summary>
    /// <remarks>
    /// Contrasts where the term without the factor is empty or is contained in a term before it. Without an intercept, the first factor of the first
    /// term that has one takes all its indicators.
    /// </remarks>
    public static bool[][] Of(TermList terms, IReadOnlyList<Variable> variables)
    {
        var coding = new bool[terms.Terms.Count][];
        for (var t = 0; t < coding.Length; t++)
        {
            var own = terms.Terms[t].Variables;
            coding[t] = [.. own.Select(v =>
            {
                int[] rest = [.. own.Where(w => w != v)];
                return rest.Length == 0 || terms.Terms.Take(t).Any(before => rest.All(before.Variables.Contains));
            })];
        }
        if (!terms.Intercept)
            TakeAllLevelsOfTheFirst(coding, terms, variables);
        return coding;
    }

    private static void TakeAllLevelsOfTheFirst(bool[][] coding, TermList terms, IReadOnlyList<Variable> variables)
    {
        for (var t = 0; t < coding.Length; t++)
        {
            for (var k = 0; k < coding[t].Length; k++)
            {
                if (variables[terms.Terms[t].Variables[k]] is not FactorVariable)
                    continue;
                coding[t][k] = false;
                return;
            }
        }
    }
}
