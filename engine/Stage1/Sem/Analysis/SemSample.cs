using IpdEngine.Stage1.Sem.Observations;
using IpdEngine.Stage1.Sem.Ram;

namespace IpdEngine.Stage1.Sem.Analysis;

/// <summary>The rows and columns of a table that a model uses, by group, or the reason why they cannot be used.</summary>
/// <param name="Tables">Data of each group.</param>
/// <param name="Rows">Rows of the likelihood in all.</param>
/// <param name="Refusal">Why nothing can be estimated; null where something can.</param>
/// <param name="Messages">Rows left out.</param>
internal sealed record SemSample(IReadOnlyList<PatternTable> Tables, int Rows, FitStatus? Refusal, IReadOnlyList<string> Messages)
{
    /// <summary>Takes a model's columns, group by group.</summary>
    /// <exception cref="ArgumentException">A value is infinite.</exception>
    public static SemSample Of(SemRequest request, SemTable table, GroupSplit groups, ModelStructure model)
    {
        var columns = Enumerable.Range(0, model.Observed).Select(i => table.Columns[IndexOf(table.Names, model.Variables[i])]).ToArray();
        for (var c = 0; c < columns.Length; c++)
            if (Array.FindIndex(columns[c], double.IsInfinity) is var row and >= 0)
                throw new ArgumentException($"found an infinite value of {model.Variables[c]} in row {row + 1}, expected finite ones (or empty for missing)");
        var exogenous = Enumerable.Range(0, model.Observed).Where(i => model.Table.Rows.Any(r => r.Exogenous && r.Left == model.Variables[i])).ToArray();
        var clusters = Ranks(table.Clusters);
        FitStatus? refusal = null;
        var (tables, empty, incomplete, covariate, unknown) = (new List<PatternTable>(), 0, 0, 0, 0);
        foreach (var group in groups.Rows)
        {
            List<int> kept = [];
            foreach (var row in group)
            {
                if (clusters is not null && clusters[row] < 0)
                    unknown++;
                else if (request.Incomplete && exogenous.Any(c => double.IsNaN(columns[c][row])))
                    covariate++;
                else
                    kept.Add(row);
            }

            for (var c = 0; c < columns.Length; c++)
                if (refusal is null && kept.Count > 0 && kept.TrueForAll(row => double.IsNaN(columns[c][row])))
                    refusal = TooSmall($"{model.Variables[c]} has no value: its variance cannot be estimated.", $"{model.Variables[c]}~~{model.Variables[c]}");
            var most = request.Incomplete || request.Robust || table.Clusters is not null ? Estimation.SemEstimator.MostVariables : Estimation.SemEstimator.MostCompleteVariables;
            if (model.Observed > most)
                throw new ArgumentException($"found {model.Observed} observed variables in the model, expected at most {most}{(most < Estimation.SemEstimator.MostCompleteVariables ? $" (listwise ML takes {Estimation.SemEstimator.MostCompleteVariables})" : "")}");
            var data = new double[kept.Count * columns.Length];
            for (var i = 0; i < kept.Count; i++)
                for (var c = 0; c < columns.Length; c++)
                    data[i * columns.Length + c] = columns[c][kept[i]];
            int[] ranks = clusters is null ? [] : [.. kept.Select(row => clusters[row])];
            var patterns = PatternBuilder.Build(data, columns.Length, ranks, completeOnly: !request.Incomplete);
            tables.Add(patterns);
            empty += patterns.Empty;
            incomplete += kept.Count - patterns.Count - patterns.Empty;
        }

        List<string> messages = [];
        Say(groups.Unknown, "without a group");
        Say(unknown, "without a cluster");
        Say(covariate, "with a missing exogenous covariate, which is not part of the likelihood");
        Say(empty, "with nothing observed");
        Say(incomplete, "with a missing value (listwise)");
        return new SemSample(tables, tables.Sum(t => t.Count), refusal ?? Refuse(tables, groups, model) ?? Collinear(tables, groups, model, exogenous), messages);

        void Say(int count, string what)
        {
            if (count > 0)
                messages.Add($"{count} row{(count == 1 ? "" : "s")} left out {what}");
        }
    }

    private static FitStatus? Refuse(List<PatternTable> tables, GroupSplit groups, ModelStructure model)
    {
        for (var g = 0; g < tables.Count; g++)
        {
            var where = tables.Count > 1 ? $" in group {groups.Labels[g]}" : "";
            if (tables[g].Count < 2)
                return TooSmall($"{tables[g].Count} rows can be used{where}, expected at least 2.", null);
            if (tables[g].ClusterCount == 1)
                return TooSmall($"One cluster was found{where}, expected at least 2.", null);
            for (var c = 0; c < tables[g].Columns; c++)
                if (Spread(tables[g], c) is { } fault)
                    return TooSmall($"{model.Variables[c]} has {fault}{where}: its variance cannot be estimated.", $"{model.Variables[c]}~~{model.Variables[c]}");
        }

        return null;
    }

    // A covariate that is a linear combination of those before it: its effect is not determined.
    private static FitStatus? Collinear(List<PatternTable> tables, GroupSplit groups, ModelStructure model, int[] exogenous)
    {
        for (var g = 0; g < tables.Count && exogenous.Length > 1; g++)
        {
            var moments = new Likelihood.SampleGroup(tables[g]).Moments.Covariance;
            var (k, p) = (exogenous.Length, tables[g].Columns);
            var block = new double[k * k];
            for (var i = 0; i < k; i++)
                for (var j = 0; j < k; j++)
                    block[i * k + j] = moments[exogenous[i] * p + exogenous[j]] / Math.Sqrt(moments[exogenous[i] * p + exogenous[i]] * moments[exogenous[j] * p + exogenous[j]]);
            var fault = Numerics.Cholesky.Factor(block, k, 1e-12);
            if (fault < 0)
                continue;
            var name = model.Variables[exogenous[fault]];
            return new FitStatus(
                FitStatusCode.NotIdentified, $"The covariate {name} is a linear combination of {string.Join(", ", exogenous[..fault].Select(i => model.Variables[i]))}{(tables.Count > 1 ? $" in group {groups.Labels[g]}" : "")}: the effects are not determined.", name);
        }

        return null;
    }

    private static string? Spread(PatternTable table, int column)
    {
        var (first, count) = (double.NaN, 0);
        foreach (var pattern in table.Patterns)
        {
            if (pattern.Mask[column] == 0)
                continue;
            for (var row = pattern.First; row < pattern.First + pattern.Count; row++, count++)
            {
                var value = table.Rows[row * table.Stride + column];
                if (count == 0)
                    first = value;
                else if (value != first)
                    return null;
            }
        }

        return count == 0 ? "no value" : "one value for all";
    }

    private static FitStatus TooSmall(string reason, string? parameter) => new(FitStatusCode.TooSmall, reason, parameter);

    // Clusters by rank of their labels; -1 where missing.
    private static int[]? Ranks(IReadOnlyList<string?>? labels)
    {
        if (labels is null)
            return null;
        var rank = labels.Where(l => l is not null).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select((l, i) => (l, i)).ToDictionary(x => x.l!, x => x.i, StringComparer.Ordinal);
        return [.. labels.Select(l => l is null ? -1 : rank[l])];
    }

    private static int IndexOf(IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
            if (names[i] == name)
                return i;
        throw new ArgumentException($"found no column '{name}'", nameof(name));
    }
}
