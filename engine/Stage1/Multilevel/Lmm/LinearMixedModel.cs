using IpdEngine.Formula;
using IpdEngine.Formula.Design;
using IpdEngine.Formula.Terms;

namespace IpdEngine.Stage1.Multilevel.Lmm;

/// <summary>Fits linear mixed models with any random terms, nested, crossed or both, by REML or ML.</summary>
/// <remarks>
/// Reference program: lme4 with lmerTest; the optimum is the lowest of several searches (<see cref="DevianceSearch"/>). The deviance's cost does not grow with rows.
/// </remarks>
public static class LinearMixedModel
{
    /// <summary>Fits a formula to a table; rows with a missing variable are left out.</summary>
    /// <returns>The fit, or the reason why there is none: data never cause an exception.</returns>
    /// <exception cref="FormulaException">No response, no random term, a column that the table has not.</exception>
    public static LinearMixedResult Fit(ModelFormula formula, DataFrame frame, LinearMixedOptions options)
    {
        ArgumentNullException.ThrowIfNull(formula);
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(options);
        if (formula.Response is not { } response)
            throw new FormulaException(formula.Text, 0, "no response", "a variable left of the tilde, as in y ~ x + (1 | g)");
        if (formula.Random.Count == 0)
            throw new FormulaException(formula.Text, formula.Text.Length, "no random term", "at least one, as in y ~ x + (1 | g)");
        var used = ModelFrame.Of([formula], frame, options.Weights is { } column ? [column] : []);
        if (used.Rows.Count == 0)
            return Refused(FitStatusCode.TooSmall, $"found no row with all variables among {frame.Rows}, expected complete rows", used);
        if (Unbalanced(formula, used) is { } single)
            return Refused(FitStatusCode.NotIdentified, single, used);

        var y = used.Numbers(formula, response).ToArray();
        foreach (var offset in formula.Fixed.Offsets)
            foreach (var (value, i) in used.Numbers(formula, offset).Select((value, i) => (value, i)))
                y[i] -= value;
        var matrix = ModelMatrix.Of(formula.Fixed, used);
        var blocks = RandomBlocks.Of(formula, used);
        double[]? weights = options.Weights is { } name ? [.. used.Rows.Select(r => frame.Column(name).Numbers[r])] : null;
        if (NotFinite(y, matrix, blocks, weights) is { } infinite)
            return Refused(FitStatusCode.NotIdentified, infinite, used);
        if (matrix.Columns == 0)
            return Refused(FitStatusCode.NotIdentified, "found no fixed effect, expected at least an intercept", used);
        if (Dependent(formula, used) is { } dependent)
            return Refused(FitStatusCode.NotIdentified, dependent, used);
        var rank = ColumnRank.Of(matrix);
        var kept = matrix.Select(rank.Kept);
        var result = MixedFitting.Fit(new ModelRows(y, kept.Values, kept.Names, blocks, weights), options);
        return result with { MissingRows = used.Dropped, DroppedColumns = [.. rank.Dropped.Select(c => matrix.Names[c])] };
    }

    private static LinearMixedResult Refused(FitStatusCode code, string reason, ModelFrame used) => new(new FitStatus(code, reason), null) { MissingRows = used.Dropped };

    /// <summary>A factor that needs contrasts and has one level in the rows that are left.</summary>
    private static string? Unbalanced(ModelFormula formula, ModelFrame used) =>
        formula.Fixed.Variables.Concat(formula.Random.SelectMany(r => r.Columns.Variables)).Select(used.Variable).OfType<FactorVariable>().FirstOrDefault(f => f.Levels.Count < 2) is { } factor
            ? $"found {factor.Levels.Count} level of factor '{factor.Name}' in the complete rows, expected two or more"
            : null;

    /// <summary>A random column determined by others of its term: their covariances are then no parameters.</summary>
    private static string? Dependent(ModelFormula formula, ModelFrame used)
    {
        foreach (var term in formula.Random)
        {
            var columns = ModelMatrix.Of(term.Columns, used);
            if (ColumnRank.Of(columns) is { Dropped: [var first, ..] })
                return $"found random column '{columns.Names[first]}' of '{term.Group}' determined by the columns before it, expected independent columns";
        }

        return null;
    }

    private static string? NotFinite(double[] y, ModelMatrix matrix, IReadOnlyList<RandomBlock> blocks, double[]? weights)
    {
        if (Array.Exists(y, v => !double.IsFinite(v)))
            return "found an infinite response, expected finite numbers";
        for (var c = 0; c < matrix.Columns; c++)
            foreach (var value in matrix.Column(c))
                if (!double.IsFinite(value))
                    return $"found a value that is not finite in column '{matrix.Names[c]}', expected finite numbers";
        foreach (var block in blocks)
            if (Array.Exists(block.Columns, v => !double.IsFinite(v)))
                return $"found a value that is not finite in the random columns of '{block.Group}', expected finite numbers";
        return weights is not null && Array.Exists(weights, w => !(double.IsFinite(w) && w > 0)) ? "found a weight that is not above zero and finite, expected weights above zero" : null;
    }
}
