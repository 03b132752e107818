using CsCheck;
using IpdEngine.Intake;
using IpdEngine.Intake.Description;
using IpdEngine.Intake.Drafting;
using IpdEngine.Intake.Example;
using IpdEngine.Intake.Findings;
using IpdEngine.Tests.Intake;
using IpdEngine.Worker.Form;
using Xunit;

namespace IpdEngine.Tests.Worker.Form;

/// <summary>Form and YAML say the same: neither way loses a word.</summary>
public sealed class FormLaws : IClassFixture<ExampleFolder>
{
    private static readonly Gen<string> s_word = Gen.Char["abzÄ9 _-.:#'\"{}[]&*!|>%@`?~\\/é\u2028\U0001F600"[..^2]].Array[1, 12]
        .Select(letters => new string(letters).Trim()).Where(text => text.Length > 0 && text != StudyDraft.Unknown);

    private readonly ExampleFolder _folder;

    public FormLaws(ExampleFolder folder) => _folder = folder;

    [Fact]
    public void What_stands_in_the_fields_stands_there_again_after_it_was_written_as_yaml()
    {
        Values.Sample(
            values =>
            {
                var text = FormText.Of(values, "data file.sav").Text;
                var log = new FindingLog("form");
                var root = StrictYaml.Read(text, log);
                Assert.True(root is not null && !log.HasErrors, $"{text}\n{string.Join("\n", log.ToList())}");
                Assert.Equal(Lines(values), Lines(FormReading.Of(root)));
            }, iter: 2000);
    }

    [Fact]
    public void Every_line_that_the_form_writes_knows_its_field()
    {
        Values.Sample(
            values =>
            {
                var text = FormText.Of(values, "x.sav");
                Assert.Equal(text.Text.Count(c => c == '\n'), text.Fields.Count);
                Assert.All(text.Fields, field => Assert.True(FormFields.IsField(field), field));
            }, iter: 300);
    }

    [Theory]
    [MemberData(nameof(ExampleCorpusTests.Names), MemberType = typeof(ExampleCorpusTests))]
    public void A_description_that_went_through_the_form_stores_the_same_study(string name)
    {
        var study = _folder.Studies.Single(each => each.File == name);
        var values = FormReading.Of(StrictYaml.Read(study.Text, new FindingLog(name))!);
        var text = FormText.Of(values, study.Description!.Data);
        var again = StudyFile.Parse(name, text.Text);
        Assert.True(again.Description is not null, $"{text.Text}\n{string.Join("\n", again.Findings)}");
        var (before, after) = (Ingestion.Check(study, study.DataPath!, ExampleCorpus.Key), Ingestion.Check(again, study.DataPath!, ExampleCorpus.Key));
        Assert.Equal(before.Panel!.ContentHash, after.Panel!.ContentHash);
        Assert.Equal(before.Facts!.Variables, after.Facts!.Variables);
        Assert.Equal(before.Findings.Select(finding => (finding.Code, finding.Found)), after.Findings.Select(finding => (finding.Code, finding.Found)));
        // All that the form has no field for are the study's own names.
        Assert.All(StrictYaml.Read(values[FormFields.Rest] + "\nx: 1", new FindingLog(name))!.Entries, entry => Assert.Contains(entry.Key, new[] { "variables", "covariates", "extra", "instruments", "intake", "outcome", "x" }));
    }

    [Theory]
    [MemberData(nameof(ExampleCorpusTests.Names), MemberType = typeof(ExampleCorpusTests))]
    public void A_draft_shown_in_the_form_says_what_the_drafted_yaml_says(string name)
    {
        var study = _folder.Studies.Single(each => each.File == name);
        var draft = Draft.Describe(study.DataPath!);
        var drafted = StudyFile.Parse(name, draft.Text!);
        var shown = FormText.Of(FormReading.Of(StrictYaml.Read(draft.Text!, new FindingLog(name))!), study.Description!.Data);
        Assert.Empty(shown.Values[FormFields.Rest]);
        var again = StudyFile.Parse(name, shown.Text);
        Assert.Equal(Ingestion.Check(drafted, study.DataPath!, ExampleCorpus.Key).Panel!.ContentHash, Ingestion.Check(again, study.DataPath!, ExampleCorpus.Key).Panel!.ContentHash);
    }

