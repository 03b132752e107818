using System.Globalization;
using System.Text;
using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Mapping;
using IpdEngine.Panel;
using Xunit;

namespace IpdEngine.Tests.Intake;

/// <summary>Raw identifiers, names and dates end in Mapping.</summary>
public sealed class PrivacyTests
{
    [Fact]
    public void No_identifier_or_date_is_in_panel_or_findings_however_wrong_the_description_is()
    {
        // Every role points at the identifiers, the names or the dates.
        var description = """
            study: demo
            data: demo.csv
            layout: long
            participant: client
            session: {order_of: visit}
            therapist: therapist
            age: client
            female: {column: therapist, values: {f: 1}}
            alliance: {instrument: SRS, score: client}
            symptom: {instrument: ORS, score: visit}
            intake: {instrument: PHQ-9, score: therapist}
            extra: {second: {instrument: SRS, score: note}}
            """;
        var data = new StringBuilder("client,therapist,visit,note\n");
        for (var i = 0; i < 40; i++)
            data.Append($"77{i:00}-K,Anna Meier {i},2019-03-{i % 28 + 1:00},call Berta\n");
        var outcome = StudyOnDisk.Check(description, data.ToString());
        Assert.True(outcome.IsRefused);
        var text = string.Join("\n", outcome.Findings);
        foreach (var secret in new[] { "77", "-K", "Anna", "Meier", "2019", "Berta" })
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Numeric_identifiers_are_not_shown_either()
    {
        var data = new StringBuilder("id,session,a,s\n");
        for (var i = 0; i < 30; i++)
            data.Append($"{900 + i},1,{900 + i},3\n");
        var outcome = StudyOnDisk.Check(StudyOnDisk.LongStudy, data.ToString());
        Assert.DoesNotContain("900", StudyOnDisk.Only(outcome, "score-out-of-range", Severity.Error).Found, StringComparison.Ordinal);
    }

    [Fact]
    public void The_panel_holds_pseudonyms_and_days()
    {
        const string description = "study: demo\ndata: demo.csv\nlayout: long\nparticipant: id\nsession: session\ndate: when\ntherapist: th\n"
            + "alliance: {instrument: SRS, score: a}\nsymptom: {instrument: ORS, score: s}\n";
        var outcome = StudyOnDisk.Check(description, "id,session,when,th,a,s\nKarl,1,2019-03-04,Anna,20,30\nKarl,2,2019-03-11,Anna,21,29\nEva,1,,Anna,22,28\n");
        var panel = outcome.Panel!;
        Assert.All(Enumerable.Range(0, 2), row => Assert.Matches("^[0-9a-f]{32}$", panel.Participants.Id(row)));
        Assert.Matches("^[0-9a-f]{32}$", Assert.Single(panel.Participants.Therapists));
        Assert.Equal([0, 7, SessionTable.UnknownDay], panel.Sessions.Day.ToArray().OrderBy(day => day == SessionTable.UnknownDay).ThenBy(day => day));
        Assert.NotEqual(panel.Participants.Id(0), panel.Participants.Therapists[0]);
    }

    [Theory]
    [InlineData("501", "501.0")]
    [InlineData("501", " 501 ")]
    [InlineData("501", "501,00")]
    [InlineData("Zo\u00EB", "Zoe\u0308")]
    public void One_identifier_in_two_spellings_is_one_person(string one, string other)
    {
        var outcome = StudyOnDisk.Check(StudyOnDisk.LongStudy, $"id;session;a;s\n{one};1;20;3\n{other};2;21;4\nX;1;20;3\n".Replace(';', '\t'));
        Assert.Equal(2, outcome.Panel!.Participants.Count);
    }

    [Theory]
    [InlineData("501", "502")]
    [InlineData("a1", "A1")]
    [InlineData("007", "7")]
    public void Different_identifiers_are_different_persons(string one, string other)
    {
        var outcome = StudyOnDisk.Check(StudyOnDisk.LongStudy, string.Create(CultureInfo.InvariantCulture, $"id,session,a,s\n{one},1,20,3\n{other},2,21,4\n"));
        Assert.Equal(2, outcome.Panel!.Participants.Count);
    }

    [Fact]
    public void Another_key_or_study_gives_other_pseudonyms()
    {
        var (a, b) = (PseudonymKey.FromText("0123456789abcdef\n"), PseudonymKey.FromText("0123456789abcdeg"));
        string[] pseudonyms = [a.Participant("x", "1"), b.Participant("x", "1"), a.Participant("y", "1"), a.Therapist("x", "1"), a.Participant("x", "2")];
        Assert.Equal(5, pseudonyms.Distinct().Count());
        Assert.Equal(a.Participant("x", "1"), new PseudonymKey("0123456789abcdef"u8).Participant("x", "1"));
        Assert.Throws<ArgumentException>(() => PseudonymKey.FromText("too short"));
    }

    [Fact]
    public void Free_text_as_treatment_arm_is_refused()
    {
        var data = new StringBuilder("id,session,a,s,arm\n");
        for (var i = 0; i < 30; i++)
            data.Append($"P{i},1,20,3,Anna {i}\n");
        var finding = StudyOnDisk.Only(StudyOnDisk.Check(StudyOnDisk.LongStudy + "\narm: arm", data.ToString()), "arm-not-an-arm", Severity.Error);
        Assert.DoesNotContain("Anna", finding.ToString(), StringComparison.Ordinal);
    }
}
