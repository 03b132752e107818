using System.Globalization;
using System.Text;
using IpdEngine.Stage2;
using IpdEngine.Stage2.Effects;
using IpdEngine.Stage2.SmallStudy;

namespace IpdEngine.Cli.Pooling;

/// <summary>A pool of independent effects as a person reads it.</summary>
internal static class PoolText
{
    public static string Of(PoolAnswer answer)
    {
        var (fit, text) = (answer.Fit, new StringBuilder());
        PoolLines.Line(text, $"Random-effects pool of {fit.K} effects ({answer.Rows.Measure}); tau-squared by {fit.Options.Estimator}, test {fit.Options.Test.ToString().ToLowerInvariant()}, {fit.Options.Level:0.##%} intervals");
        foreach (var omitted in answer.Rows.Omitted)
            PoolLines.Line(text, $"  left out: {omitted}");
        PoolLines.Line(text, "");
        PoolLines.Coefficients(text, fit.Coefficients);
        if (answer.Rows.Shown != Transformation.None && fit.Effects.Moderators.Count == 0)
        {
            var shown = BackTransformation.Of(fit.Coefficients[0], answer.Rows.Shown);
            PoolLines.Line(text, $"  {Word(answer.Rows.Shown)}: {shown.Estimate:F3} [{shown.ConfLow:F3}, {shown.ConfHigh:F3}]");
        }
        PoolLines.Line(text, "");
        PoolLines.Line(text, $"tau2 = {PoolLines.Number(fit.Tau2)} [{PoolLines.Number(fit.Tau2Interval.Low)}, {PoolLines.Number(fit.Tau2Interval.High)}] (Q-profile); I2 = {fit.I2:F1} %; H2 = {fit.H2:F2}");
        PoolLines.Line(text, $"Q({fit.QDegreesOfFreedom}) = {fit.Q:F2}, {PoolLines.Pvalue(fit.QPValue)}");
        if (fit.Moderation is { } test)
            PoolLines.Line(text, $"moderators: {PoolLines.Omnibus(test)}{(double.IsNaN(fit.R2) ? "" : $"; R2 = {fit.R2:F1} %")}");
        if (fit.Prediction is { } prediction)
        {
            var shown = BackTransformation.Of(prediction, answer.Rows.Shown);
            PoolLines.Line(text, $"prediction interval [{PoolLines.Number(prediction.Low)}, {PoolLines.Number(prediction.High)}]{(answer.Rows.Shown == Transformation.None ? "" : $", {Word(answer.Rows.Shown)} [{shown.Low:F3}, {shown.High:F3}]")} ({prediction.Definition})");
        }
        Weights(text, answer);
        if (!fit.Converged)
            PoolLines.Line(text, $"NOT CONVERGED: {fit.Reason}");
        PoolLines.Robust(text, answer.Robust);
        Extras(text, answer);
        if (answer.SmallStudy is { } bias)
            Bias(text, bias);
        return text.ToString();
    }

    // Where IPD studies and published ones are pooled together, a reader asks how much each kind says.
    private static void Weights(StringBuilder text, PoolAnswer answer)
    {
        var sources = answer.Rows.Sources;
        foreach (var source in Enumerable.Range(0, answer.Fit.K).GroupBy(i => sources[i]).Where(g => g.Count() < answer.Fit.K))
            PoolLines.Line(text, $"  from {source.Key}: {source.Count()} effects, {source.Sum(i => answer.Fit.Weights[i]):F1} % of the weight");
    }

    private static string Word(Transformation transformation) => transformation switch
    {
        Transformation.Tanh => "as correlation",
        Transformation.Exp => "as ratio",
        Transformation.InverseLogit => "as proportion",
        _ => "as analysed",
    };

