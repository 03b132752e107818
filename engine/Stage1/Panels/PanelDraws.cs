using IpdEngine.Stage1.Sem.Bootstrap;
using IpdEngine.Stage1.Sem.Estimation;
using IpdEngine.Stage1.Sem.Observations;

namespace IpdEngine.Stage1.Panels;

/// <summary>Bootstrap draws of a panel model: the mean standardised lags (<c>std.aa</c>, ...) and, where lags are equal over time, the unstandardised ones (<c>unstd.aa</c>, ...).</summary>
internal sealed class PanelDraws(PanelSample sample, LagPlaces places, PanelParts parts, LagPattern pattern)
{
    /// <summary>Draws from the data of a fit.</summary>
    public BootstrapResult Of(PatternTable table, SemFit fit, PanelOptions options, BootstrapOptions bootstrap, CancellationToken cancellation)
    {
        var names = places.Names.Select(lag => $"std.{lag}");
        if (pattern == LagPattern.Equal)
            names = names.Concat(places.Names.Select(lag => $"unstd.{lag}"));
        return SemBootstrap.Run(table, fit, options.Incomplete, [.. names], Outcome, bootstrap, cancellation);
    }

    // A draw takes the status that a study with its data would have; draws that converged count, whatever their intercepts are.
    private DrawOutcome Outcome(SemFit draw)
    {
        var status = PanelStatus.Of(parts, draw, sample.Independent);
        if (status.Code is FitStatusCode.NotConverged or FitStatusCode.NotIdentified)
            return new DrawOutcome(status.Name, []);
        var lags = StandardisedLags.Of(places, draw).Mean;
        if (pattern != LagPattern.Equal)
            return new DrawOutcome(status.Name, lags);
        return new DrawOutcome(
            status.Name, [.. lags, .. places.Names.Select((name, lag) => draw.ValueOf(places.Rows[lag, 1]) * sample.Data.Unit(name[1]) / sample.Data.Unit(name[0]))]);
    }
}
