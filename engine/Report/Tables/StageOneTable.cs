using IpdEngine.Stage1;
using IpdEngine.TwoStage;

namespace IpdEngine.Report.Tables;

/// <summary>Everything that stage 1 says, one number a row, in broom's names.</summary>
internal static class StageOneTable
{
    /// <summary>
    /// One row a reported number; fit measures have component <c>fit</c>; a fit without numbers has one row of component <c>status</c>.
    /// </summary>
    public static Table Of(RunResult result, Disclosure disclosure)
    {
        var table = new Table("stage1",
            Table.Text("study"), Table.Text("model"), Table.Text("variant"), Table.Text("component"), Table.Text("term"),
            Table.Number("estimate"), Table.Number("std.error"), Table.Number("statistic"), Table.Number("df"), Table.Number("p.value"),
            Table.Number("conf.low"), Table.Number("conf.high"), Table.Count("n"), Table.Count("pairs"), Table.Count("waves"),
            Table.Count("lag"), Table.Text("status"), Table.Text("parameter"), Table.Text("note"), Table.Text("reason"));
        foreach (var fit in result.Estimates.SelectMany(Ladder.Of))
            AddFit(table, fit, result.Plan.Pool.Level, disclosure);
        return table;
    }

    private static void AddFit(Table table, StudyEstimate fit, double level, Disclosure disclosure)
    {
        if (disclosure.Hides(fit))
        {
            AddRow(table, fit, "status", "suppressed", double.NaN, double.NaN, double.NaN, Reference.None, Disclosure.Reason);
            return;
        }
        foreach (var row in fit.Rows)
            AddRow(table, fit, row.Component, row.Term, row.Estimate, row.StandardError, row.DegreesOfFreedom,
                Reference.Of(row.Estimate, row.StandardError, row.DegreesOfFreedom, level), Reason(fit.Status));
        foreach (var (measure, value) in fit.Fit)
            AddRow(table, fit, "fit", measure, value, double.NaN, double.NaN, Reference.None, Reason(fit.Status));
        if (fit.Rows.Count == 0 && fit.Fit.Count == 0)
            AddRow(table, fit, "status", fit.Status.Name, double.NaN, double.NaN, double.NaN, Reference.None, Reason(fit.Status));
    }

    private static void AddRow(
        Table table, StudyEstimate fit, string component, string term, double estimate, double error, double df, Reference test, string? reason)
    {
        var shown = reason != Disclosure.Reason;
        table.Add(fit.Study, fit.Model, fit.Variant, component, term, estimate, error, test.Statistic, double.IsNaN(error) ? double.NaN : df,
            test.PValue, test.ConfLow, test.ConfHigh, shown ? Disclosure.Cell(fit.Participants) : null, shown ? Disclosure.Cell(fit.Pairs) : null,
            shown ? fit.Waves : null, shown ? fit.Lag : null, shown ? fit.Status.Name : "suppressed", shown ? fit.Status.Parameter : null,
            shown ? Note(fit.Status) : null, reason);
    }

    private static string? Note(FitStatus status) =>
        !status.StandardErrorsUnstable ? status.Note : status.Note is null ? "se_unstable" : "se_unstable; " + status.Note;

    private static string? Reason(FitStatus status) => status.Code == FitStatusCode.Ok ? null : status.Reason;
}
