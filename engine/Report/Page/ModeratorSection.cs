using IpdEngine.Report.Markup;
using IpdEngine.Stage2;
using IpdEngine.TwoStage;

namespace IpdEngine.Report.Page;

/// <summary>Study-level moderators, where the plan has some.</summary>
internal static class ModeratorSection
{
    /// <summary>One table a meta-regression; null where the run has none.</summary>
    public static Node? Of(ReportSource source)
    {
        var pools = source.Moderated.ToList();
        if (pools.Count == 0)
            return null;
        var section = Piece.Section("moderators", "Moderators", Piece.Paragraph(
            "Differences between studies are observational and few: a coefficient here says which studies differ, not what would change within a patient."));
        foreach (var pool in pools)
            section.Add(pool.Fit is { } fit
                ? Table(pool, fit)
                : Piece.Paragraph($"{Title(pool)}, {pool.Pool}: {pool.Refusal ?? "not pooled"}."));
        return section;
    }

    private static Tag Table(PooledEffect pool, UnivariateFit fit)
    {
        var grid = new Grid($"{Title(pool)}, k = {fit.K}; {Names.Pool(pool.Pool)}",
            "term", "#estimate", "#std.error", "#statistic", "#df", "#p.value", "#conf.low", "#conf.high");
        foreach (var c in fit.Coefficients)
            grid.Row(c.Term, Piece.Number(c.Estimate, 4), Piece.Number(c.StandardError, 4), Piece.Number(c.Statistic, 2), Piece.Number(c.DegreesOfFreedom, 0),
                Piece.P(c.PValue), Piece.Number(c.ConfLow, 4), Piece.Number(c.ConfHigh, 4));
        return new Tag("div", grid.ToNode(), Piece.Note(Omnibus(fit) + $"R\u00B2 = {Numbers.Fixed(fit.R2, 1)} %, residual \u03C4\u00B2 {Numbers.VarianceEquals(fit.Tau2)}, "
            + $"residual Q({fit.QDegreesOfFreedom}) = {Numbers.Fixed(fit.Q, 2)}, {Numbers.PEquals(fit.QPValue)}.{LeftOut(pool)}"));
    }

    private static string Title(PooledEffect pool) =>
        Names.Effect(pool.Effect) + (pool.Model == "association" ? " (Fisher\u2019s z)" : ", " + Names.Model(pool.Model));

    private static string LeftOut(PooledEffect pool) => string.Concat(pool.Members.Where(member => !member.Included)
        .GroupBy(member => member.Reason.TrimEnd('.'), StringComparer.Ordinal)
        .Select(group => $" Not in this pool: {string.Join(", ", group.Select(member => member.Study))}: {group.Key}."));

    private static string Omnibus(UnivariateFit fit) => fit.Moderation is not { } test ? ""
        : (double.IsInfinity(test.Df2) ? $"Q({test.Df1})" : $"F({test.Df1}, {Numbers.Fixed(test.Df2, 0)})")
            + $" = {Numbers.Fixed(test.Statistic, 2)}, {Numbers.PEquals(test.PValue)}; ";
}
