using IpdEngine.Stage1;
using IpdEngine.Stage1.Panels;
using Xunit;

namespace IpdEngine.Tests.Stage1.Panels;

/// <summary>The dynamic panel model and the latent curve with structured residuals on studies; their numbers stand in LavaanReferenceTests.</summary>
public class OtherPanelModelTests
{
    [Fact]
    public void Every_trial_ends_with_a_status_in_each_model()
    {
        foreach (var study in ExpectedCorpus.Panels.Values)
        {
            var curve = PanelModel.Fit(study, "lcmsr", new PanelOptions());
            var directions = DynamicPanel.Fit(study, new PanelOptions());
            Assert.Equal(["as", "sa"], directions.Select(fit => fit.Variant));
            Assert.All(directions.Append(curve), fit => Assert.Contains(fit.Status.Code, new[] { FitStatusCode.Ok, FitStatusCode.Boundary }));
            Assert.All(directions.Append(curve), fit => Assert.All(fit.Estimates, value => Assert.True(double.IsFinite(value))));
            Assert.Equal(["aa", "sa", "ss", "as"], curve.Terms);
            Assert.Equal(["ss", "as"], directions[0].Terms);
            Assert.Equal(["aa", "sa"], directions[1].Terms);
        }
    }

    [Fact]
    public void A_slope_variance_below_zero_is_a_boundary_by_name()
    {
        // The corpus has no true slopes: half of their variances come out below zero.
        var fit = PanelModel.Fit(ExpectedCorpus.Panels["trial01"], "lcmsr", new PanelOptions());
        Assert.Equal((FitStatusCode.Boundary, "RSa~~RSa", true), (fit.Status.Code, fit.Status.Parameter, fit.Status.Poolable));
        Assert.StartsWith("The variance of the random slope RSa is negative", fit.Status.Reason, StringComparison.Ordinal);
        Assert.Equal(10, fit.Rows.Count(row => row.Component == "intercept"));
    }

    [Fact]
    public void An_individual_effect_of_negative_variance_is_a_boundary_by_name()
    {
        var fit = DynamicPanel.Fit(ExpectedCorpus.Panels["trial17"], new PanelOptions())[0];
        Assert.Equal((FitStatusCode.Boundary, "alpha_s~~alpha_s"), (fit.Status.Code, fit.Status.Parameter));
        Assert.Contains("individual effect alpha_s", fit.Status.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_that_may_not_covary_within_a_session_pull_the_cross_lag_towards_zero()
    {
        // Both scores of a session share a disturbance in the corpus (truth: -0.088): a model that denies it finds hardly any effect.
        var study = ExpectedCorpus.Panels["trial01"];
        var shared = DynamicPanel.Fit(study, new PanelOptions())[0];
        var later = DynamicPanel.Fit(study, new PanelOptions { Errors = "later" })[0];
        Assert.True(shared.Estimate("as") < -0.06 && later.Estimate("as") > -0.04);
        Assert.True(later.Trail!.Objective - shared.Trail!.Objective > 30, "and the data say so");
    }

    [Fact]
    public void Two_waves_and_too_few_persons_are_refused_with_their_reason()
    {
        var two = DynamicPanel.Fit(PanelStudies.Of("demo_growth", 2), new PanelOptions());
        Assert.All(two, fit => Assert.Equal(FitStatusCode.NotIdentified, fit.Status.Code));
        var few = DynamicPanel.Fit(PanelStudies.Of("demo_growth", 4, persons: 10), new PanelOptions());
        Assert.All(few, fit => Assert.Equal(FitStatusCode.TooSmall, fit.Status.Code));
        Assert.Equal(FitStatusCode.NotIdentified, PanelModel.Fit(PanelStudies.Of("demo_growth", 2), "lcmsr", new PanelOptions()).Status.Code);
    }

    [Fact]
    public void Equal_residuals_and_means_cost_what_they_ought_to()
    {
        var study = PanelStudies.Of("demo_growth", 4);
        double Parameters(PanelOptions options) => PanelModel.Fit(study, "riclpm", options).Fit.Single(m => m.Key == "npar").Value;
        Assert.Equal(27, Parameters(new PanelOptions()));
        Assert.Equal(21, Parameters(new PanelOptions { Residuals = "equal" }));
        Assert.Equal(21, Parameters(new PanelOptions { Means = "equal" }));
    }
}
