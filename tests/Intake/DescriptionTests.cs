using IpdEngine.Intake.Description;
using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Instruments;
using Xunit;

namespace IpdEngine.Tests.Intake;

/// <summary>Study descriptions are read strictly.</summary>
public sealed class DescriptionTests
{
    [Theory]
    [InlineData("symptm: {instrument: BDI-II, score: x}", "key-unknown", "symptom", 8)]
    [InlineData("therapists: th", "key-unknown", "therapist", 8)]
    [InlineData("session_lag: often", "value-unusable", "whole number", 8)]
    [InlineData("synthetic: yes", "value-unusable", "true, false", 8)]
    [InlineData("country: Norway", "value-unusable", "ISO 3166", 8)]
    [InlineData("decimal: ';'", "value-unusable", "., ,", 8)]
    [InlineData("separator: é", "value-unusable", "tab", 8)]
    [InlineData("separator: '\"'", "value-unusable", "tab", 8)]
    [InlineData("duplicates: first", "value-unusable", "refuse", 8)]
    [InlineData("intake: {instrument: BDI-2, score: x}", "instrument-unknown", "BDI-II", 8)]
    [InlineData("intake: {instrument: WAI-SR, score: x}", "value-unusable", "symptoms", 8)]
    [InlineData("intake: {instrument: BDI-II}", "value-unusable", "score", 8)]
    [InlineData("intake: {instrument: BDI-II, score: x, items: 'y{item}'}", "value-unusable", "one of the two", 8)]
    [InlineData("intake: {score: 'x{week}'}", "value-unusable", "{session}", 8)]
    [InlineData("intake: 'x{session}'", "value-unusable", "without {session}", 8)]
    [InlineData("outcome: [a, b]", "value-unusable", "keys and values", 8)]
    [InlineData("sheets: 'S{session}'", "value-unusable", "layout: sheets", 8)]
    [InlineData("data: ../secret.csv", "key-twice", "once", 8)]
    [InlineData("extra: {Second: {instrument: SRS, score: b}}", "name-unusable", "lower-case", 8)]
    [InlineData("covariates: {symptom: s2}", "name-unusable", "none of the store's", 8)]
    [InlineData("extra: {day: {instrument: SRS, score: b}}", "name-unusable", "none of the store's", 8)]
    [InlineData("intake: {instrument: BDI-II, score: 'x{item}'}", "value-unusable", "stands for all items", 8)]
    [InlineData("instruments: {MINE: {score_range: [0, 9]}}", "key-missing", "higher_is", 8)]
    [InlineData("instruments: {SRS: {score_range: [9, 0]}}", "value-unusable", "the lower first", 8)]
    [InlineData("published: {moments: [{mean: 3}]}", "key-missing", "alliance, symptom", 8)]
    public void What_is_wrong_is_a_finding_with_its_line_and_a_way_out(string line, string code, string hint, int at)
    {
        var file = StudyFile.Parse("demo.yaml", StudyOnDisk.LongStudy + "\n" + line);
        var finding = Assert.Single(file.Findings);
        Assert.Equal((code, Severity.Error, "demo.yaml", (long?)at), (finding.Code, finding.Severity, finding.File, finding.Row));
        Assert.Contains(hint, $"{finding.Expected} {finding.Remedy}", StringComparison.Ordinal);
        Assert.Null(file.Description);
    }

    [Theory]
    [InlineData("study", "study: demo")]
    [InlineData("data", "data: demo.csv")]
    [InlineData("layout", "layout: long")]
    [InlineData("participant", "participant: id")]
    [InlineData("session", "session: session")]
    [InlineData("alliance", "alliance: {instrument: SRS, score: a}")]
    [InlineData("symptom", "symptom: {instrument: QIDS-SR, score: s}")]
    public void What_is_missing_is_asked_for_by_name(string key, string line)
    {
        var file = StudyFile.Parse("demo.yaml", StudyOnDisk.LongStudy.Replace(line, "", StringComparison.Ordinal));
        var finding = Assert.Single(file.Findings);
        Assert.Equal(("key-missing", key), (finding.Code, finding.Column));
    }

