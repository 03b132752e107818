using System.Globalization;
using IpdEngine.Panel;
using IpdEngine.Stage1;
using IpdEngine.Stage1.Multilevel;
using Xunit;

namespace IpdEngine.Tests.Stage1.Multilevel;

public class MultilevelCorpusTests
{
    private static readonly Lazy<Dictionary<string, IReadOnlyList<StudyEstimate>>> s_fits =
        new(() => ExpectedCorpus.Panels.ToDictionary(pair => pair.Key, pair => MultilevelModel.Fit(pair.Value, new MultilevelOptions())));

    [Fact]
    public void The_main_model_agrees_with_lme4_on_every_study_of_the_corpus()
    {
        var compared = 0;
        foreach (var expected in ExpectedCorpus.Rows("expected_multilevel.csv"))
        {
            var found = Find(expected, "multilevel");
            var (direction, se) = (expected["direction"], Number(expected, "se"));
            Assert.Equal(FitStatusCode.Ok, found.Status.Code);
            Assert.Equal("singular by design", found.Status.Note);
            Assert.Equal(expected["singular"] == "TRUE" ? 1 : 0, Fit(found, "singular"));
            Assert.Equal(Number(expected, "n.pairs"), found.Pairs);
            Assert.Equal(Number(expected, "n.id"), found.Participants);
            Assert.Equal(Number(expected, "cross"), found.Estimate(direction), 0.0001 * se);
            Assert.Equal(se, found.StandardError(direction), 0.0001 * se);
            Assert.Equal(Number(expected, "auto"), found.Estimate("auto"), 0.0001 * found.StandardError("auto"));
            Assert.Equal(Number(expected, "sd.within.a"), Row(found, "within.alliance"), 1e-12 * Row(found, "within.alliance"));
            Assert.Equal(Number(expected, "sd.within.s"), Row(found, "within.symptom"), 1e-12 * Row(found, "within.symptom"));
            compared++;
        }

        Assert.Equal(32, compared);
    }

    [Fact]
    public void The_cross_level_model_agrees_with_lme4_on_every_study_of_the_corpus_and_never_lies_above_it()
    {
        var compared = 0;
        foreach (var expected in ExpectedCorpus.Rows("expected_crosslevel.csv"))
        {
            var found = Find(expected, "crosslevel");
            var criterion = Number(expected, "REMLcrit");
            Assert.True(Fit(found, "REMLcrit") <= criterion + 1e-11 * Math.Abs(criterion), $"{found.Study} {found.Variant}: found {Fit(found, "REMLcrit"):R}, lme4's is {criterion:R}");
            Assert.Equal(expected["singular"] == "TRUE" ? FitStatusCode.Boundary : FitStatusCode.Ok, found.Status.Code);
            Assert.Equal(Number(expected, "n.pairs"), found.Pairs);
            foreach (var term in found.Terms)
            {
                var se = Number(expected, $"se.{term}");
                Assert.Equal(Number(expected, term), found.Estimate(term), 0.01 * se);
                Assert.Equal(se, found.StandardError(term), 0.005 * se);
            }

            Assert.Equal(3, found.Terms.Count);
            compared++;
        }

        Assert.Equal(32, compared);
    }

    [Fact]
    public void A_study_of_every_second_session_has_a_status_with_its_reason()
    {
        Assert.All(s_fits.Value["trial16"], found =>
        {
            Assert.Equal("too_small", found.Status.Name);
            Assert.Contains("found 0 participants", found.Status.Reason, StringComparison.Ordinal);
            Assert.Contains("every second session", found.Status.Reason, StringComparison.Ordinal);
            Assert.Empty(found.Terms);
        });
    }

    [Fact]
    public void Neither_row_order_nor_threads_change_a_bit()
    {
        var reversed = ExpectedCorpus.Reversed();
        Parallel.ForEach(s_fits.Value, new ParallelOptions { MaxDegreeOfParallelism = 4 }, pair =>
        {
            var again = MultilevelModel.Fit(reversed[pair.Key], new MultilevelOptions());
            for (var i = 0; i < again.Count; i++)
            {
                Assert.Equal(pair.Value[i].Rows, again[i].Rows);
                Assert.Equal(pair.Value[i].Fit, again[i].Fit);
                Assert.Equal(pair.Value[i].Trail, again[i].Trail);
                Assert.Equal(pair.Value[i].Covariance, again[i].Covariance);
            }
        });
    }

    [Fact]
    public void Nineteen_participants_are_too_few_and_a_score_that_never_moves_is_named()
    {
        var few = MultilevelModel.Fit(Study(19, t => t % 3), new MultilevelOptions());
        Assert.All(few, found => Assert.Equal("too_small", found.Status.Name));
        Assert.Contains("found 19 participants", few[0].Status.Reason, StringComparison.Ordinal);

        var still = MultilevelModel.Fit(Study(30, _ => 4), new MultilevelOptions());
        Assert.All(still, found => Assert.Equal("sd.within.alliance", found.Status.Parameter));
        Assert.All(still, found => Assert.Empty(found.Terms));
    }

    [Fact]
    public void A_cancelled_run_stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => MultilevelModel.Fit(ExpectedCorpus.Panels["trial17"], new MultilevelOptions(), source.Token));
    }

    private static StudyPanel Study(int persons, Func<int, double> alliance)
    {
        var builder = new StudyPanelBuilder(ExpectedCorpus.Panels["trial01"].Facts);
        for (var i = 0; i < persons; i++)
            for (var t = 1; t <= 5; t++)
                builder.AddSession($"p{i:00}", t, alliance(t + i) + (alliance(0) == alliance(1) ? 0 : i * i % 7), (i * 7 + t * t * 3 + i * t) % 11);
        return builder.Build();
    }

    private static StudyEstimate Find(IReadOnlyDictionary<string, string> expected, string model) =>
        s_fits.Value[expected["study"]].Single(found => found.Model == model && found.Variant == expected["direction"]);

    private static double Number(IReadOnlyDictionary<string, string> row, string column) => double.Parse(row[column], CultureInfo.InvariantCulture);

    private static double Fit(StudyEstimate estimate, string name) => estimate.Fit.Single(pair => pair.Key == name).Value;

    private static double Row(StudyEstimate estimate, string term) => estimate.Rows.Single(row => row.Component == "sd" && row.Term == term).Estimate;
}
