using IpdEngine.Stage1;
using IpdEngine.Stage1.Panels;
using IpdEngine.Tests.Stage1.Panels;
using IpdEngine.TwoStage;
using Xunit;

namespace IpdEngine.Tests.TwoStage;

/// <summary>A plan's options reach the models.</summary>
public sealed class StudyModelTests
{
    private static readonly Plan s_plan = new() { Models = ["riclpm"], Window = (1, 4) };

    [Fact]
    public void Each_option_of_the_plan_changes_the_model()
    {
        var plain = Fit(s_plan);
        foreach (var (plan, words) in new[]
        {
            (s_plan with { Residuals = "equal" }, "ra*wa2"),
            (s_plan with { Means = "equal" }, "ma*1"),
            (s_plan with { Covariates = ["x1"] }, "RIa ~ x1"),
            (s_plan with { Covariates = ["x1"], CovariatesOn = "within" }, "wa1 ~ x1"),
            (s_plan with { Auxiliary = ["x1"] }, "# auxiliary variables"),
            (s_plan with { Lags = "standardised" }, "# standardised lags"),
        })
        {
            Assert.DoesNotContain(words, plain.Syntax, StringComparison.Ordinal);
            var fit = Fit(plan);
            Assert.Contains(words, fit.Syntax, StringComparison.Ordinal);
            Assert.True(fit.Status.Poolable, fit.Status.Reason);
        }

        var small = Fit(s_plan with { SmallSample = "leverage" });
        Assert.Equal(plain.Estimate("as"), small.Estimate("as"));
        Assert.True(small.StandardError("as") > plain.StandardError("as"));
    }

    [Fact]
    public void Arms_are_compared_beside_the_fit_of_all()
    {
        var plain = Fit(s_plan);
        var fit = Fit(s_plan with { Arms = "compare" });
        Assert.Equal(plain.Estimates, fit.Estimates);
        var comparison = ArmComparison.Of(PanelOptionTests.Study(), "riclpm", new PanelOptions { LastSession = 4 });
        double Value(string component, string term) => fit.Rows.Single(row => row.Component == component && row.Term == term).Estimate;
        Assert.Equal(comparison.Difference!.Statistic, Value("test", "arms.chisq"));
        Assert.Equal((4.0, comparison.Difference.PValue), (Value("test", "arms.df"), Value("test", "arms.pvalue")));
        Assert.Equal((240.0, 120.0), (Value("arm.n", "treated"), Value("arm.n", "waiting")));
        Assert.Equal(comparison.Free[1].Estimate("as"), Value("arm.std", "waiting.as"));
        Assert.Null(fit.Status.Note);
    }

    [Fact]
    public void A_study_of_one_arm_says_why_there_is_no_comparison()
    {
        var fit = StudyModels.Fit(PanelStudies.Of("persons_4", 4), "riclpm", s_plan with { Arms = "compare" }, default).Single();
        Assert.True(fit.Status.Poolable);
        Assert.Contains("expected at least two", fit.Status.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void A_study_without_a_variable_of_the_plan_is_refused_by_name_and_the_others_are_fitted()
    {
        var study = PanelOptionTests.Study();
        var refused = StudyModels.Fit(study, "riclpm", s_plan with { Covariates = ["nosuch"] }, default).Single();
        Assert.Equal((FitStatusCode.TooSmall, "nosuch"), (refused.Status.Code, refused.Status.Parameter));
        Assert.Contains("intake", refused.Status.Reason, StringComparison.Ordinal);
        Assert.Empty(refused.Terms);
    }

    private static StudyEstimate Fit(Plan plan) => StudyModels.Fit(PanelOptionTests.Study(), "riclpm", plan, default).Single();
}
