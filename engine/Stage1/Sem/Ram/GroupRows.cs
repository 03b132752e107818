using IpdEngine.Stage1.Sem.Syntax;

namespace IpdEngine.Stage1.Sem.Ram;

/// <summary>The rows of all groups: copies of the first group's, what is freed in later ones, and the labels that make them equal.</summary>
internal static class GroupRows
{
    /// <summary>Rows of every group, modifiers carried out.</summary>
    public static List<RowDraft> Of(List<RowDraft> first, int groups, GroupEqual equal, ModelDefaults defaults)
    {
        var latent = first.Where(r => r.Operator == "=~").Select(r => r.Left).ToHashSet(StringComparer.Ordinal);
        List<RowDraft> rows = new(first.Count * groups);
        for (var group = 1; group <= groups; group++)
        {
            foreach (var draft in first)
            {
                var row = group == 1 ? draft : draft.ForGroup(group);
                if (group > 1 && row.Added && latent.Contains(row.Left))
                    ReleaseLater(row, equal, defaults);
                rows.Add(row);
            }
        }

        foreach (var row in rows)
            row.Modify();
        return rows;
    }

    /// <summary>The label that decides which rows are one parameter: the user's, else the name with its group, else that of the equal row of group 1.</summary>
    public static string[] Keys(List<RowDraft> rows, int groups, GroupEqual equal)
    {
        var latent = rows.Where(r => r.Operator == "=~").Select(r => r.Left).ToHashSet(StringComparer.Ordinal);
        var exogenous = rows.Where(r => r.Exogenous).Select(r => r.Left).ToHashSet(StringComparer.Ordinal);
        string Shared(RowDraft row) => $"{row.Left}{row.Operator}{row.Right}";
        return [.. rows.Select(row => row.Label
            ?? (row.Group == 1 || (groups > 1 && IsEqual(row, equal, latent, exogenous)) ? Shared(row) : $"{Shared(row)}.g{row.Group}"))];
    }

    /// <summary>Checks that modifiers have one value, or one for each group.</summary>
    /// <exception cref="ModelSyntaxException">One has not.</exception>
    public static void Require(IEnumerable<ParameterStatement> statements, int groups)
    {
        foreach (var statement in statements)
        {
            if (statement.Modifiers.Misfit(groups) is { } misfit)
            {
                throw new ModelSyntaxException(
                    statement.Line, statement.Column, $"{misfit} for {statement.Name}", groups == 1 ? "one (the data have one group)" : $"one, or one for each of {groups} groups");
            }
        }
    }

    // Equal intercepts set the latent means of later groups free, equal loadings the latent variances that std.lv had fixed.
    private static void ReleaseLater(RowDraft row, GroupEqual equal, ModelDefaults defaults)
    {
        if (row.Operator == "~1" && !defaults.IntLvFree && equal.HasFlag(GroupEqual.Intercepts) && !equal.HasFlag(GroupEqual.Means))
            row.Release();
        if (row.IsVariance && defaults.StdLv && equal.HasFlag(GroupEqual.Loadings) && !equal.HasFlag(GroupEqual.LatentVariances))
            row.Release();
    }

    private static bool IsEqual(RowDraft row, GroupEqual equal, HashSet<string> latent, HashSet<string> exogenous)
    {
        var observed = !latent.Contains(row.Left) && !exogenous.Contains(row.Left);
        return row.Operator switch
        {
            "=~" => equal.HasFlag(GroupEqual.Loadings),
            "~" => equal.HasFlag(GroupEqual.Regressions),
            "~1" => equal.HasFlag(latent.Contains(row.Left) ? GroupEqual.Means : GroupEqual.Intercepts) && !exogenous.Contains(row.Left),
            _ when latent.Contains(row.Left) => equal.HasFlag(row.IsVariance ? GroupEqual.LatentVariances : GroupEqual.LatentCovariances),
            _ => observed && equal.HasFlag(row.IsVariance ? GroupEqual.Residuals : GroupEqual.ResidualCovariances),
        };
    }
}
