using System.Text.RegularExpressions;
using IpdEngine.Intake.Description;
using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Instruments;
using IpdEngine.Intake.Readers;
using IpdEngine.Intake.Readers.Opening;

namespace IpdEngine.Intake.Drafting;

/// <summary>A drafted study description.</summary>
/// <param name="Text">The YAML; null where the file cannot be read.</param>
/// <param name="Findings">What was wrong with the file.</param>
public sealed record DraftOutcome(string? Text, IReadOnlyList<Finding> Findings);

/// <summary>Drafts a study description from a data file: roles, layout, sessions and instruments guessed from names, labels and values, each guess marked with how sure it is.</summary>
public static partial class Draft
{
    private const string Unknown = "???";

    /// <summary>Drafts the description of a data file. It reads the first 5,000 rows of each table it needs.</summary>
    /// <param name="path">The data file.</param>
    public static DraftOutcome Describe(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var log = new FindingLog(Path.GetFileName(path));
        var file = TableReader.Open(path, new ReadOptions());
        log.AddRange(file.Findings);
        if (!file.IsReadable)
            return new DraftOutcome(null, log.ToList());
        var sheets = SheetFamily(file);
        var main = TableProfile.Of(path, file, sheets?.First ?? file.Sheets[0], log);
        if (main is null)
            return new DraftOutcome(null, log.ToList());
        var other = sheets is null ? null : file.Sheets.FirstOrDefault(sheet => !sheets.Value.All.Contains(sheet));
        var background = other is null ? null : TableProfile.Of(path, file, other, log);
        return new DraftOutcome(Write(file, sheets?.Pattern, main, background), log.ToList());
    }

    private static string Write(RawFile file, string? sheets, TableProfile main, TableProfile? background)
    {
        var roles = new RoleColumns(main.Columns);
        var persons = background is null ? roles : new RoleColumns(background.Columns);
        var layout = sheets is not null ? Layout.SheetPerSession : roles.Session is not null || (roles.Date is not null && roles.Participant is { IsUnique: false }) ? Layout.LongRows : Layout.WideRows;
        var (before, after) = (persons.Ending(RoleWords.Before), persons.Ending(RoleWords.After));
        var measures = ScoreColumns.In(NameFamily.Of(roles.Others.Where(column => column != before && column != after)), layout);
        var alliance = measures.FirstOrDefault(measure => measure.Guess.Construct == Construct.Alliance);
        var symptom = measures.FirstOrDefault(measure => measure.Guess.Construct == Construct.Symptom);

        var text = new DraftText();
        text.Comment("Drafted from the data file. Each guess says how sure it is: check them, then run 'ipd check' on this file.");
        text.Line("study", StudyCode().Replace(Path.GetFileNameWithoutExtension(file.File), "_").Trim('_') is { Length: > 0 } name ? name[..Math.Min(64, name.Length)] : "study", "the file's name: choose the study's code");
        text.Comment("country: XX");
        text.Comment("design: rct");
        text.Line("data", DraftText.Quote(file.File), DraftText.Sure);
        WriteReading(text, file, main, sheets, background, layout, measures);
        text.Blank();
        text.Line("participant", DraftText.Quote(roles.Participant?.Name ?? Unknown), roles.ParticipantIsNamed ? DraftText.Likely : DraftText.Guess);
        if (layout == Layout.LongRows)
            text.Line("session", roles.Session is not null ? DraftText.Quote(roles.Session.Name) : $"{{order_of: {DraftText.Quote(roles.Date!.Name)}}}", DraftText.Likely);
        if (layout == Layout.LongRows && roles is { Session: not null, Date: not null })
            text.Line("date", DraftText.Quote(roles.Date.Name), DraftText.Likely);
        WritePersons(text, persons);
        WritePersonal(text, background is null ? main.Personal : [.. main.Personal, .. background.Personal], [roles.Participant, persons.Participant, persons.Therapist, roles.Date]);
        text.Blank();
        WriteMeasures(text, measures, alliance, symptom);
        foreach (var (key, column) in new[] { ("intake", before), ("outcome", after) })
            if (column is not null)
                text.Line(key, DraftText.Quote(column.Name), $"{DraftText.Guess} that it is the symptom's instrument");
        text.Blank();
        text.Comment("variables: {diagnosis: depression, treatment: CBT, setting: outpatient}");
        text.Comment("published: {n: 100, moments: [{measure: intake, mean: 21.4, sd: 7.9}]}");
        return text.ToString();
    }

