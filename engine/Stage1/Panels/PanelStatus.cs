using IpdEngine.Numerics;
using IpdEngine.Stage1.Sem.Estimation;

namespace IpdEngine.Stage1.Panels;

/// <summary>Judges a fitted panel model: the status ledger.</summary>
internal static class PanelStatus
{
    // A correlation block counts as singular where what a variable adds to those before it falls below this share of its variance.
    private const double SingularShare = 1e-8;

    /// <summary>The status of a fit with its reason and the parameter at fault.</summary>
    public static FitStatus Of(PanelLayout layout, SemFit fit, int independent)
    {
        var unstable = independent < fit.Model.FreeCount;
        var names = fit.Model.Table.FreeNames;
        if (!fit.Search.Converged)
            return new FitStatus(FitStatusCode.NotConverged, $"The optimiser did not converge: {fit.Search.Story}.", Steepest(fit), unstable);
        if (fit.InverseInformation is null)
        {
            return new FitStatus(
                FitStatusCode.NotIdentified, $"The information matrix is singular at {names[fit.Undetermined]}: the data do not determine it given the others.",
                names[fit.Undetermined], unstable);
        }

        var (fault, reason) = Inadmissible(layout, fit);
        if (fault is not null)
            return new FitStatus(FitStatusCode.Inadmissible, reason, fault, unstable);
        (fault, reason) = Boundary(layout, fit);
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

    private static (string? Parameter, string Reason) Inadmissible(PanelLayout layout, SemFit fit)
    {
        foreach (var session in layout.Sessions)
        {
            foreach (var construct in new[] { 'a', 's' })
            {
                var name = layout.Within(construct, session);
                var variance = fit.ValueOf(layout.Row("~~", name, name));
                if (variance < 0)
                    return ($"{name}~~{name}", $"The {(session == layout.Sessions[0] ? "" : "residual ")}variance of {name} is negative ({variance:G3} on the standardised scale of the construct).");
            }
        }

        string[] within = [.. layout.Sessions.SelectMany(t => new[] { layout.Within('a', t), layout.Within('s', t) })];
        var fault = FirstDependent(layout, fit, within);
        return fault is null ? (null, "") : (fault, $"The within part's implied covariance is not positive definite: {fault} is a combination of those before it.");
    }

    private static (string? Parameter, string Reason) Boundary(PanelLayout layout, SemFit fit)
    {
        string[] intercepts = layout.Block switch
        {
            InterceptBlock.Free => ["RIa", "RIs"],
            InterceptBlock.AllianceOnly => ["RIa"],
            InterceptBlock.SymptomOnly => ["RIs"],
            _ => [],
        };
        foreach (var name in intercepts)
        {
            var variance = fit.ValueOf(layout.Row("~~", name, name));
            if (variance <= 0)
                return ($"{name}~~{name}", $"The variance of the random intercept {name} is {(variance < 0 ? $"negative ({variance:G3})" : "zero")}.");
        }

        if (FirstDependent(layout, fit, intercepts) is null)
            return (null, "");
        var correlation = fit.ValueOf(layout.Row("~~", "RIa", "RIs"))
            / Math.Sqrt(fit.ValueOf(layout.Row("~~", "RIa", "RIa")) * fit.ValueOf(layout.Row("~~", "RIs", "RIs")));
        return ("RIa~~RIs", $"The random intercepts' covariance matrix is not positive definite: their correlation is {correlation:F3}.");
    }

    private static string? FirstDependent(PanelLayout layout, SemFit fit, string[] names)
    {
        int[] places = [.. names.Select(layout.Variable)];
        var v = fit.Model.Variables.Count;
        var block = new double[names.Length * names.Length];
        for (var i = 0; i < names.Length; i++)
            for (var j = 0; j < names.Length; j++)
                block[i * names.Length + j] = fit.VariableCovariance[places[i] * v + places[j]];
        var pivot = Cholesky.Factor(block, names.Length, SingularShare);
        return pivot < 0 ? null : names[pivot];
    }
}
