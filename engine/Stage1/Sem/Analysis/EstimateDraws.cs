using IpdEngine.Stage1.Sem.Bootstrap;
using IpdEngine.Stage1.Sem.Estimation;

namespace IpdEngine.Stage1.Sem.Analysis;

/// <summary>Every estimate of a fit over bootstrap draws.</summary>
internal static class EstimateDraws
{
    /// <summary>Names of the statistics: free parameters, defined ones, <c>std.all</c> of every row with its group.</summary>
    public static IReadOnlyList<string> Names(SemFit fit) =>
    [
        .. fit.Model.Table.FreeNames, .. fit.Model.Table.Definitions.Select(d => d.Name),
        .. fit.Model.Table.Rows.Select(r => $"std.all {r.Name}{(r.Group > 1 ? $".g{r.Group}" : "")}"),
    ];

    /// <summary>Draws and sums up.</summary>
    public static BootstrapResult Of(SemFit fit, SemSample sample, SemRequest request, CancellationToken cancellation) =>
        SemBootstrap.Run(sample.Tables, fit, request.Incomplete, Names(fit), draw => Outcome(draw, sample), request.Bootstrap!, cancellation);

    private static DrawOutcome Outcome(SemFit draw, SemSample sample)
    {
        var clusters = sample.Tables.Sum(t => t.ClusterCount);
        var status = SemStatus.Of(draw, clusters > 0 ? clusters : draw.Rows);
        if (status.Code is FitStatusCode.NotConverged or FitStatusCode.NotIdentified)
            return new DrawOutcome(status.Name, []);
        var (standardised, gradient) = (Standardised.Of(draw), new double[draw.Model.FreeCount]);
        return new DrawOutcome(status.Name,
        [
            .. draw.Estimates, .. DefinedParameter.Of(draw).Select(d => d.Estimate),
            .. Enumerable.Range(0, draw.Model.Table.Rows.Count).Select(row => standardised.Value(row, 1, gradient)),
        ]);
    }
}