    [Theory]
    [InlineData("../secret.csv")]
    [InlineData("/etc/passwd")]
    [InlineData("..")]
    [InlineData("a\\b.csv")]
    [InlineData("C:x.csv")]
    public void The_data_file_cannot_lie_outside_the_folder(string data)
    {
        var file = StudyFile.Parse("demo.yaml", StudyOnDisk.LongStudy.Replace("data: demo.csv", $"data: '{data}'", StringComparison.Ordinal));
        Assert.Equal("data", Assert.Single(file.Findings).Column);
        Assert.Null(file.Description);
    }

    [Fact]
    public void Norway_is_a_country()
    {
        var file = StudyFile.Parse("demo.yaml", StudyOnDisk.LongStudy + "\ncountry: NO");
        Assert.Equal("NO", file.Description!.Country);
    }

    [Theory]
    [InlineData("WAI-S", "instrument-key-uncertain", "reversed: [4, 10]")]
    [InlineData("WAI-36", "instrument-key-uncertain", "reversed: [1, 3, 7, 9")]
    [InlineData("CALPAS-P", "instrument-key-uncertain", "reversed: [")]
    [InlineData("SAI", "instrument-range-uncertain", "item_range: [")]
    [InlineData("BPSR-P", "instrument-items-uncertain", "items: ")]
    public void Scoring_items_by_an_uncertain_key_asks_and_never_guesses(string code, string rule, string write)
    {
        var text = StudyOnDisk.LongStudy.Replace("{instrument: SRS, score: a}", $"{{instrument: {code}, items: 'a{{item}}'}}", StringComparison.Ordinal);
        var file = StudyFile.Parse("demo.yaml", text);
        var finding = Assert.Single(file.Findings, finding => finding.Code == rule);
        Assert.Contains(write, finding.Remedy, StringComparison.Ordinal);
        Assert.Contains($"instruments: {{{code}: ", finding.Remedy, StringComparison.Ordinal);
        Assert.Contains(InstrumentRegistry.Find(code)!.Certainty, finding.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_study_states_answers_the_question()
    {
        var text = StudyOnDisk.LongStudy.Replace("{instrument: SRS, score: a}", "{instrument: WAI-S, items: 'a{item}'}", StringComparison.Ordinal);
        var file = StudyFile.Parse("demo.yaml", text + "\ninstruments: {WAI-S: {reversed: [4, 10]}}");
        Assert.Equal([], file.Findings);
        Assert.Equal([4, 10], file.Description!.Alliance.Instrument.Reversed!);
        Assert.Contains("the study states: reversed", file.Description.Alliance.Instrument.Certainty, StringComparison.Ordinal);
    }

    [Fact]
    public void A_range_that_nobody_is_certain_of_is_asked_for_even_with_finished_scores()
    {
        var text = StudyOnDisk.LongStudy.Replace("instrument: SRS", "instrument: SAI", StringComparison.Ordinal);
        Assert.Equal("instrument-range-uncertain", Assert.Single(StudyFile.Parse("demo.yaml", text).Findings).Code);
    }

    [Fact]
    public void A_restated_item_range_moves_the_score_range()
    {
        var text = StudyOnDisk.LongStudy.Replace("{instrument: SRS, score: a}", "{instrument: WAI-SR, items: 'a{item}'}", StringComparison.Ordinal);
        var instrument = StudyFile.Parse("demo.yaml", text + "\ninstruments: {WAI-SR: {item_range: [1, 7]}}").Description!.Alliance.Instrument;
        Assert.Equal(new Bounds(1, 7), instrument.ScoreRange);
        Assert.Equal(new Bounds(1, 7), instrument.ItemRange);
    }

    [Fact]
    public void A_description_that_is_not_there_or_no_text_is_a_finding()
    {
        Assert.Equal("file-not-found", Assert.Single(StudyFile.Load(Path.Combine(Path.GetTempPath(), "no-such-study.yaml")).Findings).Code);
        using var study = new StudyOnDisk("", "id\n1\n");
        File.WriteAllBytes(study.Path, [0x73, 0x3A, 0xE4, 0x0A]);
        Assert.Equal("yaml-unreadable", Assert.Single(StudyFile.Load(study.Path).Findings).Code);
    }
}
