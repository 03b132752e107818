using IpdEngine.Stage1;
using IpdEngine.Stage1.Panels;
using Xunit;

namespace IpdEngine.Tests.Stage1.Panels;

public class PanelRowsTests
{
    private static readonly StudyEstimate s_fit = PanelModel.Fit(ExpectedCorpus.Panels["trial13"], "riclpm", new PanelOptions());

    [Fact]
    public void Standardised_lags_are_the_means_of_the_waves()
    {
        foreach (var term in s_fit.Terms)
        {
            var waves = s_fit.Rows.Where(row => row.Component == "std.wave" && row.Term.StartsWith(term + ".", StringComparison.Ordinal)).ToArray();
            Assert.Equal(6, waves.Length);
            Assert.Equal(s_fit.Estimate(term), waves.Average(row => row.Estimate), 1e-12);
            Assert.All(waves, row => Assert.True(row.StandardError > 0));
        }
    }

    [Fact]
    public void Instrument_units_undo_the_scale()
    {
        double Row(string component, string term) => s_fit.Rows.Single(row => row.Component == component && row.Term == term).Estimate;
        var multiplied = PanelStudies.Of(
            [.. Scores(alliance: true).Select(x => 10 * x)], Scores(alliance: false), 7, 84);
        var scaled = PanelModel.Fit(multiplied, "riclpm", new PanelOptions());
        double Scaled(string component, string term) => scaled.Rows.Single(row => row.Component == component && row.Term == term).Estimate;
        Assert.Equal(10 * Row("sd", "alliance"), Scaled("sd", "alliance"), 1e-9);
        Assert.Equal(10 * Row("unstd", "sa"), Scaled("unstd", "sa"), 1e-6);
        Assert.Equal(Row("unstd", "as") / 10, Scaled("unstd", "as"), 1e-8);
        Assert.Equal(100 * Row("intercept", "RIa~~RIa"), Scaled("intercept", "RIa~~RIa"), 1e-4);
        foreach (var term in s_fit.Terms)
            Assert.Equal(s_fit.Estimate(term), scaled.Estimate(term), 1e-8);
    }

    [Fact]
    public void Long_run_effects_are_the_sum_of_all_responses()
    {
        var phi = new[,] { { s_fit.Estimate("aa"), s_fit.Estimate("sa") }, { s_fit.Estimate("as"), s_fit.Estimate("ss") } };
        var (sum, power) = (new[,] { { 1.0, 0 }, { 0, 1 } }, new[,] { { 1.0, 0 }, { 0, 1 } });
        for (var k = 0; k < 200; k++)
        {
            var next = new double[2, 2];
            for (var i = 0; i < 2; i++)
                for (var j = 0; j < 2; j++)
                    next[i, j] = power[i, 0] * phi[0, j] + power[i, 1] * phi[1, j];
            power = next;
            for (var i = 0; i < 2; i++)
                for (var j = 0; j < 2; j++)
                    sum[i, j] += power[i, j];
        }

        double Row(string term) => s_fit.Rows.Single(row => row.Component == "longrun" && row.Term == term).Estimate;
        Assert.Equal(sum[0, 0], Row("aa"), 1e-12);
        Assert.Equal(sum[0, 1], Row("sa"), 1e-12);
        Assert.Equal(sum[1, 1], Row("ss"), 1e-12);
        Assert.Equal(sum[1, 0], Row("as"), 1e-12);
    }

    [Fact]
    public void Long_run_errors_follow_the_delta_method()
    {
        double[] lags = [0.3, -0.2, 0.4, -0.1];
        var covariance = new double[4, 4];
        for (var i = 0; i < 4; i++)
            for (var j = 0; j < 4; j++)
                covariance[i, j] = i == j ? 0.01 * (i + 1) : 0.001;
        var run = LongRun.Of(lags)!;
        for (var lag = 0; lag < 4; lag++)
        {
            var gradient = new double[4];
            for (var i = 0; i < 4; i++)
            {
                double[] up = [.. lags], down = [.. lags];
                up[i] += 1e-6;
                down[i] -= 1e-6;
                gradient[i] = (LongRun.Of(up)!.Effects[lag] - LongRun.Of(down)!.Effects[lag]) / 2e-6;
            }

            var variance = 0.0;
            for (var i = 0; i < 4; i++)
                for (var j = 0; j < 4; j++)
                    variance += gradient[i] * covariance[i, j] * gradient[j];
            Assert.Equal(Math.Sqrt(variance), run.StandardError(lag, covariance), 1e-8);
        }

        Assert.Null(LongRun.Of([0.9, 0.5, 0.9, 0.5]));
    }

    [Fact]
    public void A_study_of_every_second_session_has_its_sessions_as_waves()
    {
        var fit = PanelModel.Fit(ExpectedCorpus.Panels["trial16"], "riclpm", new PanelOptions());
        Assert.Equal((4, 2), (fit.Waves, fit.Lag));
        Assert.Contains("wa3 ~ aa*wa1", fit.Syntax, StringComparison.Ordinal);
        Assert.Equal(["aa.3", "aa.5", "aa.7"], fit.Rows.Where(row => row.Component == "std.wave" && row.Term.StartsWith("aa", StringComparison.Ordinal)).Select(row => row.Term));
    }

    [Fact]
    public void Free_lags_are_reported_for_each_wave()
    {
        var fit = PanelModel.Fit(ExpectedCorpus.Panels["trial16"], "riclpm", new PanelOptions { Lags = "free", Sensitivity = false });
        Assert.Equal(["as.3", "as.5", "as.7"], fit.Rows.Where(row => row.Component == "unstd" && row.Term.StartsWith("as", StringComparison.Ordinal)).Select(row => row.Term));
        Assert.Equal(35, fit.Fit.Single(measure => measure.Key == "npar").Value);
    }

    private static double[] Scores(bool alliance)
    {
        var sessions = ExpectedCorpus.Panels["trial13"].Sessions;
        var scores = new double[84 * 7];
        Array.Fill(scores, double.NaN);
        for (var row = 0; row < sessions.Count; row++)
            if (sessions.Session[row] <= 7)
                scores[sessions.Participant[row] * 7 + sessions.Session[row] - 1] = alliance ? sessions.Alliance[row] : sessions.Symptom[row];
        return scores;
    }
}
