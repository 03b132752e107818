using System.Text;
using IpdEngine.Intake;
using IpdEngine.Intake.Description;
using IpdEngine.Intake.Drafting;
using IpdEngine.Intake.Example;
using IpdEngine.Intake.Findings;
using Xunit;

namespace IpdEngine.Tests.Intake;

/// <summary>Drafts of the example's files, made without their descriptions.</summary>
public sealed class DraftTests : IClassFixture<ExampleFolder>
{
    private readonly ExampleFolder _folder;

    public DraftTests(ExampleFolder folder) => _folder = folder;

    [Theory]
    [MemberData(nameof(ExampleCorpusTests.Names), MemberType = typeof(ExampleCorpusTests))]
    public void The_draft_of_an_example_file_gives_the_expected_scores(string name)
    {
        var study = _folder.Studies.Single(each => each.File == name);
        var draft = Draft.Describe(study.DataPath!);
        Assert.DoesNotContain(draft.Findings, finding => finding.Severity == Severity.Error);
        var drafted = draft.Text!.Replace($"study: {Path.GetFileNameWithoutExtension(study.DataPath)}", $"study: {study.Description!.Study}", StringComparison.Ordinal);
        var outcome = Ingestion.Check(StudyFile.Parse(name, drafted), study.DataPath!, ExampleCorpus.Key);
        Assert.False(outcome.IsRefused, string.Join("\n", outcome.Findings));
        ExpectedScores.AssertSessions(outcome.Study, outcome.Panel!);
        ExpectedScores.AssertParticipants(outcome.Study, outcome.Panel!);
    }

    [Fact]
    public void A_name_that_holds_no_number_joins_no_family_of_numbered_ones()
    {
        // Found by the fuzz campaign, mutation 938600: a NUL in a name stood for its number.
        using var study = new StudyOnDisk(StudyOnDisk.LongStudy, "id,1_,2_,\u0000_\nP1,1,2,3\nP2,2,3,4\n");
        Assert.DoesNotContain(Draft.Describe(Path.ChangeExtension(study.Path, ".csv")).Findings, finding => finding.Severity == Severity.Error);
    }

    [Fact]
    public void Every_guess_says_how_sure_it_is()
    {
        foreach (var study in _folder.Studies)
            foreach (var line in Draft.Describe(study.DataPath!).Text!.Split('\n', StringSplitOptions.RemoveEmptyEntries))
                Assert.Contains("# ", line, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_guessed_is_left_open_and_asked_for()
    {
        using var study = new StudyOnDisk("", "id,session,x,y\n1,1,2,3\n1,2,3,4\n2,1,3,4\n");
        var draft = Draft.Describe(Path.Combine(Path.GetDirectoryName(study.Path)!, "demo.csv"));
        Assert.Contains("alliance: {instrument: ???, score: ???}", draft.Text, StringComparison.Ordinal);
        Assert.Equal(["instrument-unknown"], StudyFile.Parse("x.yaml", draft.Text!).Findings.Select(finding => finding.Code).Distinct());
    }

    [Fact]
    public void Uncertain_facts_are_marked_as_such()
    {
        using var study = new StudyOnDisk("", "id,session,sai,phq\n1,1,2.5,3\n1,2,3,4\n2,1,4.5,4\n");
        var draft = Draft.Describe(Path.Combine(Path.GetDirectoryName(study.Path)!, "demo.csv"));
        Assert.Contains("SAI: {score_range: [2, 5]}  # guess", draft.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_read_gives_findings_and_no_draft()
    {
        using var study = new StudyOnDisk("", Encoding.UTF8.GetBytes("%PDF-1.7 ..."));
        var draft = Draft.Describe(Path.Combine(Path.GetDirectoryName(study.Path)!, "demo.csv"));
        Assert.Null(draft.Text);
        Assert.Equal(Severity.Error, Assert.Single(draft.Findings).Severity);
    }

    [Fact]
    public void Names_of_persons_are_not_in_a_draft()
    {
        using var study = new StudyOnDisk("", "client,session,wai,bdi,therapist,sex\nAnna Berg,1,30,3,Karl Maier,Anna\nAnna Berg,2,31,4,Karl Maier,Berta\nEva Roth,1,40,4,Karl Maier,x\n");
        var text = Draft.Describe(Path.Combine(Path.GetDirectoryName(study.Path)!, "demo.csv")).Text!;
        foreach (var name in new[] { "Anna", "Berta", "Eva", "Karl", "Maier" })
            Assert.DoesNotContain(name, text, StringComparison.Ordinal);
    }
}
