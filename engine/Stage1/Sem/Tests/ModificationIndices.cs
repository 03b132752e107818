using IpdEngine.Stage1.Sem.Estimation;
using IpdEngine.Stage1.Sem.Observations;
using IpdEngine.Stage1.Sem.Ram;

namespace IpdEngine.Stage1.Sem.Tests;

/// <summary>Univariate score tests of every parameter that a model holds fixed and could hold free (lavaan's <c>modindices</c>).</summary>
/// <remarks>
/// s^2 / V with s the score and V what the parameter adds to the expected information of the free ones. Sources: Rao (1948), doi 10.1017/S0305004100023987;
/// Sörbom (1989), doi 10.1007/BF02294623. Where errors are robust the index stays the plain one, as in lavaan.
/// </remarks>
public static class ModificationIndices
{
    /// <summary>The indices of a fit, in the order in which lavaan lists the parameters: fixed ones of the model first, then those that it does not have.</summary>
    /// <param name="groups">The data of each group, as they were fitted.</param>
    /// <param name="fit">The fit.</param>
    /// <exception cref="ArgumentException">There are not as many groups of data as the model has.</exception>
    public static IReadOnlyList<ModificationIndex> Of(IReadOnlyList<PatternTable> groups, SemFit fit)
    {
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(fit);
        var (point, free) = (new FitPoint(groups, fit), FreeDirections.Of(fit));
        return [.. FixedParameters.Of(fit.Model).Select(candidate => Of(point, free, candidate))];
    }

    private static ModificationIndex Of(FitPoint point, FreeDirections free, ParameterRow candidate)
    {
        Cell[] cells = [.. free.Cells, FixedParameters.CellOf(point.Fit.Model, candidate)];
        var score = point.Score(cells[^1..])[0];
        var added = free.Added(point.Information(cells));
        return new ModificationIndex(candidate.Left, candidate.Operator, candidate.Right, candidate.Group, score * score / added, score / added);
    }
}
