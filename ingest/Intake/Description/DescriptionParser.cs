using System.Text.RegularExpressions;
using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Instruments;
using IpdEngine.Intake.Readers;
using IpdEngine.Panel;

namespace IpdEngine.Intake.Description;

/// <summary>Reads a study description from its YAML; every fault is a finding with its line.</summary>
internal sealed partial class DescriptionParser(FindingLog log)
{
    internal StudyDescription? Read(YamlMap root)
    {
        var study = new StrictMap(root, "a study description", DescriptionKeys.Study, log);
        var missing = (study.Scalars("missing") ?? []).Select(code => code.Text.Trim()).ToArray();
        var instruments = new InstrumentParser(log);
        instruments.Read(study.Map("instruments"));
        var measures = new MeasureParser(instruments, missing, log);

        var symptom = Required(study, "symptom", measures.Measure(study, "symptom", Construct.Symptom, null));
        var alliance = Required(study, "alliance", measures.Measure(study, "alliance", Construct.Alliance, null));
        var name = study.RequiredText("study", "the study's code");
        var data = study.RequiredText("data", "the name of the data file beside the description");
        var participant = study.RequiredText("participant", "the column of the participant's identifier");
        var layout = study.RequiredText("layout", "long, wide or sheets") is null ? null : study.Choice("layout", "long", "wide", "sheets");
        if (name is not null && !StudyCode().IsMatch(name))
            study.Fault("study", $"'{name}'", "letters, digits, hyphen and underscore, at most 64", "shorten or respell the code");
        if (data is not null && !IsFileName(data))
            study.Fault("data", $"'{data}'", "a file name without a folder", "put the data file beside the description and name it alone");
        if (study.Text("country") is { } country && !CountryCode().IsMatch(country))
            study.Fault("country", $"'{country}'", "two capital letters (ISO 3166), such as DE", "write the country's code");

        var (session, byDate, date) = Sessions(study, measures);
        var description = new StudyDescription
        {
            Study = name ?? "",
            Synthetic = study.Flag("synthetic") ?? false,
            Country = study.Text("country"),
            Design = study.Text("design"),
            Data = data ?? "",
            Layout = layout switch { "wide" => Layout.WideRows, "sheets" => Layout.SheetPerSession, _ => Layout.LongRows },
            Sheet = study.Text("sheet"),
            Sheets = study.Text("sheets") is { } sheets ? MeasureParser.Pattern(study, "sheets", new YamlScalar(study.LineOf("sheets"), sheets, false)) : null,
            ParticipantSheet = study.Text("participant_sheet"),
            Reading = Reading(study),
            DateFormat = study.Text("date_format"),
            Participant = participant ?? "",
            Session = session,
            SessionsByDate = byDate,
            Date = date,
            Alliance = alliance!,
            Symptom = symptom!,
            Intake = measures.Measure(study, "intake", Construct.Symptom, symptom),
            Outcome = measures.Measure(study, "outcome", Construct.Symptom, symptom),
            Extra = [.. Each(study, "extra", [.. DescriptionKeys.Study, .. PanelSchema.SessionColumns]).Select(extra => measures.Measure(extra.Map, extra.Name, null, null)).OfType<MeasureDescription>()],
            Therapist = measures.Column(study, "therapist"),
            Arm = measures.Column(study, "arm"),
            Age = measures.Column(study, "age"),
            Female = measures.Column(study, "female"),
            Covariates = [.. Each(study, "covariates", [.. DescriptionKeys.Study, .. PanelSchema.ParticipantColumns]).Select(each => measures.Column(each.Map, each.Name)).OfType<ColumnDescription>()],
            Drop = [.. (study.Scalars("drop") ?? []).Select(name => name.Text.Trim()).Distinct(StringComparer.Ordinal)],
            Variables = Variables(study),
            SessionLag = study.Whole("session_lag", 1, 99) ?? 1,
            Duplicates = study.Choice("duplicates", "refuse", "mean", "last") switch { "mean" => Duplicates.Mean, "last" => Duplicates.Last, _ => Duplicates.Refuse },
            Published = PublishedParser.Read(study, log),
        };
        if (!log.HasErrors)
            new LayoutRules(study).Check(description);
        return log.HasErrors ? null : description;
    }

