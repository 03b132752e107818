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
        Line(text, $"Random-effects pool of {fit.K} effects ({answer.Rows.Measure}); tau-squared by {fit.Options.Estimator}, test {fit.Options.Test.ToString().ToLowerInvariant()}, {fit.Options.Level:0.##%} intervals");
        foreach (var omitted in answer.Rows.Omitted)
            Line(text, $"  left out: {omitted}");
        Line(text, "");
        Coefficients(text, fit.Coefficients);
        if (answer.Rows.Shown != Transformation.None && fit.Effects.Moderators.Count == 0)
        {
            var shown = BackTransformation.Of(fit.Coefficients[0], answer.Rows.Shown);
            Line(text, $"  {Word(answer.Rows.Shown)}: {shown.Estimate:F3} [{shown.ConfLow:F3}, {shown.ConfHigh:F3}]");
        }
        Line(text, "");
        Line(text, $"tau2 = {Number(fit.Tau2)} [{Number(fit.Tau2Interval.Low)}, {Number(fit.Tau2Interval.High)}] (Q-profile); I2 = {fit.I2:F1} %; H2 = {fit.H2:F2}");
        Line(text, $"Q({fit.QDegreesOfFreedom}) = {fit.Q:F2}, {Pvalue(fit.QPValue)}");
        if (fit.Moderation is { } test)
            Line(text, $"moderators: {Omnibus(test)}{(double.IsNaN(fit.R2) ? "" : $"; R2 = {fit.R2:F1} %")}");
        if (fit.Prediction is { } prediction)
        {
            var shown = BackTransformation.Of(prediction, answer.Rows.Shown);
            Line(text, $"prediction interval [{Number(prediction.Low)}, {Number(prediction.High)}]{(answer.Rows.Shown == Transformation.None ? "" : $", {Word(answer.Rows.Shown)} [{shown.Low:F3}, {shown.High:F3}]")} ({prediction.Definition})");
        }
        if (!fit.Converged)
            Line(text, $"NOT CONVERGED: {fit.Reason}");
        MultilevelText.Robust(text, answer.Robust);
        Extras(text, answer);
        if (answer.SmallStudy is { } bias)
            Bias(text, bias);
        return text.ToString();
    }

    /// <summary>The table of coefficients, shared with the multilevel pool.</summary>
    public static void Coefficients(StringBuilder text, IReadOnlyList<Coefficient> coefficients)
    {
        var width = Math.Max(10, coefficients.Max(c => c.Term.Length));
        Line(text, $"{"".PadRight(width)}  {"estimate",9} {"se",8} {"statistic",9} {"df",7} {"p",7}  interval");
        foreach (var c in coefficients)
            Line(text, $"{c.Term.PadRight(width)}  {Number(c.Estimate),9} {Number(c.StandardError),8} {c.Statistic,9:F3} {(double.IsFinite(c.DegreesOfFreedom) ? c.DegreesOfFreedom.ToString("0.#", CultureInfo.InvariantCulture) : "inf"),7} {P(c.PValue),7}  [{Number(c.ConfLow)}, {Number(c.ConfHigh)}]");
    }

    public static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    public static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');

    public static string Number(double value) => double.IsNaN(value) ? "-" : double.IsInfinity(value) ? "inf" : value.ToString("0.0000", CultureInfo.InvariantCulture);

    public static string P(double p) => double.IsNaN(p) ? "-" : p < 0.001 ? "<.001" : p.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Pvalue(double p) => p < 0.001 ? "p < .001" : $"p = {P(p)}";

    public static string Omnibus(OmnibusTest test) => double.IsFinite(test.Df2)
        ? string.Create(CultureInfo.InvariantCulture, $"F({test.Df1}, {test.Df2:0.#}) = {test.Statistic:F2}, {Pvalue(test.PValue)}")
        : string.Create(CultureInfo.InvariantCulture, $"chi2({test.Df1}) = {test.Statistic:F2}, {Pvalue(test.PValue)}");

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
            Line(text, "");
            if (subgroups.Fit is not { } groups)
                Line(text, $"subgroups: {subgroups.Refusal}");
            else
            {
                Line(text, $"Subgroups by {groups.Name}: {(groups.Difference is { } difference ? Omnibus(difference) : "no test")} ({groups.TestDefinition})");
                foreach (var group in groups.Groups)
                    Line(text, group.Mean is { } mean
                        ? $"  {group.Level}: {Number(mean.Estimate)} [{Number(mean.ConfLow)}, {Number(mean.ConfHigh)}], k = {group.Rows.Count}, tau2 = {Number(group.Tau2)}"
                        : $"  {group.Level}: {group.Refusal}");
            }
        }
        if (answer.Influence is { } influence)
        {
            Line(text, "");
            Line(text, influence.Fit is not { } rows ? $"influence: {influence.Refusal}"
                : rows.Where(r => r.Measures?.Influential == true).ToList() is { Count: > 0 } marked ? $"influential: {string.Join(", ", marked.Select(r => r.Id))}"
                : "influential: none");
        }
        Rows(text, "Leave-one-out", answer.LeaveOneOut?.Select(r => ($"without {r.Id}", r.Outcome)));
        if (answer.Cumulative is { Refusal: { } none })
            Line(text, $"cumulative: {none}");
        Rows(text, "Cumulative", answer.Cumulative?.Fit?.Select(r => ($"+ {r.Id}", r.Outcome)));
        if (answer.Permutation is { } permutation)
        {
            Line(text, "");
            Line(text, permutation.Fit is not { } test ? $"permutation test: {permutation.Refusal}"
                : $"permutation test: {string.Join("; ", test.Terms.Select((term, j) => $"{term} {Pvalue(test.PValues[j])}"))} ({test.Definition})");
        }
        if (answer.Gosh is { } gosh)
        {
            Line(text, "");
            Line(text, gosh.Fit is not { } all ? $"GOSH: {gosh.Refusal}" : $"GOSH: {all.Subsets.Count} subsets {(all.Exhaustive ? "(all)" : "(drawn)")}; see the figure or --format json");
        }
    }

    private static void Rows(StringBuilder text, string title, IEnumerable<(string Name, PoolOutcome<UnivariateFit> Outcome)>? rows)
    {
        if (rows is null)
            return;
        Line(text, "");
        Line(text, title);
        foreach (var (name, outcome) in rows)
            Line(text, outcome.Fit is { } fit
                ? $"  {name}: {Number(fit.Coefficients[0].Estimate)} [{Number(fit.Coefficients[0].ConfLow)}, {Number(fit.Coefficients[0].ConfHigh)}], tau2 = {Number(fit.Tau2)}"
                : $"  {name}: {outcome.Refusal}");
    }

    private static void Bias(StringBuilder text, SmallStudyAnswer bias)
    {
        Line(text, "");
        Line(text, "Small-study effects");
        Line(text, $"  Egger (additive): {Shown(bias.Egger, Slope)}");
        Line(text, $"  Egger (weighted regression): {Shown(bias.EggerClassic, Slope)}");
        if (bias.BySampleSize is { } bySize)
            Line(text, $"  Egger on 1/sqrt(n): {Shown(bySize, Slope)}");
        Line(text, $"  rank correlation: {Shown(bias.Rank, rank => $"tau = {rank.Tau:F3}, {Pvalue(rank.PValue)}{(rank.Exact ? " (exact)" : "")}")}");
        Line(text, $"  trim-and-fill: {Shown(bias.TrimAndFill, fill => $"{fill.Missing} missing on the {fill.Side.ToString().ToLowerInvariant()}; {Estimate(fill.Pool.Coefficients[0])}")}");
        Line(text, $"  PET-PEESE: {Shown(bias.PetPeese, both => $"{(both.TakesPeese ? "PEESE" : "PET")} {Estimate(both.Estimate)}")}");
        Line(text, $"  selection model: {Shown(bias.Selection, s => s.Converged ? $"{Estimate(s.Coefficients[0])}; selection {Omnibus(s.SelectionTest)}" : $"not converged: {s.Reason}")}");
        Line(text, $"  excess significance: {Shown(bias.Excess, tes => string.Create(CultureInfo.InvariantCulture, $"{tes.Observed} observed, {tes.Expected:F1} expected, {Pvalue(tes.ExactP)}"))}");
        var warnings = new[] { bias.Egger.Fit?.Warnings, bias.TrimAndFill.Fit?.Warnings, bias.PetPeese.Fit?.Warnings, bias.Selection.Fit?.Warnings, bias.Excess.Fit?.Warnings };
        foreach (var warning in warnings.SelectMany(w => w ?? []).Distinct())
            Line(text, $"  caution: {warning}");
    }

    private static string Slope(EggerFit fit) =>
        string.Create(CultureInfo.InvariantCulture, $"slope {Number(fit.Slope.Estimate)}, {Pvalue(fit.Slope.PValue)}{(fit.Limit is { } limit ? $"; limit {Estimate(limit)}" : "")}");

    private static string Estimate(Coefficient c) => $"{Number(c.Estimate)} [{Number(c.ConfLow)}, {Number(c.ConfHigh)}]";

    private static string Shown<T>(PoolOutcome<T> outcome, Func<T, string> show) where T : class => outcome.Fit is { } fit ? show(fit) : outcome.Refusal!.ToString();
}
