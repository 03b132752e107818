using IpdEngine.Stage1;
using IpdEngine.Stage1.Panels;
using IpdEngine.Stage1.Sem.Bootstrap;
using IpdEngine.Stage1.Sem.Estimation;
using IpdEngine.Stage1.Sem.Observations;
using IpdEngine.Stage1.Sem.Ram;
using IpdEngine.Tests.Stage1.Sem;
using Xunit;

namespace IpdEngine.Tests.Stage1.Panels;

/// <summary>A panel model in one word: what it reads, what it writes for R, what it fits.</summary>
public class PanelShorthandTests
{
    [Theory]
    [InlineData("riclpm:a1-a3,s1-s3", "a1 a2 a3", "s1 s2 s3")]
    [InlineData("CLPM: wai_08-wai_10 , phq_08-phq_10", "wai_08 wai_09 wai_10", "phq_08 phq_09 phq_10")]
    [InlineData("lcmsr:a9-11,s9-11", "a9 a10 a11", "s9 s10 s11")]
    [InlineData("dpm:bond,task,goal;low,mid,high", "bond task goal", "low mid high")]
    [InlineData("riclpm:a1,a3,a5,s1,s3,s5", "a1 a3 a5", "s1 s3 s5")]
    [InlineData("riclpm:a1-a3,a5,s1-s3,s5", "a1 a2 a3 a5", "s1 s2 s3 s5")]
    [InlineData("riclpm:t1.alliance-t3.alliance,t1.symptom-t3.symptom", "t1.alliance t2.alliance t3.alliance", "t1.symptom t2.symptom t3.symptom")]
    public void Ranges_and_lists_name_the_columns_in_order_of_time(string text, string alliance, string symptom)
    {
        Assert.True(PanelShorthand.IsShorthand(text));
        var shorthand = PanelShorthand.Parse(text);
        Assert.Equal(alliance, string.Join(' ', shorthand.Alliance));
        Assert.Equal(symptom, string.Join(' ', shorthand.Symptom));
    }

    [Theory]
    [InlineData("riclpm:a1-a3,s1-s4", "3 columns of the first construct and 4 of the second")]
    [InlineData("sem:a1-a3,s1-s3", "expected one of: clpm, dpm, lcmsr, riclpm")]
    [InlineData("riclpm:a3-a1,s1-s3", "first number not above the last")]
    [InlineData("riclpm:a1,a2,a3", "expected an even number")]
    [InlineData("riclpm:a1,s1", "expected at least 2")]
    [InlineData("riclpm:a1-a3,a1-a3", "column 'a1' twice")]
    [InlineData("riclpm:a1-a99,s1-s99", "expected at most 24")]
    [InlineData("riclpm:my score,x;s1,s2", "rename the column")]
    [InlineData("riclpm:a1;a2;a3", "3 lists of columns")]
    public void What_cannot_be_read_says_what_was_expected(string text, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => PanelShorthand.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_model_text_is_no_shorthand()
    {
        Assert.False(PanelShorthand.IsShorthand("f =~ x1 + x2"));
        Assert.False(PanelShorthand.IsShorthand("model.lav"));
        Assert.False(PanelShorthand.IsShorthand("ab := a*b"));
    }

    [Fact]
    public void The_text_for_R_is_the_models_with_the_tables_names()
    {
        var text = PanelShorthand.Parse("riclpm:wai2-wai4,phq2-phq4").Syntax(new PanelOptions())[0];
        Assert.Contains("RIa =~ 1*wai2 + 1*wai3 + 1*wai4\n", text, StringComparison.Ordinal);
        Assert.Contains("wphq3 ~ ss*wphq2 + as*wwai2\n", text, StringComparison.Ordinal);
        Assert.Equal(PanelSyntax.Of(new PanelForm([2, 3, 4], InterceptBlock.Free)), PanelShorthand.Parse("riclpm:a2-a4,s2-s4").Syntax(new PanelOptions())[0]);
        Assert.Equal(2, PanelShorthand.Parse("dpm:a2-a4,s2-s4").Syntax(new PanelOptions()).Count);
    }

    [Fact]
    public void The_fit_is_that_of_the_text_on_the_table_in_its_own_units()
    {
        var wide = Wide.Read("demo_growth_missing");
        var shorthand = PanelShorthand.Parse("riclpm:a1-a4,s1-s4");
        var data = wide.Columns([.. shorthand.Columns]);
        var fit = Assert.Single(PanelTable.Fit(shorthand, data, [], new PanelOptions()));
        var table = ParameterTable.Of(shorthand.Syntax(new PanelOptions())[0]);
        var direct = new SemEstimator(PatternBuilder.Build(data, 8)).Fit(ModelStructure.Of(table, shorthand.Columns), new SemOptions { Robust = true });
        Assert.Equal(direct.Deviance, fit.Fit!.Deviance, 1e-7);
        for (var i = 0; i < direct.Estimates.Length; i++)
            Assert.Equal(direct.Estimates[i], fit.Fit.Estimates[i], 1e-4 * Math.Sqrt(direct.Covariance![i * direct.Estimates.Length + i]));

        // Standardised lags know no unit: a study of the same scores has them too.
        var study = PanelModel.Fit(PanelStudies.Of("demo_growth_missing", 4), "riclpm", new PanelOptions());
        for (var lag = 0; lag < 4; lag++)
            Assert.Equal(study.Estimates[lag], fit.Estimate.Estimates[lag], 1e-7);
    }

    [Fact]
    public void Both_directions_clusters_and_draws_come_with_it()
    {
        var wide = Wide.Read("demo_growth_missing");
        var shorthand = PanelShorthand.Parse("dpm:a1-a4,s1-s4");
        var fits = PanelTable.Fit(shorthand, wide.Columns([.. shorthand.Columns]), wide.Integers("therapist"), new PanelOptions(), new BootstrapOptions(6, 1));
        Assert.Equal(["as", "sa"], fits.Select(fit => fit.Estimate.Variant));
        Assert.All(fits, fit => Assert.Equal(["std." + fit.Estimate.Terms[0], "std." + fit.Estimate.Terms[1]], fit.Bootstrap!.Statistics.Take(2).Select(s => s.Name)));
        Assert.All(fits, fit => Assert.Equal(6, fit.Bootstrap!.Draws.Count));
    }

    [Fact]
    public void Tables_that_cannot_be_fitted_end_with_their_status()
    {
        var shorthand = PanelShorthand.Parse("riclpm:wai1-wai3,phq1-phq3");
        var data = Wide.Read("demo_growth").Columns(["a1", "s1", "a2", "s2", "a3", "s3"]);
        for (var cell = 3; cell < data.Length; cell += 6)
            data[cell] = 5;
        var flat = PanelTable.Fit(shorthand, data, [], new PanelOptions())[0];
        Assert.Equal((FitStatusCode.TooSmall, "phq2~~phq2"), (flat.Estimate.Status.Code, flat.Estimate.Status.Parameter));
        Assert.Null(flat.Fit);
        var few = PanelTable.Fit(shorthand, data.AsSpan(0, 60), [], new PanelOptions())[0];
        Assert.StartsWith("10 rows have both scores", few.Estimate.Status.Reason, StringComparison.Ordinal);
        data[0] = double.PositiveInfinity;
        Assert.Throws<ArgumentException>(() => PanelTable.Fit(shorthand, data, [], new PanelOptions()));
    }
}
