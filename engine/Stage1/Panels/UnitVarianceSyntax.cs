using System.Text;

namespace IpdEngine.Stage1.Panels;

/// <summary>
/// Writes what makes every within part have variance 1, so that equal lags are equal standardised lags: the residual variances follow from the lags and the
/// correlation at the wave before.
/// </summary>
/// <remarks>
/// As on Mulder and Hamaker's page for the RI-CLPM (jeroendmulder.github.io/RI-CLPM, constraints over time). With R the within correlation matrix at t-1 and Phi the lags,
/// Var(residual) = 1 - diag(Phi R Phi') and the correlation at t is the off-diagonal of Phi R Phi' plus the residual covariance.
/// </remarks>
internal static class UnitVarianceSyntax
{
    /// <summary>The lines, to follow the model's own.</summary>
    public static string Of(PanelForm form)
    {
        var text = new StringBuilder();
        void Line(string line) => text.Append(line).Append('\n');
        Line("# within parts of variance 1: free covariances, residual variances by the constraints below");
        for (var i = 0; i < form.Waves; i++)
        {
            var (a, s, t) = (form.Within('a', i), form.Within('s', i), form.Sessions[i]);
            Line($"{a} ~~ {(i == 0 ? "1" : $"va{t}")}*{a}");
            Line($"{s} ~~ {(i == 0 ? "1" : $"vs{t}")}*{s}");
            Line($"{a} ~~ cw{t}*{s}");
        }

        Line("# residual variances; r is the correlation of the within parts");
        for (var i = 1; i < form.Waves; i++)
        {
            var (t, r) = (form.Sessions[i], i == 1 ? $"cw{form.Sessions[0]}" : $"r{form.Sessions[i - 1]}");
            Line($"va{t} == 1 - (aa^2 + sa^2 + 2*aa*sa*{r})");
            Line($"vs{t} == 1 - (ss^2 + as^2 + 2*ss*as*{r})");
            if (i + 1 < form.Waves)
                Line($"r{t} := aa*as + sa*ss + (aa*ss + sa*as)*{r} + cw{t}");
        }

        return text.ToString();
    }
}
