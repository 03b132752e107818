using System.Text.Json;
using IpdEngine.Panel;
using IpdEngine.Stage1;
using IpdEngine.Stage1.Panels;
using IpdEngine.Tests.Stage1.Sem;
using Xunit;

namespace IpdEngine.Tests.Stage1.Panels;

/// <summary>What options do to a panel model on a study; the numbers against lavaan: option_references.R.</summary>
public class PanelOptionTests
{
    private static readonly Lazy<StudyPanel> s_study = new(Study);

    [Fact]
    public void Standardised_lags_equal_over_time_are_equal_at_every_wave()
    {
        var equal = PanelModel.Fit(s_study.Value, "riclpm", new PanelOptions { Lags = "standardised", Sensitivity = false });
        Assert.True(equal.Status.Poolable, equal.Status.Reason);
        foreach (var lag in PanelLayout.LagNames)
        {
            var waves = equal.Rows.Where(row => row.Component == "std.wave" && row.Term.StartsWith(lag, StringComparison.Ordinal)).ToArray();
            Assert.Equal(3, waves.Length);
            Assert.All(waves, row => Assert.Equal(equal.Estimate(lag), row.Estimate, 1e-6));
            Assert.All(waves, row => Assert.Equal(equal.StandardError(lag), row.StandardError, 1e-6));
        }

        // As many parameters as with equal unstandardised lags, another likelihood.
        var plain = PanelModel.Fit(s_study.Value, "riclpm", new PanelOptions { Sensitivity = false });
        Assert.Equal(Measure(plain, "npar"), Measure(equal, "npar"));
        Assert.NotEqual(Measure(plain, "logl"), Measure(equal, "logl"), 1e-3);
        Assert.DoesNotContain(equal.Rows, row => row.Component == "unstd");
    }

    [Fact]
    public void Covariates_of_intercepts_have_effects_in_instrument_units()
    {
        var fit = PanelModel.Fit(s_study.Value, "riclpm", new PanelOptions { Covariates = ["x1", "x2"], Sensitivity = false });
        var table = Table(fit, "riclpm_4_covariates", "MLR");
        foreach (var name in new[] { "RIa~x1", "RIa~x2", "RIs~x1", "RIs~x2" })
        {
            var row = fit.Rows.Single(r => r.Component == "covariate" && r.Term == name);
            Assert.Equal(table.GetProperty("est").GetProperty(name).GetDouble(), row.Estimate, 1e-3 * row.StandardError);
            Assert.Equal(table.GetProperty("se").GetProperty(name).GetDouble(), row.StandardError, 1e-3 * row.StandardError);
        }
    }

    [Fact]
    public void Auxiliary_variables_leave_the_degrees_of_freedom_and_move_the_estimates_as_in_lavaan()
    {
        var without = PanelModel.Fit(s_study.Value, "riclpm", new PanelOptions { Sensitivity = false });
        var with = PanelModel.Fit(s_study.Value, "riclpm", new PanelOptions { Auxiliary = ["x1", "x2"], Sensitivity = false });
        Assert.Equal(Measure(without, "df"), Measure(with, "df"));
        Assert.NotEqual(without.Estimate("ss"), with.Estimate("ss"), 1e-4);
        var table = Table(with, "riclpm_4_auxiliary", "MLR");
        foreach (var (lag, parameter) in new[] { ("aa", "wa2~wa1"), ("ss", "ws2~ws1") })
            Assert.Equal(table.GetProperty("est").GetProperty(parameter).GetDouble(), with.Rows.Single(r => r.Component == "unstd" && r.Term == lag).Estimate, 1e-4);
    }