    [Theory]
    [InlineData("study", "a b", "study")]
    [InlineData("country", "Germany", "country")]
    [InlineData("participant", "", "participant")]
    [InlineData("alliance.instrument", "", "alliance.instrument")]
    [InlineData("alliance.instrument", "WAI-RS", "alliance.instrument")]
    [InlineData("alliance.columns", "", "alliance.columns")]
    [InlineData("alliance.columns", "wai_{sitting}", "alliance.columns")]
    [InlineData("symptom.score_range", "much", "symptom.score_range")]
    [InlineData("symptom.reversed", "one", "symptom.reversed")]
    [InlineData("female.values", "women", "female.values")]
    [InlineData("session", "", "session")]
    [InlineData("published.n", "many", "published.n")]
    [InlineData("published.1.mean", "high", "published.1.mean")]
    [InlineData("rest", "variables: [a]\n", "rest")]
    [InlineData("rest", "colour: red\n", "rest")]
    [InlineData("rest", "study: again\n", "rest")]
    [InlineData("rest", "a: [\n", "rest")]
    public void A_fault_is_told_at_the_field_that_holds_it(string field, string text, string told)
    {
        var values = new FormValues();
        foreach (var (key, value) in new[]
        {
            ("study", "demo"), ("layout", "long"), ("participant", "id"), ("session", "t"), ("female", "sex"), ("female.values", "w = 1, m = 0"), ("alliance.instrument", "SRS"), ("alliance.kind", "score"),
            ("alliance.columns", "a"), ("symptom.instrument", "PHQ-9"), ("symptom.kind", "items"), ("symptom.columns", "p{item}"), ("symptom.reversed", "none"), ("published.n", "40"),
            ("published.0.measure", "symptom"), ("published.0.mean", "3"), ("published.1.measure", "alliance"), ("published.1.mean", "4"),
        })
            values[key] = value;
        Assert.Empty(StudyFile.Parse("form", FormText.Of(values, "x.sav").Text).Findings);
        values[field] = text;
        var form = FormText.Of(values, "x.sav");
        var findings = StudyFile.Parse("form", form.Text).Findings;
        Assert.Contains(told, findings.Select(form.FieldOf));
    }

    private static string Lines(FormValues values) => string.Join("\n", values.Filled.Select(pair => $"{pair.Key}: {pair.Value}"));

    private static Gen<FormValues> Values =>
        from texts in s_word.Array[60]
        from flags in Gen.Bool.Array[60]
        from pick in Gen.Int[0, 9].Array[60]
        select Make(texts, flags, pick);

    // Every field may be filled, with whatever can stand in it; fields that mean nothing without another come with it.
    private static FormValues Make(string[] texts, bool[] flags, int[] pick)
    {
        var (values, next) = (new FormValues(), 0);
        void Put(string field, bool isMany = false, bool must = false)
        {
            var at = next++ % 60;
            var key = field[(field.LastIndexOf('.') + 1)..];
            var word = FormFields.Choices.TryGetValue(key, out var words) ? words[pick[at] % words.Length] : texts[at];
            if (flags[at] || must)
                values[field] = isMany ? $"{word.Replace(',', ';')}, {texts[(at + 1) % 60].Replace(',', ';')}" : word;
        }
        foreach (var key in FormFields.Texts)
            Put(key);
        foreach (var key in FormFields.Lists)
            Put(key, isMany: true);
        Put(flags[0] ? "session" : "session.order_of");
        foreach (var key in FormFields.Persons)
            Put(key);
        foreach (var key in FormFields.Translated.Where(key => values[key].Length > 0 && flags[next++ % 60]))
            values[$"{key}.values"] = $"{texts[1].Replace('=', '-').Replace(',', ';')}x = 1, 2 = {texts[2].Replace('=', '-').Replace(',', ';')}";
        foreach (var key in FormFields.Measures)
        {
            var isOfItems = flags[next % 60];
            Put($"{key}.columns", isMany: isOfItems, must: true);
            values[$"{key}.kind"] = isOfItems ? "items" : "score";
            if (!isOfItems)
                values[$"{key}.columns"] = values[$"{key}.columns"];
            values[$"{key}.instrument"] = $"{key} {texts[next++ % 60]}";
            foreach (var end in new[] { "rater", "timing" })
                Put($"{key}.{end}");
            Put($"{key}.missing", isMany: true);
        }
        foreach (var key in FormFields.Defining)
        {
            values[$"{key}.score_range"] = flags[next++ % 60] ? "0 to 40" : "";
            values[$"{key}.reversed"] = flags[next++ % 60] ? "none" : "1, 4";
            foreach (var end in new[] { "higher_is", "rule", "item_count", "min_answered" })
                Put($"{key}.{end}");
        }
        Put("published.n");
        foreach (var row in Enumerable.Range(0, pick[5]))
            foreach (var key in FormFields.MomentKeys)
                Put(FormFields.Moment(row, key), must: key == "measure");
        values[FormFields.Rest] = flags[7] ? "variables: {diagnosis: depression}\n" : "";
        return values;
    }
}
