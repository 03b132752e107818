using IpdEngine.Stage1.Sem.Estimation;

namespace IpdEngine.Stage1.Sem.Analysis;

/// <summary>Share of a variable's variance that its predictors explain (lavaan's <c>r2</c>): 1 - residual over implied variance.</summary>
/// <param name="Variable">The outcome or indicator.</param>
/// <param name="Group">Group from 1.</param>
/// <param name="Share">R2; NaN where the implied variance is not positive.</param>
public sealed record ExplainedVariance(string Variable, int Group, double Share)
{
    /// <summary>Every variable that something predicts, in order of the variables.</summary>
    internal static IReadOnlyList<ExplainedVariance> Of(SemFit fit)
    {
        List<ExplainedVariance> shares = [];
        var (rows, v) = (fit.Model.Table.Rows, fit.Model.Variables.Count);
        for (var group = 1; group <= fit.Groups.Count; group++)
        {
            var predicted = rows.Where(r => r.Group == group && r.Operator is "~" or "=~").Select(r => r.Operator == "~" ? r.Left : r.Right).ToHashSet(StringComparer.Ordinal);
            for (var i = 0; i < v; i++)
            {
                var name = fit.Model.Variables[i];
                if (!predicted.Contains(name))
                    continue;
                var whole = fit.Groups[group - 1].VariableCovariance[i * v + i];
                var residual = Enumerable.Range(0, rows.Count).Where(r => rows[r].Group == group && rows[r].Operator == "~~" && rows[r].Left == name && rows[r].Right == name)
                    .Select(fit.ValueOf).FirstOrDefault();
                shares.Add(new ExplainedVariance(name, group, whole > 0 ? 1 - residual / whole : double.NaN));
            }
        }

        return shares;
    }
}