    [Fact]
    public void Arms_are_compared_as_lavaan_compares_groups()
    {
        var cases = JsonDocument.Parse(File.ReadAllText(Path.Combine(ExpectedCorpus.Folder("stage1"), "arm_cases.json"))).RootElement.GetProperty("cases");
        Assert.Equal(2, cases.GetArrayLength());
        foreach (var expected in cases.EnumerateArray())
        {
            var options = new PanelOptions { Estimator = expected.GetProperty("estimator").GetString()!.ToLowerInvariant() };
            var found = ArmComparison.Of(s_study.Value, "riclpm", options);
            Assert.Equal(["treated", "waiting"], found.Arms);
            var difference = expected.GetProperty("difference");
            Assert.Equal(difference[0].GetDouble(), found.Difference!.Statistic, 2e-3 * difference[0].GetDouble());
            Assert.Equal((int)difference[1].GetDouble(), found.Difference.DegreesOfFreedom);
            for (var arm = 0; arm < 2; arm++)
                foreach (var lag in PanelLayout.LagNames)
                {
                    Assert.Equal(expected.GetProperty("free")[arm].GetProperty(lag).GetDouble(), found.Free[arm].Estimate(lag), 2e-3 * found.Free[arm].StandardError(lag));
                    Assert.Equal(expected.GetProperty("equal")[arm].GetProperty(lag).GetDouble(), found.Equal[arm].Estimate(lag), 2e-3 * found.Equal[arm].StandardError(lag));
                }
        }
    }

    [Fact]
    public void A_study_of_one_arm_has_no_comparison_and_says_so()
    {
        var found = ArmComparison.Of(ExpectedCorpus.Panels["trial13"], "riclpm", new PanelOptions());
        Assert.Null(found.Difference);
        Assert.Contains("expected at least two", found.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_model_cannot_do_is_refused()
    {
        static string Message(string model, PanelOptions options) => Assert.Throws<ArgumentException>(() => PanelModel.Fit(s_study.Value, model, options)).Message;
        Assert.Contains("expected riclpm or lcmsr", Message("clpm", new PanelOptions { Lags = "standardised" }), StringComparison.Ordinal);
        Assert.Contains("has none", Message("clpm", new PanelOptions { Covariates = ["x1"] }), StringComparison.Ordinal);
        Assert.Contains("expected a variable of the study's participants: intake, outcome, age, female, x1, x2", Message("riclpm", new PanelOptions { Auxiliary = ["x3"] }), StringComparison.Ordinal);
        Assert.Contains("twice", Message("riclpm", new PanelOptions { Auxiliary = ["x1"], Covariates = ["x1"] }), StringComparison.Ordinal);
        Assert.Contains("expected riclpm, clpm or lcmsr", Assert.Throws<ArgumentException>(() => DynamicPanel.Fit(s_study.Value, new PanelOptions { Auxiliary = ["x1"] })).Message, StringComparison.Ordinal);
    }

    private static double Measure(StudyEstimate fit, string name) => fit.Fit.Single(m => m.Key == name).Value;

    private static JsonElement Table(StudyEstimate fit, string model, string estimator)
    {
        Assert.True(fit.Trail!.Converged);
        return JsonDocument.Parse(File.ReadAllText(Path.Combine(ExpectedCorpus.Folder("stage1"), "option_cases.json"))).RootElement.GetProperty("cases").EnumerateArray()
            .First(c => c.GetProperty("model").GetString() == model && c.GetProperty("estimator").GetString() == estimator);
    }

    // simulate_persons.R: every third person waits.
    internal static StudyPanel Study()
    {
        var wide = Wide.Read("persons_4");
        double[] alliance = wide.Columns(["a1", "a2", "a3", "a4"]), symptom = wide.Columns(["s1", "s2", "s3", "s4"]), covariates = wide.Columns(["x1", "x2"]);
        var builder = new StudyPanelBuilder(
            new StudyFacts
            {
                Study = "own",
                Synthetic = true,
                Alliance = new MeasureFacts("A", "P", -100, 100, false, null),
                Symptom = new MeasureFacts("S", "P", -100, 100, false, null),
            },
            covariates: ["x1", "x2"]);
        for (var person = 0; person < wide.Rows; person++)
        {
            builder.SetParticipant($"p{person:D4}", new ParticipantFacts
            {
                Arm = (person + 1) % 3 == 0 ? "waiting" : "treated",
                Covariates = [covariates[2 * person], covariates[2 * person + 1]],
            });
            for (var t = 0; t < 4; t++)
                builder.AddSession($"p{person:D4}", t + 1, alliance[person * 4 + t], symptom[person * 4 + t]);
        }

        return builder.Build();
    }
}