    private static (ColumnDescription? Column, bool ByDate, NamePattern? Date) Sessions(StrictMap study, MeasureParser measures)
    {
        var date = study.Text("date") is { } text ? MeasureParser.Pattern(study, "date", new YamlScalar(study.LineOf("date"), text, false)) : null;
        if (study.Node("session") is not YamlMap map || !map.Entries.Any(entry => entry.Key == "order_of"))
            return (measures.Column(study, "session"), false, date);
        var session = study.Open("session", "the session's number", DescriptionKeys.Session)!;
        var order = session.RequiredText("order_of", "the column of the session's date");
        if (session.Has("column") || session.Has("values") || session.Has("missing") || (date is not null && date.Text != order))
            session.Fault("order_of", "'order_of' beside another source of the session's number or date", "one of them", "keep 'session: {order_of: DATECOLUMN}' alone");
        return (null, true, order is null ? null : MeasureParser.Pattern(session, "order_of", new YamlScalar(session.LineOf("order_of"), order, false)));
    }

    private static ReadOptions Reading(StrictMap study)
    {
        var separator = study.Text("separator") switch { "tab" => "\t", var other => other };
        if (study.Has("separator") && study.Node("separator") is YamlScalar { Text: "\t" })
            separator = "\t";
        var separates = separator is { Length: 1 } && ReadOptions.CanSeparate(separator[0]);
        if (separator is not null && !separates)
            study.Fault("separator", $"'{separator}'", "one printable ASCII character but a quote, or tab", "write 'separator: \";\"' or 'separator: tab'");
        return new ReadOptions
        {
            Separator = separates ? separator![0] : null,
            DecimalMark = study.Choice("decimal", ".", ",")?[0],
            Encoding = study.Text("encoding"),
            HeaderRow = study.Whole("header_row", 1, 1000) - 1,
            LabelRows = study.Whole("label_rows", 0, 1000),
        };
    }

    /// <summary>The entries of a section whose keys are the study's own names.</summary>
    private List<(string Name, StrictMap Map)> Each(StrictMap study, string key, IReadOnlyList<string> taken)
    {
        if (study.Map(key) is not { } map)
            return [];
        foreach (var entry in map.Entries.Where(entry => taken.Contains(entry.Key, StringComparer.Ordinal) || !ColumnCode().IsMatch(entry.Key)))
            log.Error("name-unusable", $"'{entry.Key}'", "lower-case letters, digits and underscore, and none of the store's columns or the description's keys", "choose another name", entry.Line, entry.Key);
        string[] names = [.. map.Entries.Select(entry => entry.Key)];
        var opened = new StrictMap(map, key, names, log);
        return [.. names.Select(name => (name, opened))];
    }

    private static SortedDictionary<string, string> Variables(StrictMap study)
    {
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in study.Map("variables")?.Entries ?? [])
            if (entry.Value is YamlScalar value)
                variables[entry.Key] = value.Text;
            else
                study.Fault("variables", $"{entry.Value.Words} for {entry.Key}", "one value a variable", $"write '{entry.Key}: VALUE'");
        return variables;
    }

    private static T? Required<T>(StrictMap study, string key, T? value) where T : class
    {
        if (!study.Has(key))
            study.Fault(key, $"no '{key}'", "an instrument and its columns", $"write '{key}: {{instrument: CODE, score: COLUMN}}'", "key-missing");
        return value;
    }

    private static bool IsFileName(string data) =>
        data is not ("." or "..") && !data.AsSpan().ContainsAny('/', '\\', '\0') && !data.Contains(':', StringComparison.Ordinal) && data.Length <= 255;

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$")]
    private static partial Regex StudyCode();

    [GeneratedRegex("^[a-z][a-z0-9_]{0,63}$")]
    private static partial Regex ColumnCode();

    [GeneratedRegex("^[A-Z]{2}$")]
    private static partial Regex CountryCode();
}
