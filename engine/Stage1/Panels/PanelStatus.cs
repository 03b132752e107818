using IpdEngine.Numerics;
using IpdEngine.Stage1.Sem.Estimation;

namespace IpdEngine.Stage1.Panels;

/// <summary>Judges a fitted panel model: the status ledger.</summary>
internal static class PanelStatus
{
    // A correlation block counts as singular where what a variable adds to those before it falls below this share of its variance.
    private const double SingularShare = 1e-8;

    /// <summary>The status of a fit with its reason and the parameter at fault.</summary>
    public static FitStatus Of(PanelParts parts, SemFit fit, int independent, int group = 0)
    {
        var unstable = independent < fit.Model.FreeCount;
        var names = fit.Model.Table.FreeNames;
        if (!fit.Search.Converged)
        {
            var (parameter, why) = MissingMaximum.Of(fit) ?? (Steepest(fit), $"The optimiser did not converge: {fit.Search.Story}.");
            return new FitStatus(FitStatusCode.NotConverged, why, parameter, unstable);
        }

        if (fit.InverseInformation is null)
        {
            return new FitStatus(
                FitStatusCode.NotIdentified, $"The information matrix is singular at {names[fit.Undetermined]}: the data do not determine it given the others.",
                names[fit.Undetermined], unstable);
        }

        var (fault, reason) = Inadmissible(parts, fit, group);
        if (fault is not null)
            return new FitStatus(FitStatusCode.Inadmissible, reason, fault, unstable);
        (fault, reason) = Boundary(parts, fit, group);
        if (fault is not null)
            return new FitStatus(FitStatusCode.Boundary, reason, fault, unstable);
        return new FitStatus(FitStatusCode.Ok, "Converged to an admissible solution.", null, unstable);
    }

    // Without convergence the parameter with the steepest gradient is named.
    private static string? Steepest(SemFit fit)
    {
        if (fit.Search.Gradient.Length == 0)
            return null;
        var steepest = 0;
        for (var i = 1; i < fit.Search.Gradient.Length; i++)
            if (Math.Abs(fit.Search.Gradient[i]) > Math.Abs(fit.Search.Gradient[steepest]))
                steepest = i;
        return fit.Model.Table.FreeNames[steepest];
    }

    private static (string? Parameter, string Reason) Inadmissible(PanelParts parts, SemFit fit, int group)
    {
        for (var i = 0; i < parts.Variances.Count; i++)
        {
            var name = parts.Variances[i];
            var variance = Variance(fit, name, name, group);
            if (variance < 0)
                return ($"{name}~~{name}", $"The {(i < parts.First ? "" : "residual ")}variance of {name} is negative ({variance:G3}).");
        }

        var fault = FirstDependent(fit, parts.Within, group);
        return fault is null ? (null, "") : (fault, $"The within part's implied covariance is not positive definite: {fault} is a combination of those before it.");
    }

    private static (string? Parameter, string Reason) Boundary(PanelParts parts, SemFit fit, int group)
    {
        foreach (var name in parts.Stable)
        {
            var variance = Variance(fit, name, name, group);
            if (variance <= 0)
                return ($"{name}~~{name}", $"The variance of the {Title(name)} is {(variance < 0 ? $"negative ({variance:G3})" : "zero")}.");
        }

        if (FirstDependent(fit, parts.Stable, group) is not { } dependent)
            return (null, "");
        if (parts.Stable is not [var a, var s])
            return ($"{dependent}~~{dependent}", $"The covariance matrix of the random intercepts and slopes is not positive definite: {dependent} is a combination of those before it.");
        var correlation = Variance(fit, a, s, group) / Math.Sqrt(Variance(fit, a, a, group) * Variance(fit, s, s, group));
        return ($"{a}~~{s}", $"The random intercepts' covariance matrix is not positive definite: their correlation is {correlation:F3}.");
    }

    private static string Title(string name) => name switch
    {
        _ when name.StartsWith("RS", StringComparison.Ordinal) => $"random slope {name}",
        _ when name.StartsWith("RI", StringComparison.Ordinal) => $"random intercept {name}",
        _ => $"individual effect {name}",
    };

    private static double Variance(SemFit fit, string left, string right, int group) => fit.ValueOf(ModelPlaces.Row(fit.Model, "~~", left, right, group + 1));

    private static string? FirstDependent(SemFit fit, IReadOnlyList<string> names, int group)
    {
        int[] places = [.. names.Select(name => ModelPlaces.Variable(fit.Model, name))];
        var v = fit.Model.Variables.Count;
        var block = new double[names.Count * names.Count];
        for (var i = 0; i < names.Count; i++)
            for (var j = 0; j < names.Count; j++)
                block[i * names.Count + j] = fit.Groups[group].VariableCovariance[places[i] * v + places[j]];
        var pivot = Cholesky.Factor(block, names.Count, SingularShare);
        return pivot < 0 ? null : names[pivot];
    }
}
