using IpdEngine.Panel;
using IpdEngine.Simulation.Draws;
using IpdEngine.Stage1;
using IpdEngine.Stage1.Panels;
using IpdEngine.Stage2.Inference;

namespace IpdEngine.Simulation.Coverage;

/// <summary>Coverage, bias and error of the RI-CLPM's lags over replicates of one cell.</summary>
public static class CoverageStudy
{
    private static readonly string[] s_lags = ["aa", "sa", "ss", "as"];

    /// <summary>Runs a cell under every rule, all rules on the same draws.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="rules">Ways to make intervals.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="replicates">Draws.</param>
    /// <param name="workers">Fits at once; changes nothing in the result.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <returns>Rows in order of rule, scale, lag.</returns>
    public static IReadOnlyList<CoverageRow> Run(
        CoverageCell cell, IReadOnlyList<IntervalRule> rules, ulong seed, int replicates, int workers, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(cell);
        ArgumentNullException.ThrowIfNull(rules);
        var truth = cell.Truth;
        var outcomes = Replicates.Run(0, replicates, workers, r => Outcomes(StudyDraw.Of(truth, seed, r, CellNumber(cell)), rules, cancellation), cancellation);
        List<CoverageRow> rows = [];
        for (var rule = 0; rule < rules.Count; rule++)
        {
            LagOutcome[] ofRule = [.. outcomes.Select(o => o[rule])];
            for (var lag = 0; lag < 4; lag++)
                rows.Add(Row(cell, rules[rule].Name, "std", lag, truth.Panel.Standardised()[lag], ofRule, o => o.Standardised!));
            for (var lag = 0; lag < 4; lag++)
                rows.Add(Row(cell, rules[rule].Name, "unstd", lag, truth.Panel.Unstandardised()[lag], ofRule, o => o.Unstandardised!));
        }

        return rows;
    }

    // Cells have streams of their own.
    private static int CellNumber(CoverageCell cell)
    {
        for (var i = 0; i < CoverageCell.All.Count; i++)
            if (CoverageCell.All[i] == cell)
                return i;
        return CoverageCell.All.Count;
    }

    private static LagOutcome[] Outcomes(StudyPanel study, IReadOnlyList<IntervalRule> rules, CancellationToken cancellation) =>
        [.. rules.Select(rule => LagOutcome.Of(PanelModel.Fit(study, "riclpm", rule.Options, cancellation)))];

    private static CoverageRow Row(CoverageCell cell, string rule, string scale, int lag, double truth, LagOutcome[] outcomes, Func<LagOutcome, TermRow[]> terms)
    {
        TermRow[] all = [.. outcomes.Where(o => o.Usable).Select(o => terms(o)[lag])], poolable = [.. outcomes.Where(o => o.Usable && o.Poolable).Select(o => terms(o)[lag])];
        var (sum, squares, errors) = (0.0, 0.0, 0.0);
        foreach (var term in poolable)
        {
            var off = term.Estimate - truth;
            (sum, squares, errors) = (sum + off, squares + off * off, errors + term.StandardError * term.StandardError);
        }

        var n = poolable.Length;
        var bias = sum / n;
        var variance = (squares - n * bias * bias) / (n - 1);
        return new CoverageRow(
            cell, rule, scale, s_lags[lag], truth, Rate.Of(poolable, t => Holds(t, truth)), Rate.Of(all, t => Holds(t, truth)),
            bias, Math.Sqrt(variance / n), Math.Sqrt(squares / n), Math.Sqrt(errors / n / variance), Counts(outcomes));
    }

    private static bool Holds(TermRow term, double truth) =>
        Math.Abs(term.Estimate - truth) <= ReferenceDistribution.Critical(0.95, term.DegreesOfFreedom) * term.StandardError;

    private static KeyValuePair<string, int>[] Counts(LagOutcome[] outcomes) =>
        [.. outcomes.GroupBy(o => o.Status).OrderBy(g => g.Key).Select(g => new KeyValuePair<string, int>(new FitStatus(g.Key, "").Name, g.Count()))];
}
