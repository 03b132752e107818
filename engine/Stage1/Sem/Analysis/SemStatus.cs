using IpdEngine.Numerics;
using IpdEngine.Numerics.Minimisation;
using IpdEngine.Stage1.Sem.Estimation;

namespace IpdEngine.Stage1.Sem.Analysis;

/// <summary>Judges any fitted model, with the parameter at fault by name.</summary>
internal static class SemStatus
{
    // A covariance block counts as singular where what a variable adds to those before it falls below this share of its variance.
    private const double SingularShare = 1e-8;
    private const double SmallestLoading = 0.2;

    /// <summary>The status of a fit.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="independent">Rows, or clusters where rows are not independent.</param>
    public static FitStatus Of(SemFit fit, int independent)
    {
        var unstable = independent < fit.Model.FreeCount;
        if (fit.Undetermined >= 0)
            return NotIdentified(fit, unstable);
        if (!fit.Search.Converged)
            return new FitStatus(FitStatusCode.NotConverged, $"The optimiser did not converge: {fit.Search.Story}.{Degenerate(fit)}", Steepest(fit), unstable);
        if (Negative(fit) is { } fault)
            return fault with { StandardErrorsUnstable = unstable };
        if (fit.ActiveConstraints.Count > 0)
        {
            return new FitStatus(
                FitStatusCode.Boundary, $"The solution lies on a boundary: {string.Join("; ", fit.ActiveConstraints)} holds with equality.", fit.ActiveConstraints[0], unstable);
        }

        return new FitStatus(FitStatusCode.Ok, "Converged to an admissible solution.", null, unstable);
    }

    private static FitStatus NotIdentified(SemFit fit, bool unstable)
    {
        var names = Undetermined(fit);
        return new FitStatus(
            FitStatusCode.NotIdentified,
            $"The information matrix is singular: the data do not determine {(names.Length == 1 ? names[0] : string.Join(", ", names) + " apart from each other")}."
            + (fit.Search.Converged ? "" : $" The optimiser stopped where {fit.Search.Story}."),
            fit.Model.Table.FreeNames[fit.Undetermined], unstable);
    }

    // The parameters that share the direction in which the likelihood is flat.
    private static string[] Undetermined(SemFit fit)
    {
        var (q, names) = (fit.Model.FreeCount, fit.Model.Table.FreeNames);
        string[] first = [names[fit.Undetermined]];
        if (fit.Information.Length != q * q || fit.Information.Any(x => !double.IsFinite(x)))
            return first;
        var scaled = (double[])fit.Information.Clone();
        for (var i = 0; i < q; i++)
        {
            if (!(fit.Information[i * q + i] > 0))
                return first;
            for (var j = 0; j < q; j++)
                scaled[i * q + j] /= Math.Sqrt(fit.Information[i * q + i] * fit.Information[j * q + j]);
        }

        var vectors = new double[q * q];
        SymmetricEigen.Decompose(scaled, q, vectors);
        var smallest = Enumerable.Range(0, q).MinBy(i => Math.Abs(scaled[i * q + i]));
        var largest = Enumerable.Range(0, q).Max(i => Math.Abs(vectors[i * q + smallest]));
        string[] shared = [.. Enumerable.Range(0, q).Where(i => Math.Abs(vectors[i * q + smallest]) >= SmallestLoading * largest).Select(i => names[i])];
        return shared.Contains(first[0], StringComparer.Ordinal) ? shared : first;
    }

    // Without convergence the parameter with the steepest gradient is named.
    private static string? Steepest(SemFit fit)
    {
        var gradient = fit.Search.Gradient;
        var steepest = -1;
        for (var i = 0; i < gradient.Length; i++)
            if (double.IsFinite(gradient[i]) && (steepest < 0 || Math.Abs(gradient[i]) > Math.Abs(gradient[steepest])))
                steepest = i;
        return steepest < 0 ? null : fit.Model.Table.FreeNames[steepest];
    }

    // lavaan() adds no residual variances: a model written for sem() then has none.
    private static string Degenerate(SemFit fit) =>
        fit.Search.Reason == StopReason.StartUndefined
        && fit.Model.Table.Rows.FirstOrDefault(r => r.Operator == "~~" && r.Left == r.Right && r.Free < 0 && r.Value == 0 && fit.Model.Variables.Take(fit.Model.Observed).Contains(r.Left)) is { } row
            ? $" {row.Left} has no residual variance (it is fixed at 0): add '{row.Left} ~~ {row.Left}', or ask for the defaults that add variances, as lavaan's sem() and cfa() do."
            : "";

    private static FitStatus? Negative(SemFit fit)
    {
        var rows = fit.Model.Table.Rows;
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Operator == "~~" && rows[i].Left == rows[i].Right && fit.ValueOf(i) < 0)
            {
                var name = $"{rows[i].Left}~~{rows[i].Left}{(rows[i].Group > 1 ? $".g{rows[i].Group}" : "")}";
                return new FitStatus(FitStatusCode.Inadmissible, $"The variance {name} is negative ({fit.ValueOf(i):G3}): a Heywood case.", name);
            }
        }

        for (var g = 0; g < fit.Groups.Count; g++)
            if (Dependent(fit, g) is { } variable)
                return new FitStatus(FitStatusCode.Inadmissible, $"The residual covariance matrix{(fit.Groups.Count > 1 ? $" of group {g + 1}" : "")} is not positive semi-definite: {variable} is at fault.", $"{variable}~~{variable}");
        return null;
    }

    // The first variable whose residual covariances with those before it exceed what their variances allow; variables without residual are left out.
    private static string? Dependent(SemFit fit, int group)
    {
        var v = fit.Model.Variables.Count;
        var residual = fit.Groups[group].Residual.ToArray();
        int[] kept = [.. Enumerable.Range(0, v).Where(i => residual[i * v + i] > 0)];
        foreach (var i in Enumerable.Range(0, v).Except(kept))
            if (Enumerable.Range(0, v).Any(j => residual[i * v + j] != 0))
                return fit.Model.Variables[i];
        var block = new double[kept.Length * kept.Length];
        for (var i = 0; i < kept.Length; i++)
            for (var j = 0; j < kept.Length; j++)
                block[i * kept.Length + j] = residual[kept[i] * v + kept[j]] / Math.Sqrt(residual[kept[i] * v + kept[i]] * residual[kept[j] * v + kept[j]]);
        for (var i = 0; i < kept.Length; i++)
            block[i * kept.Length + i] += SingularShare;
        var pivot = Cholesky.Factor(block, kept.Length);
        return pivot < 0 ? null : fit.Model.Variables[kept[pivot]];
    }
}
