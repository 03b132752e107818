using IpdEngine.Stage1;

namespace IpdEngine.Simulation.Coverage;

/// <summary>What one fit of one replicate says: its status and its lags with their standard errors.</summary>
/// <param name="Status">How the fit ended.</param>
/// <param name="Standardised">aa, sa, ss, as completely standardised; null where the fit has none.</param>
/// <param name="Unstandardised">The same in units of the scores; null where the fit has none.</param>
internal sealed record LagOutcome(FitStatusCode Status, TermRow[]? Standardised, TermRow[]? Unstandardised)
{
    public bool Poolable => Status is FitStatusCode.Ok or FitStatusCode.Boundary;

    public bool Usable => Standardised is not null;

    public static LagOutcome Of(StudyEstimate fit)
    {
        TermRow[] standardised = [.. fit.Rows.Where(r => r.Component == "std")], plain = [.. fit.Rows.Where(r => r.Component == "unstd")];
        return standardised.Length == 4 && plain.Length == 4 && standardised.Concat(plain).All(r => r.StandardError > 0)
            ? new LagOutcome(fit.Status.Code, standardised, plain)
            : new LagOutcome(fit.Status.Code, null, null);
    }
}
