using IpdEngine.Numerics.Random;
using IpdEngine.Stage1;
using IpdEngine.Stage1.Panels;
using IpdEngine.Tests.Stage1.Sem;
using Xunit;

namespace IpdEngine.Tests.Stage1.Panels;

/// <summary>Every way in which a panel model can end, each reached by data.</summary>
public class PanelStatusTests
{
    [Fact]
    public void A_negative_intercept_variance_is_a_boundary_with_its_sensitivity_fits()
    {
        // lavaan converges to the same solution without a word: case riclpm_4 on improper_boundary of sem_cases.json.
        var fit = PanelModel.Fit(PanelStudies.Of("improper_boundary", 4), "riclpm", new PanelOptions());
        Assert.Equal((FitStatusCode.Boundary, "RIa~~RIa", true), (fit.Status.Code, fit.Status.Parameter, fit.Status.Poolable));
        Assert.Contains("negative (-0.12", fit.Status.Reason, StringComparison.Ordinal);
        Assert.Equal(4, fit.Terms.Count);
        Assert.True(fit.Rows.Single(row => row.Term == "RIa~~RIa").Estimate < 0);
        Assert.Equal(["psd", "no_intercept"], fit.Sensitivity.Select(s => s.Variant));
        var (psd, dropped) = (fit.Sensitivity[0], fit.Sensitivity[1]);
        Assert.All(fit.Sensitivity, s => Assert.Equal(FitStatusCode.Ok, s.Status.Code));

        // A smaller model is never likelier: free <= bounded <= dropped in -2 log L.
        Assert.True(fit.Trail!.Objective < psd.Trail!.Objective && psd.Trail.Objective <= dropped.Trail!.Objective);
        var chisq = dropped.Rows.Single(row => row.Term == "without.RIa.chisq").Estimate;
        var p = dropped.Rows.Single(row => row.Term == "without.RIa.pvalue").Estimate;
        Assert.Equal(dropped.Trail.Objective - psd.Trail.Objective, chisq, 1e-9);

        // 1/2 chi2(1) + 1/2 chi2(2), the second in closed form.
        var one = MathNet.Numerics.SpecialFunctions.Erfc(Math.Sqrt(chisq / 2));
        Assert.Equal(0.5 * one + 0.5 * Math.Exp(-chisq / 2), p, 1e-12);
    }

    [Fact]
    public void A_within_part_that_is_not_positive_definite_is_inadmissible()
    {
        var fit = PanelModel.Fit(PanelStudies.Of("improper_inadmissible", 3), "riclpm", new PanelOptions());
        Assert.Equal((FitStatusCode.Inadmissible, false), (fit.Status.Code, fit.Status.Poolable));
        Assert.NotNull(fit.Status.Parameter);
        Assert.Contains("not positive definite", fit.Status.Reason, StringComparison.Ordinal);
        Assert.True(fit.Trail!.Converged);
    }

    [Fact]
    public void Fewer_participants_than_parameters_makes_the_errors_unstable_and_shows_others_beside_them()
    {
        var fit = PanelModel.Fit(ExpectedCorpus.Panels["trial17"], "riclpm", new PanelOptions());
        Assert.True(fit.Status.StandardErrorsUnstable);
        Assert.Equal(["aa", "sa", "ss", "as"], fit.Rows.Where(row => row.Component == "std.observed").Select(row => row.Term));
        var plain = PanelModel.Fit(ExpectedCorpus.Panels["trial17"], "riclpm", new PanelOptions { Estimator = "ml" });
        Assert.Equal(plain.StandardError("as"), fit.Rows.Single(row => row is { Component: "std.observed", Term: "as" }).StandardError, 1e-12);
    }

    [Fact]
    public void Two_waves_cannot_identify_random_intercepts()
    {
        var fit = PanelModel.Fit(PanelStudies.Of("demo_growth", 2), "riclpm", new PanelOptions());
        Assert.Equal((FitStatusCode.NotIdentified, 0), (fit.Status.Code, fit.Terms.Count));
        Assert.Contains("17 parameters for 14 means and covariances", fit.Status.Reason, StringComparison.Ordinal);
        Assert.Equal(FitStatusCode.Ok, PanelModel.Fit(PanelStudies.Of("demo_growth", 2), "clpm", new PanelOptions()).Status.Code);
    }

