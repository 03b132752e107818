using IpdEngine.Report;
using IpdEngine.Report.Tables;
using IpdEngine.Stage1;
using IpdEngine.TwoStage;
using Xunit;

namespace IpdEngine.Tests.Report;

/// <summary>How fits ended, in table and page.</summary>
public sealed class LadderTests
{
    [Fact]
    public void A_boundary_fit_stands_with_its_parameter_reason_and_sensitivity_fits()
    {
        var run = WithBoundary();
        var rows = ReportPageTests.Parse(run).Descendants("tr").Select(row => row.Elements().Select(cell => cell.Value).ToList()).ToList();
        Assert.Contains(rows, row => row.SequenceEqual(
            ["RI-CLPM", "boundary", "RIa~~RIa", "The variance of the random intercept RIa is negative (-0.02).", "trial01"]));
        Assert.Contains(rows, row => row.Count == 5 && row[0] == "RI-CLPM, an intercept dropped" && row[3].Contains("2.71, p = .176", StringComparison.Ordinal));
        var file = CsvText.Of(StageOneTable.Of(run, new Disclosure(run))).Split('\n');
        Assert.Contains(file, line => line.StartsWith("trial01,riclpm,no_intercept,test,without.RIa.chisq,2.71,", StringComparison.Ordinal));
        Assert.Contains(file, line => line.StartsWith("trial01,riclpm,free,std,aa,", StringComparison.Ordinal) && line.Contains(",boundary,RIa~~RIa,", StringComparison.Ordinal));
    }

    [Fact]
    public void The_free_solution_is_not_written_again_as_its_own_sensitivity_fit()
    {
        var run = CorpusRun.Make();
        var ok = run.Estimates[0];
        var copied = run with { Estimates = [ok with { Sensitivity = [ok with { Variant = "psd" }, ok with { Variant = "no_intercept" }] }, .. run.Estimates.Skip(1)] };
        Assert.Equal(CsvText.Of(StageOneTable.Of(run, new Disclosure(run))), CsvText.Of(StageOneTable.Of(copied, new Disclosure(copied))));
    }

    [Fact]
    public void A_fit_without_numbers_has_one_row_with_its_status_and_reason()
    {
        var run = CorpusRun.Make();
        var none = run.Estimates[0] with
        {
            Status = new FitStatus(FitStatusCode.TooSmall, "found 12 participants with a pair, expected at least 20"),
            Terms = [],
            Estimates = [],
            Covariance = new double[0, 0],
            Rows = [],
            Fit = [],
        };
        var file = CsvText.Of(StageOneTable.Of(run with { Estimates = [none] }, new Disclosure(run))).Split('\n');
        Assert.Equal(3, file.Length);
        Assert.StartsWith("trial01,riclpm,free,status,too_small,,,,,,,,1550,", file[1], StringComparison.Ordinal);
        Assert.EndsWith("too_small,,,\"found 12 participants with a pair, expected at least 20\"", file[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_p_value_and_interval_follow_from_estimate_error_and_degrees_of_freedom()
    {
        // R 4.2.2: 2 * pt(-2.5, 12); 0.5 + c(-1, 1) * qt(.975, 12) * 0.2; 2 * pnorm(-2.5)
        var t = Reference.Of(0.5, 0.2, 12, 0.95);
        Assert.Equal(0.02791539957, t.PValue, 11);
        Assert.Equal(0.06423743407, t.ConfLow, 11);
        Assert.Equal(0.93576256593, t.ConfHigh, 11);
        Assert.Equal(0.01241933065, Reference.Of(0.5, 0.2, double.PositiveInfinity, 0.95).PValue, 11);
        Assert.Equal(Reference.None, Reference.Of(0.5, double.NaN, 12, 0.95));
    }

    private static RunResult WithBoundary()
    {
        var run = CorpusRun.Make();
        var free = run.Estimates[0] with { Status = new FitStatus(FitStatusCode.Boundary, "The variance of the random intercept RIa is negative (-0.02).", "RIa~~RIa") };
        var psd = run.Estimates[0] with { Variant = "psd" };
        var without = run.Estimates[0] with
        {
            Variant = "no_intercept",
            Rows = [.. run.Estimates[0].Rows, new TermRow("test", "without.RIa.chisq", 2.71, double.NaN, double.NaN), new TermRow("test", "without.RIa.pvalue", 0.1758, double.NaN, double.NaN)],
        };
        return run with { Estimates = [free with { Sensitivity = [psd, without] }, .. run.Estimates.Skip(1)] };
    }
}
