using System.Text.RegularExpressions;
using IpdEngine.Intake.Description;
using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Readers;
using IpdEngine.Intake.Readers.Opening;

namespace IpdEngine.Intake.Drafting;

/// <summary>Drafts a study description from a data file: roles, layout, sessions and instruments guessed from names, labels and values, each guess marked with how sure it is.</summary>
public static partial class Draft
{
    private const int MostListed = 12;

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
        return new DraftOutcome(Guess(file, sheets?.Pattern, main, background), log.ToList());
    }

    private static StudyDraft Guess(RawFile file, string? sheets, TableProfile main, TableProfile? background)
    {
        var roles = new RoleColumns(main.Columns);
        var persons = background is null ? roles : new RoleColumns(background.Columns);
        var layout = sheets is not null ? Layout.SheetPerSession : roles.Session is not null || (roles.Date is not null && roles.Participant is { IsUnique: false }) ? Layout.LongRows : Layout.WideRows;
        var measures = new MeasureGuesses(roles, persons, layout);

        var guesses = new List<DraftGuess>();
        void Add(string key, string value, Certainty certainty, string why) => guesses.Add(new DraftGuess(key, YamlText.Scalar(value), certainty, why));

        Add("study", StudyCode().Replace(Path.GetFileNameWithoutExtension(file.File), "_").Trim('_') is { Length: > 0 } name ? name[..Math.Min(64, name.Length)] : "study",
            Certainty.Guess, "the file's name; choose the study's code");
        Add("data", file.File, Certainty.Sure, "the file's name");
        AddReading(guesses, file, main, sheets, background, layout, measures);
        Add("participant", roles.Participant?.Name ?? StudyDraft.Unknown, roles.ParticipantIsNamed ? Certainty.Likely : Certainty.Guess,
            roles.ParticipantIsNamed ? "the column's name" : "the first column; no name says so");
        if (layout == Layout.LongRows && roles.Session is not null)
            Add("session", roles.Session.Name, Certainty.Likely, "the column's name and its whole numbers");
        else if (layout == Layout.LongRows)
            guesses.Add(new DraftGuess("session", YamlText.Map(("order_of", YamlText.Scalar(roles.Date!.Name))), Certainty.Likely, "dates, and no column of session numbers"));
        if (layout == Layout.LongRows && roles is { Session: not null, Date: not null })
            Add("date", roles.Date.Name, Certainty.Likely, "the column holds dates");
        PersonGuesses.Add(guesses, persons);
        PersonGuesses.AddDropped(guesses, background is null ? main.Personal : [.. main.Personal, .. background.Personal],
            [roles.Participant, persons.Participant, persons.Therapist, roles.Date]);
        measures.Add(guesses);
        string[] hints =
        [
            "country: XX", "design: rct", .. measures.Hints,
            "variables: {diagnosis: depression, treatment: CBT, setting: outpatient}",
            "published: {n: 100, moments: [{measure: intake, mean: 21.4, sd: 7.9}]}",
        ];
        return new StudyDraft(guesses, hints);
    }

    private static void AddReading(List<DraftGuess> guesses, RawFile file, TableProfile main, string? sheets, TableProfile? background, Layout layout, MeasureGuesses measures)
    {
        void Add(string key, string value, Certainty certainty, string why) => guesses.Add(new DraftGuess(key, YamlText.Scalar(value), certainty, why));
        switch (layout)
        {
            case Layout.LongRows:
                Add("layout", "long", Certainty.Likely, "identifiers repeat, and a column tells the session");
                break;
            case Layout.WideRows:
                Add("layout", "wide", measures.IsEmpty ? Certainty.Guess : Certainty.Likely, measures.IsEmpty ? "no column tells the session" : "session numbers stand in the columns' names");
                break;
            default:
                Add("layout", "sheets", Certainty.Likely, "sheets whose names differ in a number");
                break;
        }
        if (sheets is not null)
            Add("sheets", sheets, Certainty.Likely, "what the sheets' names share");
        else if (file.Sheets.Count > 1)
            Add("sheet", main.Sheet, Certainty.Guess, $"the first; there are: {string.Join(", ", file.Sheets.Take(MostListed))}");
        if (background is not null)
            Add("participant_sheet", background.Sheet, Certainty.Likely, "the sheet beside those of the sessions");
        foreach (var (name, value) in file.Format == RawFormat.Delimited ? file.Settings : [])
            if (name is "separator" or "encoding" && value != "blank")
                Add(name, value, Certainty.Sure, "found in the file");
            else if (name == "decimal mark")
                Add("decimal", value, Certainty.Sure, "found in the file");
        string[] codes = [.. main.Columns.SelectMany(column => column.MissingMarks).Distinct().Order(StringComparer.Ordinal), .. measures.LikelyCodes.Select(YamlText.Number)];
        if (codes.Length > 0)
            guesses.Add(new DraftGuess("missing", YamlText.List(codes), Certainty.Guess, "usual codes outside the range of the others, and marks"));
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
