using IpdEngine.Cli.Plans;
using IpdEngine.Intake.Findings;
using IpdEngine.Report;
using IpdEngine.Report.Page;
using IpdEngine.TwoStage;
using Xunit;

namespace IpdEngine.Tests.Cli;

/// <summary>The options of panel models as keys of a plan: default, strict reading, told in the report.</summary>
public sealed class PlanFileTests
{
    [Fact]
    public void A_plan_that_names_no_option_has_the_defaults_of_the_models()
    {
        var plan = Read("models: [riclpm]\n").Plan!;
        Assert.Equal(("equal", "free", "free", "none"), (plan.Lags, plan.Residuals, plan.Means, plan.SmallSample));
        Assert.Equal(("intercepts", "together"), (plan.CovariatesOn, plan.Arms));
        Assert.Empty(plan.Covariates.Concat(plan.Auxiliary));
    }

    [Fact]
    public void Every_option_of_a_panel_model_is_a_key()
    {
        var plan = Read("""
            models: [riclpm]
            lags: free
            residuals: equal
            means: equal
            covariates: [age]
            covariates_on: within
            auxiliary: [intake, outcome]
            arms: compare
            """).Plan!;
        Assert.Equal(("free", "equal", "equal", "within", "compare"), (plan.Lags, plan.Residuals, plan.Means, plan.CovariatesOn, plan.Arms));
        Assert.Equal(["age"], plan.Covariates);
        Assert.Equal(["intake", "outcome"], plan.Auxiliary);
        Assert.Equal("leverage", Read("models: [riclpm, clpm]\nsmall_sample: leverage\n").Plan!.SmallSample);
        Assert.Equal("standardised", Read("models: [riclpm]\nlags: standardised\n").Plan!.Lags);
    }

    [Theory]
    [InlineData("small_sample: yes", "small_sample", "one of none, leverage")]
    [InlineData("residuals: same", "residuals", "one of free, equal")]
    [InlineData("means: [equal]", "means", "one")]
    [InlineData("arms: separate", "arms", "one of together, compare")]
    [InlineData("covariate: [age]", "covariate", "covariates")]
    [InlineData("covariates_on: within", "covariates_on", "covariates: [intake]")]
    [InlineData("models: [riclpm, clpm]\nlags: standardised", "clpm", "the constraint is on within parts")]
    [InlineData("models: [riclpm, clpm]\ncovariates: [age]", "clpm", "Leave clpm out of 'models'")]
    [InlineData("models: [dpm]\nauxiliary: [age]", "dpm", "its individual effect holds what persons differ in")]
    [InlineData("models: [dpm]\nsmall_sample: leverage", "dpm", "the correction stands for these")]
    [InlineData("models: [lcmsr]\nmeans: equal", "lcmsr", "its curve has means of its own")]
    [InlineData("models: [riclpm]\nestimator: ml\nsmall_sample: leverage", "riclpm", "it corrects the sandwich over persons")]
    [InlineData("models: [riclpm]\nsmall_sample: leverage\narms: compare", "riclpm", "arms are compared by unstandardised lags")]
    [InlineData("models: [riclpm]\ncovariates: [age]\nauxiliary: [age]", "riclpm", "each variable once")]
    public void A_key_that_cannot_be_followed_is_a_finding_with_what_to_write(string text, string found, string expected)
    {
        var (plan, log) = Read(text + "\n");
        Assert.Null(plan);
        var words = string.Join('\n', log.ToList().Select(f => $"{f.Code} {f.Column} {f.Found} {f.Expected} {f.Remedy}"));
        Assert.Contains(found, words, StringComparison.Ordinal);
        Assert.Contains(expected, words, StringComparison.Ordinal);
    }

    [Fact]
    public void The_methods_paragraph_tells_what_is_not_the_default()
    {
        var plain = Methods(new Plan());
        foreach (var word in new[] { "leverage", "arms of each study", "regressed on", "Saturated correlates" })
            Assert.DoesNotContain(word, plain, StringComparison.Ordinal);
        Assert.Contains("residual variances, covariances and means were free", plain, StringComparison.Ordinal);
        var other = Methods(new Plan
        {
            SmallSample = "leverage",
            Residuals = "equal",
            Covariates = ["age"],
            Auxiliary = ["intake"],
            Arms = "compare",
            Lags = "standardised",
        });
        foreach (var words in new[]
        {
            "corrected for each person", "Standardised lags were held equal", "held equal from the second wave on, means were free", "random intercepts were regressed on age",
            "missing scores may depend: intake", "lags compared by a likelihood-ratio test",
        })
            Assert.Contains(words, other, StringComparison.Ordinal);
    }

    private static string Methods(Plan plan)
    {
        var run = Report.CorpusRun.Make() with { Plan = plan };
        return MethodsSection.Of(new ReportSource(run, Report.CorpusRun.Context, new Disclosure(run))).ToString()!;
    }

    private static (Plan? Plan, FindingLog Log) Read(string text)
    {
        var log = new FindingLog("plan.yaml");
        return (PlanFile.Read(text, log), log);
    }
}