    private static void WriteReading(DraftText text, RawFile file, TableProfile main, string? sheets, TableProfile? background, Layout layout, IReadOnlyList<ScoreColumns> measures)
    {
        var word = layout switch { Layout.LongRows => "long", Layout.WideRows => "wide", _ => "sheets" };
        text.Line("layout", word, layout == Layout.WideRows && measures.Count == 0 ? DraftText.Guess : DraftText.Likely);
        if (sheets is not null)
            text.Line("sheets", DraftText.Quote(sheets), DraftText.Likely);
        else if (file.Sheets.Count > 1)
            text.Line("sheet", DraftText.Quote(main.Sheet), $"{DraftText.Guess}; there are: {string.Join(", ", file.Sheets.Take(12))}");
        if (background is not null)
            text.Line("participant_sheet", DraftText.Quote(background.Sheet), DraftText.Likely);
        foreach (var (name, value) in file.Settings)
            if (file.Format != RawFormat.Delimited)
                break;
            else if (name is "separator" or "encoding" && value != "blank")
                text.Line(name, DraftText.Quote(value), "found in the file");
            else if (name == "decimal mark")
                text.Line("decimal", DraftText.Quote(value), "found in the file");
        string[] codes = [.. main.Columns.SelectMany(column => column.MissingMarks).Distinct().Order(StringComparer.Ordinal),
            .. measures.SelectMany(measure => measure.Family.Members).SelectMany(member => member.LikelyCodes).Distinct().Order().Select(DraftText.Number)];
        if (codes.Length > 0)
            text.Line("missing", $"[{string.Join(", ", codes.Select(DraftText.Quote))}]", DraftText.Guess);
    }

    private static void WritePersons(DraftText text, RoleColumns persons)
    {
        if (persons.Therapist is { } therapist)
            text.Line("therapist", DraftText.Quote(therapist.Name), DraftText.Likely);
        if (persons.Arm is { } arm)
            text.Line("arm", DraftText.Quote(arm.Name), DraftText.Likely);
        if (persons.Age is { } age)
            text.Line("age", DraftText.Quote(age.Name), DraftText.Likely);
        if (persons.Female is not { } female)
            return;
        string? Coded(string label) => RoleWords.Match(label, RoleWords.Woman) >= 0 ? "1" : RoleWords.Match(label, RoleWords.Man) >= 0 ? "0" : null;
        var labels = female.ValueLabels.Count > 0
            ? female.ValueLabels.Select(label => (Cell: DraftText.Number(label.Key), Code: Coded(label.Value))).ToArray()
            : [.. female.Words.Select(word => (Cell: word, Code: Coded(word)))];
        if (labels.Length > 0 && labels.All(label => label.Code is not null))
            text.Line("female", $"{{column: {DraftText.Quote(female.Name)}, values: {{{string.Join(", ", labels.Select(label => $"{DraftText.Quote(label.Cell)}: {label.Code}"))}}}}}", DraftText.Likely);
        else
            text.Line("female", DraftText.Quote(female.Name), RoleWords.Match(female.Name, RoleWords.Female) >= 0 ? DraftText.Likely : "guess: check that 1 is female");
    }

    // Who is a participant or a therapist becomes a pseudonym; what else tells of persons has to go.
    private static void WritePersonal(DraftText text, IReadOnlyList<(string Column, string Holds)> personal, IReadOnlyList<ColumnProfile?> pseudonymised)
    {
        var dropped = personal.Where(each => pseudonymised.All(column => column?.Name != each.Column)).DistinctBy(each => each.Column).ToArray();
        if (dropped.Length > 0)
            text.Line("drop", $"[{string.Join(", ", dropped.Select(each => DraftText.Quote(each.Column)))}]",
                $"{DraftText.Likely}: {string.Join(", ", dropped.Select(each => each.Holds).Distinct())}; neither read nor stored");
    }

    private static void WriteMeasures(DraftText text, IReadOnlyList<ScoreColumns> measures, ScoreColumns? alliance, ScoreColumns? symptom)
    {
        var definitions = new[] { alliance, symptom }.OfType<ScoreColumns>().Where(measure => measure.Definition() is not null).DistinctBy(measure => measure.Code).ToArray();
        if (definitions.Length > 0)
            text.Line("instruments", "", "what the registry does not know for certain");
        foreach (var measure in definitions)
            text.Line($"  {DraftText.Quote(measure.Code)}", measure.Definition()!.Value.Definition, $"guess: {measure.Definition()!.Value.Why}");
        foreach (var (key, measure) in new[] { ("alliance", alliance), ("symptom", symptom) })
            if (measure is null)
                text.Line(key, $"{{instrument: {Unknown}, score: {Unknown}}}", "not found: write the instrument's code and its columns");
            else
                text.Line(key, measure.Map(), measure.Guess.FitsRange ? $"{DraftText.Likely}: by name and range" : $"{DraftText.Guess}: by name alone");
        foreach (var more in measures.Where(measure => measure != alliance && measure != symptom))
            text.Comment($"also like a measure: {more.Map()} - a second rater's goes under 'extra'");
    }

    /// <summary>The sheets whose names differ in one number: the sessions of the layout 'sheets'.</summary>
    private static (string Pattern, string First, HashSet<string> All)? SheetFamily(RawFile file)
    {
        var families = NameFamily.Of(file.Sheets.Select(sheet => new ColumnProfile(new RawColumn(sheet, RawKind.Empty))));
        var sessions = families.Where(family => family.Members.Count > 1 && family.Numbers.Count == 1).MaxBy(family => family.Members.Count);
        if (sessions is null)
            return null;
        var all = sessions.Members.Select(member => member.Name).ToHashSet(StringComparer.Ordinal);
        return (sessions.Pattern("{session}"), file.Sheets.First(sheet => all.Contains(sheet.Trim())), [.. file.Sheets.Where(sheet => all.Contains(sheet.Trim()))]);
    }

    [GeneratedRegex("[^A-Za-z0-9_-]+")]
    private static partial Regex StudyCode();
}
