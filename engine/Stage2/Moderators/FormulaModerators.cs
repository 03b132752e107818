using IpdEngine.Formula;
using IpdEngine.Formula.Design;
using IpdEngine.Formula.Terms;

namespace IpdEngine.Stage2.Moderators;

/// <summary>Moderators by formula: factors, interactions and functions as R's model.matrix codes them, coefficients named as metafor names them.</summary>
public static class FormulaModerators
{
    /// <summary>Puts the columns of a one-sided formula (<c>~ year + country</c>, <c>~ 0 + country</c>, <c>~ year * country</c>) beside effects.</summary>
    /// <param name="effects">A table without moderators.</param>
    /// <param name="formula">The formula.</param>
    /// <param name="data">The variables, one row an effect in the order of the table.</param>
    /// <returns>The effects whose variables are all known, with the columns of the model matrix; those left out are named.</returns>
    /// <exception cref="FormulaException">The formula cannot be read, names an unknown column, has a response, random terms or an offset.</exception>
    /// <exception cref="ArgumentException">The table has moderators already, or rows differ in number.</exception>
    public static PoolOutcome<ModeratedEffects> Of(EffectTable effects, string formula, DataFrame data)
    {
        ArgumentNullException.ThrowIfNull(effects);
        ArgumentNullException.ThrowIfNull(data);
        if (effects.Moderators.Count > 0 || data.Rows != effects.Yi.Length)
            throw new ArgumentException($"Found {effects.Moderators.Count} moderators and {data.Rows} rows of variables, expected no moderators yet and {effects.Yi.Length} rows, one an effect.", nameof(data));
        var parsed = ModelFormula.Parse(formula);
        if (parsed.Response is not null)
            throw new FormulaException(formula, 0, "a response", "a formula that begins with ~: the effects are the response");
        if (parsed.Random.Count > 0)
            throw new FormulaException(formula, 0, "random terms", "moderators only: random terms belong in a multilevel model");
        if (parsed.Fixed.Offsets.Count > 0)
            throw new FormulaException(formula, parsed.Fixed.Offsets[0].Place, "an offset", "moderators only: subtract it from the effects");
        if (!parsed.Fixed.Intercept && parsed.Fixed.Terms.Count == 0)
            throw new FormulaException(formula, 0, "neither an intercept nor a moderator", "at least one");
        var matrix = ModelMatrix.Of(parsed, data, out var used);
        string[] omitted = [.. used.Dropped.Select(i => effects.Ids[i])];
        var first = parsed.Fixed.Intercept ? 1 : 0;
        if (used.Rows.Count == 0)
            return PoolOutcome<ModeratedEffects>.Refused(new PoolRefusal("missing", "found no effect whose moderators are all known, expected some: fill values in or leave moderators out"));
        var columns = new KeyValuePair<string, double[]>[matrix.Columns - first];
        for (var j = 0; j < columns.Length; j++)
            columns[j] = new(matrix.Names[j + first], matrix.Column(j + first).ToArray());
        var table = effects.Select(used.Rows) with { Moderators = columns, Intercept = parsed.Fixed.Intercept };
        ModeratorTerm[] terms = [.. parsed.Fixed.Terms.Select((term, t) => new ModeratorTerm(
            term.Label, [.. Enumerable.Range(first, columns.Length).Where(j => matrix.Assign[j] == t + 1).Select(j => matrix.Names[j])]))];
        return PoolOutcome<ModeratedEffects>.Of(new ModeratedEffects(table, terms, used.Rows, omitted));
    }
}

/// <summary>Effects with the columns of a formula.</summary>
/// <param name="Effects">The table to fit.</param>
/// <param name="Terms">The terms with the coefficients that belong to each, for tests and inflation by term.</param>
/// <param name="Rows">Rows of the given table that are in it.</param>
/// <param name="Omitted">Ids of effects left out because a moderator is missing.</param>
public sealed record ModeratedEffects(EffectTable Effects, IReadOnlyList<ModeratorTerm> Terms, IReadOnlyList<int> Rows, IReadOnlyList<string> Omitted);

/// <summary>A term of a formula and its coefficients.</summary>
/// <param name="Label">The term as R labels it.</param>
/// <param name="Coefficients">Names of its coefficients.</param>
public sealed record ModeratorTerm(string Label, IReadOnlyList<string> Coefficients);
