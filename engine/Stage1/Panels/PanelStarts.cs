namespace IpdEngine.Stage1.Panels;

/// <summary>Where the search for a panel model begins: shares of each construct's variance.</summary>
internal static class PanelStarts
{
    private const double InterceptVariance = 0.4;
    private const double WithinVariance = 0.5;
    private const double SlopeVariance = 0.01;
    private const double Carryover = 0.2;

    /// <summary>Some stable variance, some carry-over, no cross-lags; a latent curve starts flat at each construct's mean.</summary>
    public static Dictionary<string, double> Of(PanelLayout layout, PanelData data)
    {
        Dictionary<string, double> starts = new(StringComparer.Ordinal);
        foreach (var name in layout.Form.Stable)
        {
            starts[$"{name}~~{name}"] = (name[1] == 'S' ? SlopeVariance : InterceptVariance) * data.Variance(name[^1]);
            starts[$"{name}~1"] = name[1] == 'S' ? 0 : data.Mean(name[^1]);
        }

        foreach (var name in layout.Model.Table.FreeNames)
        {
            if (name.StartsWith("aa", StringComparison.Ordinal) || name.StartsWith("ss", StringComparison.Ordinal))
                starts[name] = Carryover;
        }

        var (a, s) = (WithinVariance * data.Variance('a'), WithinVariance * data.Variance('s'));
        for (var i = 0; i < layout.Form.Waves; i++)
        {
            starts[$"{layout.Form.Within('a', i)}~~{layout.Form.Within('a', i)}"] = a;
            starts[$"{layout.Form.Within('s', i)}~~{layout.Form.Within('s', i)}"] = s;
        }

        if (layout.Form.Lags == LagPattern.StandardisedEqual)
        {
            // Loadings are the within SDs: positive, or the constructs would change sign together.
            for (var i = 0; i < layout.Form.Waves; i++)
            {
                starts[$"{layout.Form.Within('a', i)}=~{layout.Form.Score('a', i)}"] = Math.Sqrt(a);
                starts[$"{layout.Form.Within('s', i)}=~{layout.Form.Score('s', i)}"] = Math.Sqrt(s);
                starts[$"va{layout.Form.Sessions[i]}"] = starts[$"vs{layout.Form.Sessions[i]}"] = 1 - Carryover * Carryover;
            }
        }

        if (layout.Form.EqualResiduals)
            (starts["ra"], starts["rs"]) = (a, s);
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