    [Fact]
    public void Too_small_studies_and_sessions_without_variance_are_refused_by_name()
    {
        var few = PanelModel.Fit(PanelStudies.Of("demo_growth", 4, persons: 19), "riclpm", new PanelOptions());
        Assert.Equal(FitStatusCode.TooSmall, few.Status.Code);
        Assert.StartsWith("19 participants have both scores at two sessions 1 apart, expected at least 20", few.Status.Reason, StringComparison.Ordinal);

        var wide = Wide.Read("demo_growth");
        string[] a = ["a1", "a2", "a3", "a4"], s = ["s1", "s2", "s3", "s4"];
        double[] alliance = wide.Columns(a), symptom = wide.Columns(s);
        for (var row = 0; row < wide.Rows; row++)
            symptom[row * 4 + 2] = 7;
        var flat = PanelModel.Fit(PanelStudies.Of(alliance, symptom, 4, wide.Rows), "riclpm", new PanelOptions());
        Assert.Equal((FitStatusCode.TooSmall, "s3~~s3"), (flat.Status.Code, flat.Status.Parameter));
        for (var row = 0; row < wide.Rows; row++)
            (alliance[row * 4 + 2], symptom[row * 4 + 2]) = (double.NaN, double.NaN);
        var gap = PanelModel.Fit(PanelStudies.Of(alliance, symptom, 4, wide.Rows), "riclpm", new PanelOptions());
        Assert.Equal((FitStatusCode.TooSmall, "a3~~a3"), (gap.Status.Code, gap.Status.Parameter));
        Assert.Contains("Session 3 was answered by nobody", gap.Status.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_window_of_too_many_waves_is_refused_before_memory_is_asked_for()
    {
        var stream = new Philox(1, 1);
        double[] scores = [.. Enumerable.Range(0, 30 * 60).Select(_ => stream.NextNormal())];
        var fit = PanelModel.Fit(PanelStudies.Of(scores, scores, 60, 30), "riclpm", new PanelOptions { LastSession = 60 });
        Assert.Equal((FitStatusCode.NotIdentified, "The window holds 60 waves, expected at most 24: choose a narrower window."), (fit.Status.Code, fit.Status.Reason));
    }

    [Fact]
    public void Proportional_scores_are_not_identified_or_not_converged_but_never_ok()
    {
        var wide = Wide.Read("demo_growth");
        var alliance = wide.Columns(["a1", "a2", "a3", "a4"]);
        var fit = PanelModel.Fit(PanelStudies.Of(alliance, [.. alliance.Select(x => 2 * x)], 4, wide.Rows), "riclpm", new PanelOptions());
        Assert.Contains(fit.Status.Code, new[] { FitStatusCode.NotIdentified, FitStatusCode.NotConverged, FitStatusCode.Inadmissible });
        Assert.NotNull(fit.Status.Reason);
    }

    [Fact]
    public void Noise_of_any_kind_ends_with_a_status()
    {
        for (var replicate = 0UL; replicate < 40; replicate++)
        {
            var stream = new Philox(11, replicate);
            var (waves, persons) = (3 + stream.NextBelow(3), 22 + stream.NextBelow(30));
            double[] Draw() => [.. Enumerable.Range(0, waves * persons).Select(_ => stream.NextUniform() < 0.2 ? double.NaN : Math.Round(stream.NextNormal(), stream.NextBelow(3)))];
            var fit = PanelModel.Fit(PanelStudies.Of(Draw(), Draw(), waves, persons), "riclpm", new PanelOptions());
            Assert.NotEmpty(fit.Status.Reason);
            if (fit.Status.Poolable)
                Assert.All(fit.Estimates, value => Assert.True(double.IsFinite(value)));
            Assert.All(fit.Sensitivity, s => Assert.NotEmpty(s.Status.Reason));
        }
    }

    [Fact]
    public void Words_that_are_not_options_are_refused()
    {
        var study = ExpectedCorpus.Panels["trial16"];
        Assert.Contains("fiml, listwise", Assert.Throws<ArgumentException>(() => PanelModel.Fit(study, "riclpm", new PanelOptions { Missing = "pairwise" })).Message, StringComparison.Ordinal);
        Assert.Contains("clpm, lcmsr, riclpm", Assert.Throws<ArgumentException>(() => PanelModel.Fit(study, "ri-clpm", new PanelOptions())).Message, StringComparison.Ordinal);
        Assert.Contains("expected 'mlr'", Assert.Throws<ArgumentException>(() => PanelModel.Fit(study, "clpm", new PanelOptions { Cluster = "therapist", Estimator = "ml" })).Message, StringComparison.Ordinal);
    }
}
