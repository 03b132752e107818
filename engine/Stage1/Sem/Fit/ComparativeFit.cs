namespace IpdEngine.Stage1.Sem.Fit;

/// <summary>Fit compared with the baseline model.</summary>
internal static class ComparativeFit
{
    /// <summary>CFI = 1 - max(X - c df, 0) / max(X - c df, X0 - c0 df0, 0). Bentler (1990), doi 10.1037/0033-2909.107.2.238; c as in lavaan 0.6-14.</summary>
    public static double Cfi(double chisq, double df, double baseline, double baselineDf, double scale = 1, double baselineScale = 1)
    {
        if (double.IsNaN(chisq + df + baseline + baselineDf + scale + baselineScale))
            return double.NaN;
        var own = Math.Max(chisq - scale * df, 0);
        var largest = Math.Max(Math.Max(own, baseline - baselineScale * baselineDf), 0);
        return largest == 0 ? 1 : 1 - own / largest;
    }

    /// <summary>
    /// TLI = ((X0 - c0 df0)/df0 - (X - c df)/df) / ((X0 - c0 df0)/df0 ... ) in lavaan's form:
    /// 1 - (X - c df) df0 / ((X0 - c0 df0) df). Tucker and Lewis (1973), doi 10.1007/BF02291170.
    /// </summary>
    public static double Tli(double chisq, double df, double baseline, double baselineDf, double scale = 1, double baselineScale = 1)
    {
        if (!(df > 0))
            return df == 0 ? 1 : double.NaN;
        var own = (chisq - scale * df) * baselineDf;
        var other = (baseline - baselineScale * baselineDf) * df;
        return Math.Abs(other) == 0 ? 1 : 1 - own / other;
    }
}
