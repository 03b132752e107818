using System.Text;
using IpdEngine.Intake.Findings;
using Xunit;

namespace IpdEngine.Tests.Intake;

/// <summary>Bad input of every kind gives a finding with code, place, found, expected, remedy and severity.</summary>
public sealed class BadInputTests
{
    private const string Header = "id,session,a,s\n";

    [Fact]
    public void A_clean_file_has_no_finding()
    {
        var outcome = StudyOnDisk.Check(StudyOnDisk.LongStudy, Rows(30));
        Assert.Equal([], outcome.Findings);
        Assert.Equal(30, outcome.Panel!.Participants.Count);
        Assert.Equal(90, outcome.Panel.Sessions.Count);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        using var study = new StudyOnDisk(StudyOnDisk.LongStudy, Encoding.UTF8.GetBytes(Rows(5)), "other.csv");
        Assert.Equal("demo.csv", StudyOnDisk.Only(study.Check(), "file-unreadable", Severity.Error).File);
    }

    [Fact]
    public void An_empty_file_is_refused() =>
        StudyOnDisk.Only(StudyOnDisk.Check(StudyOnDisk.LongStudy, ""), "empty-file", Severity.Error);

    [Fact]
    public void A_header_alone_is_refused() =>
        StudyOnDisk.Only(StudyOnDisk.Check(StudyOnDisk.LongStudy, Header), "no-participants", Severity.Error);

    [Fact]
    public void A_wrong_extension_is_read_as_what_the_bytes_are()
    {
        using var study = new StudyOnDisk(StudyOnDisk.LongStudy.Replace("demo.csv", "demo.sav", StringComparison.Ordinal), Encoding.UTF8.GetBytes(Rows(5)), "demo.sav");
        var outcome = study.Check();
        StudyOnDisk.Only(outcome, "wrong-extension", Severity.Warning);
        Assert.False(outcome.IsRefused);
    }

    [Fact]
    public void A_truncated_workbook_is_refused()
    {
        using var study = new StudyOnDisk(StudyOnDisk.LongStudy.Replace("demo.csv", "demo.xlsx", StringComparison.Ordinal), [0x50, 0x4B, 3, 4, 20, 0, 6, 0, 8, 0], "demo.xlsx");
        Assert.Contains(study.Check().Findings, finding => finding.Severity == Severity.Error);
    }

