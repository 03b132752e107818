using System.Text;

namespace IpdEngine.Stage1.Panels;

/// <summary>Writes covariates and auxiliary variables of a panel model as lavaan text: random, with free means, variances and covariances, so that FIML keeps persons who miss one.</summary>
/// <remarks>
/// Covariates: Mulder and Hamaker (2021), doi 10.1080/10705511.2020.1784738, extension 1. Auxiliary variables as saturated correlates: Graham (2003),
/// doi 10.1207/S15328007SEM1001_4: they covary with every score, which leaves the model of the scores as it is.
/// </remarks>
internal static class PersonSyntax
{
    /// <summary>The lines, to follow the model's own.</summary>
    public static string Of(PanelForm form)
    {
        var text = new StringBuilder();
        void Line(string line) => text.Append(line).Append('\n');
        var covariates = string.Join(" + ", form.Covariates);
        string[] within = [.. Enumerable.Range(0, form.Waves).SelectMany(i => new[] { form.Within('a', i), form.Within('s', i) })];
        if (form.Covariates.Count > 0)
        {
            Line(form.CovariatesOnWithin ? "# covariates of the within parts" : $"# covariates of the random intercepts{(form.Block == InterceptBlock.Growth ? " and slopes" : "")}");
            foreach (var outcome in form.CovariatesOnWithin ? within : form.Stable)
                Line($"{outcome} ~ {covariates}");

            // The second zeros keep sem() from letting what is now an outcome covary with the last within parts.
            foreach (var name in form.Stable)
                Line(form.CovariatesOnWithin ? $"{name} ~~ {string.Join(" + ", form.Covariates.Select(covariate => $"0*{covariate}"))}" : $"{name} ~~ 0*{within[^2]} + 0*{within[^1]}");
        }

        if (form.Auxiliary.Count > 0)
        {
            Line("# auxiliary variables: their covariances with every score are free");
            foreach (var name in form.Auxiliary)
                Line($"{name} ~~ {string.Join(" + ", form.Scores.ByTurns)}");
        }

        Line("# means, variances and covariances of persons' variables");
        string[] all = [.. form.Covariates, .. form.Auxiliary];
        for (var i = 0; i < all.Length; i++)
        {
            Line($"{all[i]} ~~ {string.Join(" + ", all.Skip(i))}");
            Line($"{all[i]} ~ 1");
        }

        return text.ToString();
    }
}
