using IpdEngine.Stage1.Sem.Ram;

namespace IpdEngine.Stage1.Sem.Tests;

/// <summary>The parameters that a model does not estimate and might: those it fixes, and those of its kinds that it does not have (lavaan's full table).</summary>
internal static class FixedParameters
{
    /// <summary>All of them, group by group.</summary>
    public static IEnumerable<ParameterRow> Of(ModelStructure model)
    {
        for (var group = 1; group <= model.Groups; group++)
        {
            var rows = model.Table.Rows.Where(row => row.Group == group).ToArray();
            HashSet<(string, string, string)> known = [.. rows.Select(row => (row.Left, row.Operator, row.Right)), .. rows.Where(row => row.Operator == "~~").Select(row => (row.Right, row.Operator, row.Left))];
            foreach (var row in rows)
                if (row.Free < 0 && !row.Exogenous)
                    yield return row;
            foreach (var (left, op, right) in Absent(model, rows))
                if (!known.Contains((left, op, right)))
                    yield return new ParameterRow(left, op, right, null, -1, 0) { Group = group };
        }
    }

    /// <summary>Where a parameter stands in the model's matrices.</summary>
    public static Cell CellOf(ModelStructure model, ParameterRow row)
    {
        int Place(string name) => model.Variables.TakeWhile(variable => variable != name).Count();
        var (left, right, group) = (Place(row.Left), row.Right.Length == 0 ? 0 : Place(row.Right), row.Group - 1);
        return row.Operator switch
        {
            "=~" => new Cell(CellMatrix.Path, right, left, -1, row.Value, group),
            "~" => new Cell(CellMatrix.Path, left, right, -1, row.Value, group),
            "~~" => new Cell(CellMatrix.Covariance, left, right, -1, row.Value, group),
            _ => new Cell(CellMatrix.Intercept, left, left, -1, row.Value, group),
        };
    }

    // Loadings of what is in no regression, covariances among indicators, among covariates and among latent variables, regressions among what stands in one, intercepts.
    private static IEnumerable<(string Left, string Operator, string Right)> Absent(ModelStructure model, ParameterRow[] rows)
    {
        string[] observed = [.. model.Variables.Take(model.Observed)], latent = [.. model.Variables.Skip(model.Observed)];
        var indicators = rows.Where(row => row.Operator == "=~").Select(row => row.Right).ToHashSet(StringComparer.Ordinal);
        string[] regressed = [.. rows.Where(row => row.Operator == "~").SelectMany(row => new[] { row.Left, row.Right }).Distinct(StringComparer.Ordinal)];
        string[] dependent = [.. observed.Where(name => !model.Table.Covariates.Contains(name))];
        foreach (var factor in latent)
            foreach (var name in dependent.Except(regressed))
                yield return (factor, "=~", name);
        foreach (var pair in Pairs([.. dependent.Where(indicators.Contains)]).Concat(Pairs([.. model.Table.Covariates])).Concat(Pairs(latent)))
            yield return (pair.First, "~~", pair.Second);
        foreach (var outcome in regressed)
            foreach (var predictor in regressed)
                if (outcome != predictor && !(indicators.Contains(outcome) && observed.Contains(outcome) && latent.Contains(predictor)))
                    yield return (outcome, "~", predictor);
        if (!model.Table.HasMeans)
            yield break;
        foreach (var name in observed.Concat(latent))
            yield return (name, "~1", "");
    }

    private static IEnumerable<(string First, string Second)> Pairs(string[] names)
    {
        for (var i = 0; i < names.Length; i++)
            for (var j = i; j < names.Length; j++)
                yield return (names[i], names[j]);
    }
}
