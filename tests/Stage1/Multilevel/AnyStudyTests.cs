using System.Collections.Concurrent;
using CsCheck;
using IpdEngine.Panel;
using IpdEngine.Stage1;
using IpdEngine.Stage1.Association;
using IpdEngine.Stage1.Multilevel;
using Xunit;

namespace IpdEngine.Tests.Stage1.Multilevel;

/// <summary>Laws over any study at all: an estimate with finite numbers, or a status with its reason; never an exception.</summary>
public class AnyStudyTests
{
    private static readonly Gen<double> s_score = Gen.OneOf(
        Gen.Const(double.NaN), Gen.Int[0, 3].Select(i => (double)i), Gen.Double[-3, 3], Gen.Const(7.0), Gen.Double[-3, 3].Select(x => x * 1e-9 + 5),
        Gen.Double[-1, 1].Select(x => x * 1e160), Gen.Double[-1, 1].Select(x => x * 1e-200));

    private static readonly Gen<double> s_plain = Gen.OneOf(Gen.Const(double.NaN), Gen.Int[0, 2].Select(i => (double)i), Gen.Double[0, 40]);

    private static readonly Gen<(int Person, int Session, double A, double S)[]> s_wild =
        Gen.Select(Gen.Int[0, 60], Gen.Int[-1, 9], s_score, s_score, (p, t, a, s) => (p, t, a, s)).Array[0, 400];

    private static readonly Gen<(int Person, int Session, double A, double S)[]> s_tame =
        Gen.Select(Gen.Int[0, 29], Gen.Int[1, 5], s_plain, s_plain, (p, t, a, s) => (p, t, a, s)).Array[250, 500];

    [Fact]
    public void Any_study_gives_finite_estimates_or_a_status_with_its_reason()
    {
        var codes = new ConcurrentDictionary<(string, bool), int>();
        Gen.OneOf(s_wild, s_tame).Sample(
            rows =>
            {
                var panel = Panel(rows);
                foreach (var estimate in MultilevelModel.Fit(panel, new MultilevelOptions()).Append(AssociationModel.Fit(panel, new AssociationOptions())))
                {
                    Holds(estimate);
                    codes.AddOrUpdate((estimate.Model, estimate.Status.Poolable), 1, (_, count) => count + 1);
                }
            },
            iter: 600, threads: 2);

        // The law says nothing unless both ends are reached.
        string[] models = ["multilevel", "crosslevel", "association"];
        Assert.All(models, model => Assert.True(codes.GetValueOrDefault((model, true)) > 50, string.Join("; ", codes)));
        Assert.All(models, model => Assert.True(codes.GetValueOrDefault((model, false)) > 50, string.Join("; ", codes)));
    }

    [Fact]
    public void Scores_in_other_units_give_the_same_standardised_effects() =>
        Gen.Select(s_tame, Gen.Double[0.01, 100], Gen.Double[-50, 50]).Sample(
            (rows, unit, origin) =>
            {
                var plain = MultilevelModel.Fit(Panel(rows), new MultilevelOptions());
                var moved = MultilevelModel.Fit(Panel([.. rows.Select(r => (r.Person, r.Session, r.A * unit + origin, r.S * unit - origin))]), new MultilevelOptions());
                for (var i = 0; i < plain.Count; i++)
                {
                    Assert.Equal(plain[i].Status.Code, moved[i].Status.Code);
                    foreach (var term in plain[i].Terms)
                        Assert.Equal(plain[i].Estimate(term), moved[i].Estimate(term), 1e-5 * plain[i].StandardError(term));
                }
            },
            iter: 100, threads: 2);

    private static void Holds(StudyEstimate estimate)
    {
        Assert.NotEmpty(estimate.Status.Reason);
        Assert.Equal(estimate.Status.Poolable, estimate.Terms.Count > 0);
        Assert.All(estimate.Estimates, value => Assert.True(double.IsFinite(value), $"{estimate.Model}: {value}"));
        for (var a = 0; a < estimate.Terms.Count; a++)
            Assert.True(double.IsFinite(estimate.Covariance[a, a]) && estimate.Covariance[a, a] > 0, $"{estimate.Model} {estimate.Terms[a]}: variance {estimate.Covariance[a, a]}");
    }

    private static StudyPanel Panel((int Person, int Session, double A, double S)[] rows)
    {
        var builder = new StudyPanelBuilder(ExpectedCorpus.Panels["trial01"].Facts);
        foreach (var row in rows.DistinctBy(row => (row.Person, row.Session)))
            builder.AddSession($"p{row.Person:00}", row.Session, row.A, row.S);
        foreach (var person in rows.Select(row => row.Person).Distinct())
            builder.SetParticipant($"p{person:00}", new ParticipantFacts { Intake = rows.First(row => row.Person == person).S, Outcome = rows.Last(row => row.Person == person).S });
        return builder.Build();
    }
}
