using IpdEngine.Simulation;
using IpdEngine.Simulation.Draws;
using IpdEngine.Stage1.Panels;
using IpdEngine.Stage1.Sem.Estimation;
using Xunit;

namespace IpdEngine.Tests.Stage1.Panels;

/// <summary>Leverage-corrected errors and their degrees of freedom.</summary>
public sealed class SmallSampleTests
{
    private static readonly PanelOptions s_plain = new() { Sensitivity = false, FitMeasures = false };
    private static readonly PanelOptions s_leverage = s_plain with { SmallSample = "leverage" };

    [Fact]
    public void Estimates_stay_and_errors_grow_more_in_a_small_study_than_in_a_large_one()
    {
        var (small, large) = (Growth(40), Growth(2000));
        Assert.InRange(small, 1.02, 1.5);
        Assert.InRange(large, 1.0001, 1.01);
    }

    [Fact]
    public void Every_row_has_degrees_of_freedom_below_the_number_of_persons()
    {
        var fit = PanelModel.Fit(Study(80), "riclpm", s_leverage);
        Assert.All(fit.Rows.Where(r => r.Component is "std" or "unstd" or "std.wave" or "longrun"), r => Assert.InRange(r.DegreesOfFreedom, 5, 80));
        Assert.All(PanelModel.Fit(Study(80), "riclpm", s_plain).Rows.Where(r => r.Component is "std" or "unstd"), r => Assert.Equal(double.PositiveInfinity, r.DegreesOfFreedom));
    }

    // One step without a person is nearly what leaving the person out and fitting again does.
    [Fact]
    public void The_influence_of_a_person_is_what_leaving_the_person_out_does()
    {
        var sample = PanelSample.Of(Study(60), "riclpm", s_plain);
        var layout = new PanelLayout(PanelForm.Of("riclpm", sample.Data, s_plain));
        var fit = new SemEstimator(sample.Table!).Fit(layout.Model, new SemOptions { Robust = true, WithoutFitMeasures = true, Starts = PanelStarts.Of(layout, sample.Data) });
        var influence = CaseInfluence.Of(fit, sample.Table!);
        var q = fit.Model.FreeCount;
        var jackknife = new double[q];
        for (var person = 0; person < sample.Participants; person++)
        {
            var others = sample.Data.Wide.Where((_, cell) => cell / sample.Table!.Columns != person).ToArray();
            var table = IpdEngine.Stage1.Sem.Observations.PatternBuilder.Build(others, sample.Table!.Columns, [], completeOnly: false);
            var without = new SemEstimator(table).Fit(layout.Model, new SemOptions { WithoutFitMeasures = true, Starts = PanelStarts.From(fit) });
            for (var i = 0; i < q; i++)
                jackknife[i] += (without.Estimates[i] - fit.Estimates[i]) * (without.Estimates[i] - fit.Estimates[i]);
        }

        // The jackknife's steps are not linear and use each person's own curvature: within a fifth on the mean over parameters, a half on each.
        var (covariance, ratio) = (influence.Covariance(), 0.0);
        for (var i = 0; i < q; i++)
        {
            var one = Math.Sqrt(covariance[i * q + i] / jackknife[i]);
            Assert.InRange(one, 0.5, 1.5);
            ratio += one / q;
        }

        Assert.InRange(ratio, 0.8, 1.2);
    }

    [Fact]
    public void It_needs_the_sandwich_over_persons()
    {
        Assert.Throws<ArgumentException>(() => PanelModel.Fit(Study(60), "riclpm", s_leverage with { Estimator = "ml" }));
        Assert.Throws<ArgumentException>(() => PanelModel.Fit(Study(60), "riclpm", s_leverage with { Cluster = "therapist" }));
        Assert.Throws<ArgumentException>(() => PanelModel.Fit(Study(60), "riclpm", s_leverage with { Lags = "standardised" }));
    }

    private static double Growth(int persons)
    {
        var study = Study(persons);
        var (plain, corrected) = (PanelModel.Fit(study, "riclpm", s_plain), PanelModel.Fit(study, "riclpm", s_leverage));
        Assert.Equal(plain.Estimates, corrected.Estimates);
        return Enumerable.Range(0, 4).Average(i => Math.Sqrt(corrected.Covariance[i, i] / plain.Covariance[i, i]));
    }

    private static IpdEngine.Panel.StudyPanel Study(int persons) => StudyDraw.Of(
        new StudyTruth
        {
            Study = "small",
            Participants = persons,
            Panel = PanelTruth.Stationary(4, new LagMatrix(0.35, -0.1, 0.45, -0.1)),
            Missingness = new MissingnessTruth(0.05, 0.5, 0.05),
        },
        seed: 77, replicate: persons, study: 0);
}
