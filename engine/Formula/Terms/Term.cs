namespace IpdEngine.Formula.Terms;

/// <summary>A term of a model: the product of one variable or several.</summary>
/// <param name="Variables">Indices into <see cref="TermList.Variables"/>, rising.</param>
/// <param name="Label">Its name as R writes it: the variables joined by colons.</param>
public sealed record Term(IReadOnlyList<int> Variables, string Label)
{
    /// <summary>Number of variables in it.</summary>
    public int Order => Variables.Count;
}
