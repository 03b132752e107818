using IpdEngine.Stage1.Sem.Syntax;

namespace IpdEngine.Stage1.Sem.Ram;

/// <summary>Rows that a model text does not have and lavaan's functions add, and what they fix. Order and rules as lavaan 0.6-14's parameter table.</summary>
internal static class DefaultRows
{
    /// <summary>The written rows, then the added ones, of one group, before the user's modifiers.</summary>
    public static List<RowDraft> Of(IReadOnlyList<ParameterStatement> statements, ModelDefaults defaults, bool means)
    {
        var roles = VariableRoles.Of(statements);
        var rows = Written(statements, roles);
        var known = rows.Select(r => (r.Left, r.Operator, r.Right)).ToHashSet();
        foreach (var (left, op, right) in Candidates(roles, defaults, means))
            if (known.Add((left, op, right)))
                rows.Add(new RowDraft(left, op, right));
        Fix(rows, roles, defaults);
        return rows;
    }

    // A covariance is written with the latent variable, or the one that comes first, on its left.
    private static List<RowDraft> Written(IReadOnlyList<ParameterStatement> statements, VariableRoles roles)
    {
        Dictionary<string, int> order = new(StringComparer.Ordinal);
        foreach (var variable in roles.Latent.Concat(roles.Observed))
            order.TryAdd(variable, order.Count);
        return [.. statements.Select(s => s.Operator == "~~" && order[s.Left] > order[s.Right]
            ? new RowDraft(s.Right, s.Operator, s.Left) { Statement = s }
            : new RowDraft(s.Left, s.Operator, s.Right) { Statement = s })];
    }

    private static IEnumerable<(string Left, string Operator, string Right)> Candidates(VariableRoles roles, ModelDefaults defaults, bool means)
    {
        foreach (var variable in roles.NotExogenous.Concat(roles.Latent))
            yield return (variable, "~~", variable);
        foreach (var pair in defaults.AutoCovLvX ? Pairs(roles.ExogenousLatent, within: false) : [])
            yield return pair;
        foreach (var pair in defaults.AutoCovY ? Pairs([.. roles.EndLatent, .. roles.EndObserved], within: false) : [])
            yield return pair;
        foreach (var pair in Pairs(roles.Exogenous, within: true))
            yield return pair;
        foreach (var variable in means ? roles.Observed.Concat(roles.Latent) : [])
            yield return (variable, "~1", "");
    }

    private static IEnumerable<(string Left, string Operator, string Right)> Pairs(IReadOnlyList<string> variables, bool within)
    {
        for (var i = 0; i < variables.Count; i++)
            for (var j = within ? i : i + 1; j < variables.Count; j++)
                yield return (variables[i], "~~", variables[j]);
    }

    private static void Fix(List<RowDraft> rows, VariableRoles roles, ModelDefaults defaults)
    {
        var latent = roles.Latent.ToHashSet(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var isLatent = latent.Contains(row.Left);
            if (row.IsVariance && row.Added && !defaults.AutoVar)
                row.Fix(0);
            if (row.IsVariance && isLatent && defaults.StdLv)
                row.Fix(1);
            if (row.IsCovariance && row.Added && defaults.Orthogonal && isLatent && latent.Contains(row.Right))
                row.Fix(0);
            if (row.Operator == "~1" && row.Added && !(isLatent ? defaults.IntLvFree : defaults.IntOvFree))
                row.Fix(0);
        }

        if (defaults.AutoFixFirst && !defaults.StdLv)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var row in rows)
                if (row.Operator == "=~" && seen.Add(row.Left))
                    row.Fix(1);
        }

        if (defaults.AutoVar && defaults.AutoFixSingle)
            FixSingleIndicators(rows);
        if (defaults.FixedX)
        {
            var exogenous = roles.Exogenous.ToHashSet(StringComparer.Ordinal);
            foreach (var row in rows.Where(r => r.Added && r.Operator is "~~" or "~1" && exogenous.Contains(r.Left) && (r.Operator == "~1" || exogenous.Contains(r.Right))))
            {
                row.Fix(double.NaN);
                row.Exogenous = true;
            }
        }
    }

    // An indicator of one latent variable alone, which has no other indicator.
    private static void FixSingleIndicators(List<RowDraft> rows)
    {
        var loadings = rows.Where(r => r.Operator == "=~").ToArray();
        var single = loadings.GroupBy(r => r.Left, StringComparer.Ordinal).Where(g => g.Count() == 1).Select(g => g.First().Right)
            .Where(indicator => loadings.Count(r => r.Right == indicator) == 1).ToHashSet(StringComparer.Ordinal);
        foreach (var row in rows)
            if (row.IsVariance && row.Added && single.Contains(row.Left))
                row.Fix(0);
    }
}