    private static void Extras(StringBuilder text, PoolAnswer answer)
    {
        if (answer.Subgroups is { } subgroups)
        {
            PoolLines.Line(text, "");
            if (subgroups.Fit is not { } groups)
                PoolLines.Line(text, $"subgroups: {subgroups.Refusal}");
            else
            {
                PoolLines.Line(text, $"Subgroups by {groups.Name}: {(groups.Difference is { } difference ? PoolLines.Omnibus(difference) : "no test")} ({groups.TestDefinition})");
                foreach (var group in groups.Groups)
                    PoolLines.Line(text, group.Mean is { } mean
                        ? $"  {group.Level}: {PoolLines.Number(mean.Estimate)} [{PoolLines.Number(mean.ConfLow)}, {PoolLines.Number(mean.ConfHigh)}], k = {group.Rows.Count}, tau2 = {PoolLines.Number(group.Tau2)}"
                        : $"  {group.Level}: {group.Refusal}");
            }
        }
        if (answer.Influence is { } influence)
        {
            PoolLines.Line(text, "");
            PoolLines.Line(text, influence.Fit is not { } rows ? $"influence: {influence.Refusal}"
                : rows.Where(r => r.Measures?.Influential == true).ToList() is { Count: > 0 } marked ? $"influential: {string.Join(", ", marked.Select(r => r.Id))}"
                : "influential: none");
        }
        Rows(text, "Leave-one-out", answer.LeaveOneOut?.Select(r => ($"without {r.Id}", r.Outcome)));
        if (answer.Cumulative is { Refusal: { } none })
            PoolLines.Line(text, $"cumulative: {none}");
        Rows(text, "Cumulative", answer.Cumulative?.Fit?.Select(r => ($"+ {r.Id}", r.Outcome)));
        if (answer.Permutation is { } permutation)
        {
            PoolLines.Line(text, "");
            PoolLines.Line(text, permutation.Fit is not { } test ? $"permutation test: {permutation.Refusal}"
                : $"permutation test: {string.Join("; ", test.Terms.Select((term, j) => $"{term} {PoolLines.Pvalue(test.PValues[j])}"))} ({test.Definition})");
        }
        if (answer.Gosh is { } gosh)
        {
            PoolLines.Line(text, "");
            PoolLines.Line(text, gosh.Fit is not { } all ? $"GOSH: {gosh.Refusal}" : $"GOSH: {all.Subsets.Count} subsets {(all.Exhaustive ? "(all)" : "(drawn)")}; see the figure or --format json");
        }
    }

    private static void Rows(StringBuilder text, string title, IEnumerable<(string Name, PoolOutcome<UnivariateFit> Outcome)>? rows)
    {
        if (rows is null)
            return;
        PoolLines.Line(text, "");
        PoolLines.Line(text, title);
        foreach (var (name, outcome) in rows)
            PoolLines.Line(text, outcome.Fit is { } fit
                ? $"  {name}: {PoolLines.Number(fit.Coefficients[0].Estimate)} [{PoolLines.Number(fit.Coefficients[0].ConfLow)}, {PoolLines.Number(fit.Coefficients[0].ConfHigh)}], tau2 = {PoolLines.Number(fit.Tau2)}"
                : $"  {name}: {outcome.Refusal}");
    }

    private static void Bias(StringBuilder text, SmallStudyAnswer bias)
    {
        PoolLines.Line(text, "");
        PoolLines.Line(text, "Small-study effects");
        PoolLines.Line(text, $"  Egger (additive): {Shown(bias.Egger, Slope)}");
        PoolLines.Line(text, $"  Egger (weighted regression): {Shown(bias.EggerClassic, Slope)}");
        if (bias.BySampleSize is { } bySize)
            PoolLines.Line(text, $"  Egger on 1/sqrt(n): {Shown(bySize, Slope)}");
        PoolLines.Line(text, $"  rank correlation: {Shown(bias.Rank, rank => $"tau = {rank.Tau:F3}, {PoolLines.Pvalue(rank.PValue)}{(rank.Exact ? " (exact)" : "")}")}");
        PoolLines.Line(text, $"  trim-and-fill: {Shown(bias.TrimAndFill, fill => $"{fill.Missing} missing on the {fill.Side.ToString().ToLowerInvariant()}; {Estimate(fill.Pool.Coefficients[0])}")}");
        PoolLines.Line(text, $"  PET-PEESE: {Shown(bias.PetPeese, both => $"{(both.TakesPeese ? "PEESE" : "PET")} {Estimate(both.Estimate)}")}");
        PoolLines.Line(text, $"  selection model: {Shown(bias.Selection, s => s.Converged ? $"{Estimate(s.Coefficients[0])}; selection {PoolLines.Omnibus(s.SelectionTest)}" : $"not converged: {s.Reason}")}");
        PoolLines.Line(text, $"  excess significance: {Shown(bias.Excess, tes => string.Create(CultureInfo.InvariantCulture, $"{tes.Observed} observed, {tes.Expected:F1} expected, {PoolLines.Pvalue(tes.ExactP)}"))}");
        var warnings = new[] { bias.Egger.Fit?.Warnings, bias.TrimAndFill.Fit?.Warnings, bias.PetPeese.Fit?.Warnings, bias.Selection.Fit?.Warnings, bias.Excess.Fit?.Warnings };
        foreach (var warning in warnings.SelectMany(w => w ?? []).Distinct())
            PoolLines.Line(text, $"  caution: {warning}");
    }

    private static string Slope(EggerFit fit) =>
        string.Create(CultureInfo.InvariantCulture, $"slope {PoolLines.Number(fit.Slope.Estimate)}, {PoolLines.Pvalue(fit.Slope.PValue)}{(fit.Limit is { } limit ? $"; limit {Estimate(limit)}" : "")}");

    private static string Estimate(Coefficient c) => $"{PoolLines.Number(c.Estimate)} [{PoolLines.Number(c.ConfLow)}, {PoolLines.Number(c.ConfHigh)}]";

    private static string Shown<T>(PoolOutcome<T> outcome, Func<T, string> show) where T : class => outcome.Fit is { } fit ? show(fit) : outcome.Refusal!.ToString();
}
