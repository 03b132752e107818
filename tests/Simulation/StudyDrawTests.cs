using IpdEngine.Panel.Waves;
using IpdEngine.Simulation;
using IpdEngine.Simulation.Draws;
using IpdEngine.Stage1.Panels;
using Xunit;

namespace IpdEngine.Tests.Simulation;

/// <summary>Draws follow their truth, and the same place gives the same draw.</summary>
public sealed class StudyDrawTests
{
    private static readonly LagMatrix s_lags = new(0.4, -0.15, 0.3, -0.2);

    // Not stationary: the within variances grow from session to session, so standardised lags differ by wave and from the plain ones.
    private static readonly PanelTruth s_growing = new()
    {
        Waves = 4,
        Lags = s_lags,
        First = new PairCovariance(0.5, 0.8, -0.1),
        Residual = new PairCovariance(0.9, 0.6, -0.2),
        Intercepts = new PairCovariance(0.7, 0.5, -0.25),
        AllianceMean = (5, 0.2),
        SymptomMean = (20, -0.5),
    };

    [Fact]
    public void A_place_gives_the_same_study_whoever_draws_it_and_other_places_give_others()
    {
        var truth = Study(s_growing, 40);
        var hash = StudyDraw.Of(truth, 1, 7, 3).ContentHash;
        Assert.Equal(hash, StudyDraw.Of(truth, 1, 7, 3).ContentHash);
        string[] others = [StudyDraw.Of(truth, 2, 7, 3).ContentHash, StudyDraw.Of(truth, 1, 8, 3).ContentHash, StudyDraw.Of(truth, 1, 7, 4).ContentHash];
        Assert.Equal(4, others.Append(hash).Distinct().Count());
    }

    [Fact]
    public void Shards_and_workers_change_nothing()
    {
        var truth = Study(s_growing, 20);
        string Draw(int replicate) => StudyDraw.Of(truth, 9, replicate, 0).ContentHash;
        var whole = Replicates.Run(0, 12, 1, Draw);
        Assert.Equal(whole, Replicates.Run(0, 5, 2, Draw).Concat(Replicates.Run(5, 7, 3, Draw)));
    }

    [Fact]
    public void Scores_have_the_means_and_covariances_of_the_truth()
    {
        const int persons = 40000;
        var scores = WideScores.Of(StudyDraw.Of(Study(s_growing, persons), 11, 0, 0), new SessionWindow(1, 4));
        var within = s_growing.Within();
        for (var t = 0; t < 4; t++)
        {
            var (mean, variance) = Moments(scores.Alliance, t);
            var expected = 0.7 + within[t].Alliance;
            // Four Monte Carlo errors: sqrt(v / n) of a mean, v sqrt(2 / n) of a variance.
            Assert.InRange(mean - (5 + 0.2 * t), -4 * Math.Sqrt(expected / persons), 4 * Math.Sqrt(expected / persons));
            Assert.InRange(variance - expected, -4 * expected * Math.Sqrt(2.0 / persons), 4 * expected * Math.Sqrt(2.0 / persons));
            (mean, variance) = Moments(scores.Symptom, t);
            expected = 0.5 + within[t].Symptom;
            Assert.InRange(mean - (20 - 0.5 * t), -4 * Math.Sqrt(expected / persons), 4 * Math.Sqrt(expected / persons));
            Assert.InRange(variance - expected, -4 * expected * Math.Sqrt(2.0 / persons), 4 * expected * Math.Sqrt(2.0 / persons));
        }
    }

    [Fact]
    public void A_large_study_gives_back_the_standardised_and_plain_lags_of_the_truth_with_dropout_that_depends_on_symptoms()
    {
        var truth = Study(s_growing, 20000) with { Missingness = new MissingnessTruth(0.1, 0.8, 0.02) };
        var fit = PanelModel.Fit(StudyDraw.Of(truth, 12, 0, 0), "riclpm", new PanelOptions { Sensitivity = false, FitMeasures = false });
        var (standardised, plain) = (s_growing.Standardised(), s_growing.Unstandardised());
        for (var lag = 0; lag < 4; lag++)
        {
            // Four standard errors, which are about .01 here: a truth by another definition would be off by more.
            var (row, unstandardised) = (fit.Rows.Where(r => r.Component == "std").ElementAt(lag), fit.Rows.Where(r => r.Component == "unstd").ElementAt(lag));
            Assert.InRange((row.Estimate - standardised[lag]) / row.StandardError, -4, 4);
            Assert.InRange((unstandardised.Estimate - plain[lag]) / unstandardised.StandardError, -4, 4);
        }

        Assert.True(Math.Abs(standardised[1] - plain[1]) > 0.015, "the case should tell the two scales apart");
    }

    [Fact]
    public void Dropout_is_for_good_as_frequent_as_said_and_more_frequent_after_a_bad_session()
    {
        const int persons = 20000;
        var truth = Study(s_growing, persons) with { Missingness = new MissingnessTruth(0.1, 0.8) };
        var panel = StudyDraw.Of(truth, 13, 0, 0);
        var scores = WideScores.Of(panel, new SessionWindow(1, 4));
        var (stayed, left, back) = (new List<double>(), new List<double>(), 0);
        for (var row = 0; row < scores.Rows; row++)
        {
            (double.IsNaN(scores.Alliance[4 * row + 1]) ? left : stayed).Add(scores.Symptom[4 * row]);
            back += double.IsNaN(scores.Alliance[4 * row + 1]) && !double.IsNaN(scores.Alliance[4 * row + 2]) ? 1 : 0;
        }

        // E logistic(logit .1 + .8 z) over standard normal z is .1223; the Monte Carlo error is .0023.
        Assert.InRange(left.Count / (double)persons, 0.1223 - 4 * 0.0023, 0.1223 + 4 * 0.0023);
        Assert.Equal(0, back);
        Assert.True(left.Average() > stayed.Average() + 0.3);
    }

    [Fact]
    public void A_truth_that_no_process_has_is_refused()
    {
        var caught = Assert.Throws<ArgumentException>(() => PanelTruth.Stationary(5, new LagMatrix(0.9, 0.5, 0.9, 0.5)));
        Assert.Contains("residual", caught.Message, StringComparison.Ordinal);
    }

    private static StudyTruth Study(PanelTruth panel, int persons) => new() { Study = "drawn", Participants = persons, Panel = panel };

    private static (double Mean, double Variance) Moments(ReadOnlySpan<double> values, int wave)
    {
        var (n, sum, squares) = (0, 0.0, 0.0);
        for (var i = wave; i < values.Length; i += 4, n++)
            sum += values[i];
        for (var i = wave; i < values.Length; i += 4)
            squares += (values[i] - sum / n) * (values[i] - sum / n);
        return (sum / n, squares / (n - 1));
    }
}
