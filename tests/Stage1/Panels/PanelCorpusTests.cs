using IpdEngine.Stage1;
using IpdEngine.Stage1.Panels;
using Xunit;

namespace IpdEngine.Tests.Stage1.Panels;

/// <summary>The corpus' random-intercept models against lavaan 0.6-14 (FIML, MLR, equal lags): tests/References/corpus/analyse.R.</summary>
public class PanelCorpusTests
{
    public static TheoryData<string> Studies()
    {
        var studies = new TheoryData<string>();
        foreach (var study in ExpectedCorpus.Panels.Keys)
            studies.Add(study);
        return studies;
    }

    [Theory]
    [MemberData(nameof(Studies))]
    public void Every_trial_agrees_with_lavaan(string study)
    {
        var expected = ExpectedCorpus.Rows("expected_riclpm.csv").Single(row => row["study"] == study);
        double Number(string column) => ExpectedCorpus.Number(expected[column]);
        var fit = PanelModel.Fit(ExpectedCorpus.Panels[study], "riclpm", new PanelOptions { Sensitivity = false });
        Assert.Equal(FitStatusCode.Ok, fit.Status.Code);
        Assert.Equal(Number("n") < Number("npar"), fit.Status.StandardErrorsUnstable);
        Assert.Equal((Number("n"), Number("waves")), (fit.Participants, fit.Waves));
        Assert.Equal(["aa", "sa", "ss", "as"], fit.Terms);
        foreach (var term in fit.Terms)
        {
            // lavaan's own stopping rule leaves it within 2e-5 standard errors of the maximum here.
            var error = Number($"se.{term}");
            Assert.Equal(Number(term), fit.Estimate(term), 5e-5 * error);
            Assert.Equal(error, fit.StandardError(term), 1e-5 * error);
        }

        for (var i = 0; i < 4; i++)
            for (var j = i + 1; j < 4; j++)
                Assert.Equal(Number($"cov.{fit.Terms[i]}.{fit.Terms[j]}"), fit.Covariance[i, j], 2e-5 * Number($"se.{fit.Terms[i]}") * Number($"se.{fit.Terms[j]}"));
        var measures = fit.Fit.ToDictionary(measure => measure.Key, measure => measure.Value);
        Assert.True(measures["logl"] >= Number("logl") - 1e-8, "the likelihood is as high as lavaan's or higher");
        Assert.Equal(Number("logl"), measures["logl"], 1e-6);
        Assert.Equal(Number("df"), measures["df"]);
        Assert.Equal(Number("npar"), measures["npar"]);
        Assert.Equal(Number("chisq"), measures["chisq"], 1e-5);
        Assert.Equal(Number("cfi"), measures["cfi"], 1e-7);
        Assert.Equal(Number("rmsea"), measures["rmsea"], 1e-7);

        // lavaan's saturated moments come from EM stopped at a change of 1e-5, ours from Newton: what hangs on them agrees to that.
        Assert.Equal(Number("chisq.scaled"), measures["chisq.scaled"], study == "trial17" ? 2e-3 : 5e-5);
        Assert.Equal(Number("srmr"), measures["srmr"], study == "trial17" ? 5e-5 : 5e-6);
    }

    [Fact]
    public void The_same_bits_come_from_rows_in_any_order_and_from_any_thread()
    {
        var reversed = ExpectedCorpus.Reversed();
        string[] studies = ["trial09", "trial13", "trial16"];
        var forwards = studies.Select(study => Written(PanelModel.Fit(ExpectedCorpus.Panels[study], "riclpm", new PanelOptions()))).ToArray();
        var backwards = studies.AsParallel().AsOrdered().Select(study => Written(PanelModel.Fit(reversed[study], "riclpm", new PanelOptions()))).ToArray();
        Assert.Equal(forwards, backwards);
        var clustered = new PanelOptions { Cluster = "therapist" };
        Assert.Equal(
            Written(PanelModel.Fit(ExpectedCorpus.Panels["trial13"], "riclpm", clustered)), Written(PanelModel.Fit(reversed["trial13"], "riclpm", clustered)));
    }

    private static string Written(StudyEstimate fit) => string.Join(
        ' ',
        fit.Estimates.Concat(fit.Covariance.Cast<double>()).Concat(fit.Fit.Select(m => m.Value)).Concat(fit.Rows.SelectMany(r => new[] { r.Estimate, r.StandardError }))
            .Concat(fit.Sensitivity.SelectMany(s => s.Estimates)).Select(value => BitConverter.DoubleToInt64Bits(value)));
}
