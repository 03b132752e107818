namespace IpdEngine.Stage1.Panels;

/// <summary>Where the search for a panel model begins, on the scale of scores with unit SD.</summary>
internal static class PanelStarts
{
    private const double InterceptVariance = 0.4;
    private const double WithinVariance = 0.5;
    private const double Carryover = 0.2;

    /// <summary>Some stable variance, some carry-over, no cross-lags.</summary>
    public static Dictionary<string, double> Of(PanelLayout layout)
    {
        Dictionary<string, double> starts = new(StringComparer.Ordinal)
        {
            ["RIa~~RIa"] = InterceptVariance,
            ["RIs~~RIs"] = InterceptVariance,
        };
        foreach (var name in layout.Model.Table.FreeNames)
        {
            if (name.StartsWith("aa", StringComparison.Ordinal) || name.StartsWith("ss", StringComparison.Ordinal))
                starts[name] = Carryover;
        }

        foreach (var session in layout.Sessions)
            foreach (var construct in new[] { 'a', 's' })
            {
                var within = layout.Within(construct, session);
                starts[$"{within}~~{within}"] = WithinVariance;
            }

        return starts;
    }

    /// <summary>Starts at another fit's estimates.</summary>
    public static Dictionary<string, double> From(Sem.Estimation.SemFit fit)
    {
        Dictionary<string, double> starts = new(StringComparer.Ordinal);
        for (var i = 0; i < fit.Estimates.Length; i++)
            starts[fit.Model.Table.FreeNames[i]] = fit.Estimates[i];
        return starts;
    }
}
