using System.Text.Json;
using IpdEngine.Intake.Quality;
using Xunit;

namespace IpdEngine.Tests.Quality;

/// <summary>Completeness, distributions, variance and jumps of repeated measures are those that R gives (variance.R).</summary>
public sealed class PanelQualityTests
{
    private const double Exact = 1e-10;

    // lme4 stops its search at about seven digits of the ratio of the variances.
    private const double Searched = 2e-6;

    public static TheoryData<string> Panels()
    {
        var names = new TheoryData<string>();
        foreach (var panel in QualityReference.Read("variance.json").GetProperty("panels").EnumerateArray())
            names.Add(panel.GetProperty("name").GetString()!);
        return names;
    }

    [Theory]
    [MemberData(nameof(Panels))]
    public void Variance_between_and_within_persons_is_that_of_R(string name)
    {
        var (r, quality) = Both(name);
        var found = quality.Variance.Single(variance => variance.Measure == "symptom");
        Assert.Equal(r.GetProperty("persons").GetInt32(), found.Persons);
        Assert.Equal(r.GetProperty("values").GetInt32(), found.Values);
        QualityReference.AssertClose(Math.Sqrt(r.GetProperty("msw").GetDouble()), found.WithinSd, Exact, "within");
        QualityReference.AssertClose(Math.Sqrt(Math.Max(0, r.GetProperty("between").GetDouble())), found.BetweenSd, 1e-9, "between");
        QualityReference.AssertClose(r.GetProperty("icc").GetDouble(), found.Icc, Exact, "ICC(1)");
        QualityReference.AssertClose(r.GetProperty("reml.icc").GetDouble(), found.RemlIcc, Searched, "ICC by REML");
        QualityReference.AssertClose(r.GetProperty("lag1").GetDouble(), found.Lag1, Exact, "lag 1");
        Assert.Equal(r.GetProperty("pairs").GetInt32(), found.Pairs);
    }

    [Theory]
    [MemberData(nameof(Panels))]
    public void The_distribution_is_that_of_R(string name)
    {
        var (r, quality) = Both(name);
        var found = quality.Distributions.Single(distribution => distribution.Measure == "symptom");
        foreach (var (key, value) in new[]
        {
            ("mean", found.Mean), ("sd", found.Sd), ("skew", found.Skew), ("q1", found.FirstQuartile), ("median", found.Median), ("q3", found.ThirdQuartile), ("min", found.Minimum), ("max", found.Maximum),
            ("floor", found.FloorShare), ("ceiling", found.CeilingShare),
        })
            QualityReference.AssertClose(r.GetProperty(key).GetDouble(), value, Exact, key);
        Assert.Equal(found.N, found.Bins.Sum(bin => bin.Count));
        Assert.Equal(r.GetProperty("floor").GetDouble() > 0.15, found.HasFloor);
        var sessions = quality.BySession.Where(distribution => distribution.Measure == "symptom").ToList();
        Assert.Equal(found.N, sessions.Sum(session => session.N));
        QualityReference.AssertClose(found.Mean, sessions.Sum(session => session.Mean * session.N!.Value) / found.N!.Value, Exact, "mean over sessions");
    }

    [Theory]
    [MemberData(nameof(Panels))]
    public void Completeness_is_that_of_R(string name)
    {
        var (r, quality) = Both(name);
        var found = quality.Completeness.Single(completeness => completeness.Measure == "symptom");
        Assert.Equal((r.GetProperty("complete").GetInt32(), r.GetProperty("monotone").GetInt32(), 0), (found.Complete!.Value, found.Monotone!.Value, found.Never!.Value));
        Assert.Equal(found.Participants, found.Complete + found.Monotone + found.Intermittent);
        var expected = r.GetProperty("sessions").EnumerateArray().ToList();
        Assert.Equal(expected.Count, found.Sessions.Count);
        foreach (var (at, session) in expected.Zip(found.Sessions))
        {
            Assert.Equal(at.GetProperty("session").GetInt32(), session.Session);
            Assert.Equal(at.GetProperty("observed").GetInt32(), session.Observed);
            Assert.Equal(at.GetProperty("not.begun").GetInt32(), session.NotBegun);
            Assert.Equal(at.GetProperty("over").GetInt32(), session.Over);
            Assert.Equal(at.GetProperty("skipped").GetInt32(), session.Skipped);
            Assert.Equal(at.GetProperty("last").GetInt32(), session.Last);
            Assert.Equal(found.Participants, session.Observed + session.NotBegun + session.Over + session.Skipped);
            QualityReference.AssertClose(1 - session.Over!.Value / (double)found.Participants, session.Retained, Exact, "retained");
        }
    }

    [Theory]
    [MemberData(nameof(Panels))]
    public void Implausible_jumps_are_those_of_R(string name)
    {
        var (r, quality) = Both(name);
        var found = quality.Jumps.Single(jumps => jumps.Measure == "symptom");
        Assert.Equal(r.GetProperty("changes").GetInt32(), found.Changes);
        QualityReference.AssertClose(r.GetProperty("change.median").GetDouble(), found.Median, Exact, "median");
        QualityReference.AssertClose(r.GetProperty("change.spread").GetDouble(), found.Spread, Exact, "spread");
        Assert.Equal(r.GetProperty("jumps").GetInt32(), found.Count);
        Assert.Equal(found.Count, found.Listed.Count);
        Assert.All(found.Listed, jump => Assert.True(jump.Change < found.Low || jump.Change > found.High));
    }

    private static (JsonElement R, StudyQuality Quality) Both(string name)
    {
        var panel = QualityReference.Read("variance.json").GetProperty("panels").EnumerateArray().Single(each => each.GetProperty("name").GetString() == name);
        return (panel, QualityReference.Quality(panel));
    }
}
