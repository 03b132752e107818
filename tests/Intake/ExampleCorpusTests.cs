using System.Globalization;
using IpdEngine.Intake;
using IpdEngine.Intake.Description;
using IpdEngine.Intake.Example;
using IpdEngine.Intake.Findings;
using IpdEngine.Panel;
using Xunit;

namespace IpdEngine.Tests.Intake;

/// <summary>The 17 raw files of the example give the expected scores.</summary>
public sealed class ExampleCorpusTests : IClassFixture<ExampleFolder>
{
    private readonly ExampleFolder _folder;

    public ExampleCorpusTests(ExampleFolder folder) => _folder = folder;

    public static TheoryData<string> Names()
    {
        var names = new TheoryData<string>();
        foreach (var study in ExampleCorpus.Studies)
            names.Add(study.File);
        return names;
    }

    [Fact]
    public void Every_description_reads_without_a_finding_and_says_that_it_is_synthetic()
    {
        Assert.Equal(17, ExampleCorpus.Studies.Count);
        foreach (var study in ExampleCorpus.Studies)
        {
            Assert.Equal([], study.Findings);
            Assert.True(study.Description!.Synthetic, study.File);
        }
    }

    [Fact]
    public void The_example_has_5350_participants_of_9_countries()
    {
        var panels = _folder.Studies.Select(study => Ingestion.Check(study, study.DataPath!, ExampleCorpus.Key).Panel!).ToArray();
        Assert.Equal(17, panels.Length);
        Assert.Equal(5350, panels.Sum(panel => panel.Participants.Count));
        Assert.Equal(9, panels.Select(panel => panel.Facts.Country).Distinct().Count());
        Assert.All(panels, panel => Assert.True(panel.Facts.Synthetic));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Ingest_gives_the_expected_sessions_and_participants(string name)
    {
        var file = _folder.Studies.Single(study => study.File == name);
        var outcome = Ingestion.Check(file, file.DataPath!, ExampleCorpus.Key);
        Assert.False(outcome.IsRefused, string.Join("\n", outcome.Findings));
        var panel = outcome.Panel!;
        ExpectedScores.AssertSessions(outcome.Study, panel);
        ExpectedScores.AssertParticipants(outcome.Study, panel);
        Assert.DoesNotContain(outcome.Findings, finding => finding.Severity == Severity.Warning && finding.Code != "duplicate-identical");
    }
}

/// <summary>The example written to a folder of its own, which is removed again.</summary>
public sealed class ExampleFolder : IDisposable
{
    public ExampleFolder() => Studies = ExampleCorpus.WriteTo(Path);

    public string Path { get; } = Directory.CreateTempSubdirectory("ipd-example-").FullName;

    public IReadOnlyList<StudyFile> Studies { get; }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>The expected scores, under the pseudonyms that the example's key gives the source identifiers.</summary>
internal static class ExpectedScores
{
    private const double Tolerance = 1e-9;

    public static void AssertSessions(string study, StudyPanel panel)
    {
        var expected = Rows("expected_sessions.csv", study).ToDictionary(cells => (ExampleCorpus.Key.Participant(study, cells[1]), int.Parse(cells[2], CultureInfo.InvariantCulture)));
        var sessions = panel.Sessions;
        Assert.Equal(expected.Count, sessions.Count);
        for (var row = 0; row < sessions.Count; row++)
        {
            var cells = expected[(panel.Participants.Id(sessions.Participant[row]), sessions.Session[row])];
            AssertNumber(cells[3], sessions.Alliance[row], cells);
            AssertNumber(cells[4], sessions.Symptom[row], cells);
        }
    }

    public static void AssertParticipants(string study, StudyPanel panel)
    {
        var expected = Rows("expected_participants.csv", study).ToDictionary(cells => ExampleCorpus.Key.Participant(study, cells[1]));
        var participants = panel.Participants;
        Assert.Equal(expected.Count, participants.Count);
        var pairs = new HashSet<(string, int)>();
        for (var row = 0; row < participants.Count; row++)
        {
            var cells = expected[participants.Id(row)];
            AssertNumber(cells[2], participants.Intake[row], cells);
            AssertNumber(cells[3], participants.Outcome[row], cells);
            AssertNumber(cells[5], participants.Age[row], cells);
            AssertNumber(cells[6], participants.Female[row], cells);
            pairs.Add((cells[4], participants.Therapist[row]));
        }
        // Only the grouping has to agree: each expected number goes with one pseudonym, and the other way round.
        Assert.Equal(pairs.Count, pairs.Select(pair => pair.Item1).Distinct().Count());
        Assert.Equal(pairs.Count, pairs.Select(pair => pair.Item2).Distinct().Count());
    }

    private static IEnumerable<string[]> Rows(string file, string study) =>
        File.ReadLines(Path.Combine(Walls.Repository.Root, "tests", "References", "corpus", file)).Skip(1)
            .Select(line => line.Split(',').Select(cell => cell.Trim('"')).ToArray()).Where(cells => cells[0] == study);

    private static void AssertNumber(string expected, double found, string[] cells)
    {
        if (expected is "" or "NA")
            Assert.True(double.IsNaN(found), $"{string.Join(",", cells)}: found {found}, expected missing");
        else
            Assert.True(Math.Abs(double.Parse(expected, CultureInfo.InvariantCulture) - found) <= Tolerance, $"{string.Join(",", cells)}: found {found}");
    }
}