    [Fact]
    public void An_unknown_column_gets_its_nearest_match()
    {
        var outcome = StudyOnDisk.Check(StudyOnDisk.LongStudy.Replace("score: s", "score: symptoms", StringComparison.Ordinal), "id,session,a,Symptom\n1,1,2,3\n");
        var finding = StudyOnDisk.Only(outcome, "column-unknown", Severity.Error);
        Assert.Equal(("demo.yaml", (long?)7, "symptoms"), (finding.File, finding.Row, finding.Column));
        Assert.Contains("did you mean 'Symptom'", finding.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Letters_in_numbers_are_set_missing_while_they_are_few()
    {
        var outcome = StudyOnDisk.Check(StudyOnDisk.LongStudy, Rows(30).Replace("P07,2,22,", "P07,2,2O,", StringComparison.Ordinal));
        var finding = StudyOnDisk.Only(outcome, "not-a-number", Severity.Warning);
        Assert.Equal(("a", (long?)21, 1L), (finding.Column, finding.Row, finding.Count));
        Assert.Contains("'2O'", finding.Found, StringComparison.Ordinal);
        Assert.Equal(90, outcome.Panel!.Sessions.Count);
        Assert.Equal(1, Count(outcome.Panel.Sessions.Alliance));
    }

    [Fact]
    public void More_than_one_cell_in_twenty_refuses_the_study()
    {
        var data = Rows(30).Replace(",21,", ",2l,", StringComparison.Ordinal);
        var finding = StudyOnDisk.Only(StudyOnDisk.Check(StudyOnDisk.LongStudy, data), "not-a-number", Severity.Error);
        Assert.Equal(30, finding.Count);
    }

    [Fact]
    public void Exactly_one_in_twenty_is_still_taken()
    {
        var data = new StringBuilder(Header);
        for (var i = 0; i < 20; i++)
            data.Append($"P{i},1,{(i == 0 ? "x1" : "20")},{i % 10}\n");
        StudyOnDisk.Only(StudyOnDisk.Check(StudyOnDisk.LongStudy, data.ToString()), "not-a-number", Severity.Warning);
        StudyOnDisk.Only(StudyOnDisk.Check(StudyOnDisk.LongStudy, data.ToString().Replace("P19,1,20", "P19,1,", StringComparison.Ordinal)), "not-a-number", Severity.Error);
    }

    [Theory]
    [InlineData("41", "score-out-of-range")]
    [InlineData("-1", "score-out-of-range")]
    [InlineData("999", "score-out-of-range")]
    [InlineData("1e400", "not-a-number")]
    public void Impossible_scores_are_set_missing(string cell, string code)
    {
        var outcome = StudyOnDisk.Check(StudyOnDisk.LongStudy, Rows(30).Replace("P07,2,22,", $"P07,2,{cell},", StringComparison.Ordinal));
        Assert.Equal("a", StudyOnDisk.Only(outcome, code, Severity.Warning).Column);
        Assert.Equal(1, Count(outcome.Panel!.Sessions.Alliance));
    }

    [Fact]
    public void A_declared_missing_code_is_no_fault()
    {
        var outcome = StudyOnDisk.Check(StudyOnDisk.LongStudy + "\nmissing: [999, refused]",
            Rows(30).Replace(",21,", ",999,", StringComparison.Ordinal).Replace(",22,", ",refused,", StringComparison.Ordinal));
        Assert.Equal([], outcome.Findings);
        Assert.Equal(60, Count(outcome.Panel!.Sessions.Alliance));
    }

    [Fact]
    public void An_identical_row_is_dropped_and_a_conflicting_one_refuses_the_study()
    {
        var twice = StudyOnDisk.Check(StudyOnDisk.LongStudy, Rows(30) + "P07,2,22,7\n");
        Assert.Equal(92, StudyOnDisk.Only(twice, "duplicate-identical", Severity.Warning).Row);
        Assert.Equal(90, twice.Panel!.Sessions.Count);
        var conflict = StudyOnDisk.Only(StudyOnDisk.Check(StudyOnDisk.LongStudy, Rows(30) + "P07,2,30,7\n"), "duplicate-conflicting", Severity.Error);
        Assert.Contains("row 21", conflict.Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mean", 26)]
    [InlineData("last", 30)]
    public void The_description_may_decide_between_conflicting_rows(string rule, double score)
    {
        var outcome = StudyOnDisk.Check(StudyOnDisk.LongStudy + $"\nduplicates: {rule}", Rows(30) + "P07,2,30,7\n");
        StudyOnDisk.Only(outcome, "duplicate-conflicting", Severity.Warning);
        Assert.Contains(score, outcome.Panel!.Sessions.Alliance.ToArray());
    }

    [Fact]
    public void Two_rows_of_one_person_in_a_wide_file_are_a_duplicate()
    {
        var wide = StudyOnDisk.LongStudy.Replace("layout: long", "layout: wide", StringComparison.Ordinal).Replace("session: session\n", "", StringComparison.Ordinal)
            .Replace("score: a", "score: 'a{session}'", StringComparison.Ordinal).Replace("score: s", "score: 's{session}'", StringComparison.Ordinal);
        const string data = "id,a1,a2,a3,s1,s2,s3\nP1,1,2,3,4,5,6\nP2,1,2,3,4,5,6\n";
        Assert.Equal(1, StudyOnDisk.Only(StudyOnDisk.Check(wide, data + "P1,1,2,3,4,5,6\n"), "duplicate-identical", Severity.Warning).Count);
        Assert.Equal(1, StudyOnDisk.Only(StudyOnDisk.Check(wide, data + "P1,1,2,3,9,9,9\n"), "duplicate-conflicting", Severity.Error).Count);
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("-2")]
    [InlineData("99999")]
    public void A_session_number_is_a_whole_number(string number)
    {
        var outcome = StudyOnDisk.Check(StudyOnDisk.LongStudy, Rows(30).Replace("P07,2,", $"P07,{number},", StringComparison.Ordinal));
        Assert.Equal("session", StudyOnDisk.Only(outcome, "session-impossible", Severity.Warning).Column);
        Assert.Equal(89, outcome.Panel!.Sessions.Count);
    }

    [Fact]
    public void Rows_without_identifier_or_session_are_left_out()
    {
        var outcome = StudyOnDisk.Check(StudyOnDisk.LongStudy, Rows(30).Replace("P07,2,", ",2,", StringComparison.Ordinal).Replace("P08,2,", "P08,,", StringComparison.Ordinal));
        StudyOnDisk.Only(outcome, "participant-missing", Severity.Warning);
        StudyOnDisk.Only(outcome, "session-missing", Severity.Warning);
        Assert.Equal(88, outcome.Panel!.Sessions.Count);
    }

    [Fact]
    public void The_wrong_decimal_mark_is_recognised()
    {
        var data = Rows(30).Replace(",21,", ";\"21,5\";", StringComparison.Ordinal).Replace(',', ';').Replace("\"21;5\"", "21,5", StringComparison.Ordinal);
        var finding = StudyOnDisk.Only(StudyOnDisk.Check(StudyOnDisk.LongStudy + "\ndecimal: .\nseparator: ;", data), "decimal-mark", Severity.Error);
        Assert.Contains("decimal: \",\"", finding.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_of_nothing_refuses_what_cannot_be_analysed()
    {
        var data = string.Join('\n', Rows(30).Split('\n').Select((line, i) => i == 0 || line.Length == 0 ? line : line[..(line.LastIndexOf(',') + 1)]));
        Assert.Equal("symptom", StudyOnDisk.Only(StudyOnDisk.Check(StudyOnDisk.LongStudy, data), "measure-empty", Severity.Error).Column);
    }

    [Fact]
    public void A_person_has_one_severity_before_treatment()
    {
        var data = new StringBuilder("id,session,a,s,pre,age\n");
        for (var i = 0; i < 30; i++)
            data.Append($"P{i},1,20,10,15,40\nP{i},2,20,11,{(i == 4 ? 16 : 15)},{(i == 5 ? 41 : 40)}\n");
        var outcome = StudyOnDisk.Check(StudyOnDisk.LongStudy + "\nintake: pre\nage: age", data.ToString());
        Assert.Contains(outcome.Findings, finding => finding is { Code: "participant-value-varies", Severity: Severity.Error, Column: "intake", Row: 11, Count: 1 });
        Assert.Contains(outcome.Findings, finding => finding is { Code: "participant-value-varies", Severity: Severity.Warning, Column: "age", Row: 13 });
    }

    [Fact]
    public void Every_second_session_asks_for_the_lag()
    {
        var data = Rows(30).Replace(",2,22", ",5,22", StringComparison.Ordinal);
        StudyOnDisk.Only(StudyOnDisk.Check(StudyOnDisk.LongStudy, data), "session-lag", Severity.Warning);
        Assert.Equal([], StudyOnDisk.Check(StudyOnDisk.LongStudy + "\nsession_lag: 2", data).Findings);
    }

    [Fact]
    public void Published_figures_are_held_against_the_scores()
    {
        var published = StudyOnDisk.LongStudy + "\npublished: {n: 31, moments: [{measure: alliance, mean: 22.0, sd: 0.8}, {measure: alliance, session: 2, mean: 25}]}";
        var outcome = StudyOnDisk.Check(published, Rows(30));
        Assert.Equal(["alliance mean", "n"], outcome.Findings.Select(finding => finding.Column).Order(StringComparer.Ordinal));
        Assert.All(outcome.Findings, finding => Assert.Equal(("published-differs", Severity.Warning), (finding.Code, finding.Severity)));
        Assert.False(outcome.IsRefused);
    }

    [Fact]
    public void Text_dates_need_their_format_and_are_never_shown()
    {
        var dated = StudyOnDisk.LongStudy.Replace("session: session", "session: {order_of: session}", StringComparison.Ordinal);
        var data = new StringBuilder(Header);
        for (var i = 0; i < 10; i++)
            data.Append($"P{i},0{i % 9 + 1}.03.2019,20,{i}\nP{i},2{i % 9}.03.2019,21,{i}\n");
        var finding = StudyOnDisk.Only(StudyOnDisk.Check(dated, data.ToString()), "not-a-date", Severity.Error);
        Assert.DoesNotContain("2019", finding.ToString(), StringComparison.Ordinal);
        var outcome = StudyOnDisk.Check(dated + "\ndate_format: dd.MM.yyyy", data.ToString());
        Assert.Equal([], outcome.Findings);
        Assert.Equal([1, 2], outcome.Panel!.Sessions.Session[..2].ToArray());
        Assert.Equal(0, outcome.Panel.Sessions.Day[0]);
        Assert.Equal(19, outcome.Panel.Sessions.Day[1]);
    }

    /// <summary>A long file of persons with three sessions each: alliance 21, 22, 23, symptoms 0 to 9.</summary>
    private static string Rows(int persons)
    {
        var data = new StringBuilder(Header);
        for (var person = 1; person <= persons; person++)
            for (var session = 1; session <= 3; session++)
                data.Append($"P{person:00},{session},{20 + session},{person % 10}\n");
        return data.ToString();
    }

    private static int Count(ReadOnlySpan<double> scores)
    {
        var missing = 0;
        foreach (var score in scores)
            missing += double.IsNaN(score) ? 1 : 0;
        return missing;
    }
}
