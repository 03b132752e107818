using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Instruments;

namespace IpdEngine.Intake.Description;

/// <summary>Reads columns and measures.</summary>
internal sealed class MeasureParser(InstrumentParser instruments, IReadOnlyList<string> missing, FindingLog log)
{
    /// <summary>A column by its name alone, or with its missing codes and value map.</summary>
    internal ColumnDescription? Column(StrictMap parent, string key, string? role = null)
    {
        if (parent.Node(key) is YamlScalar name)
            return new ColumnDescription { Role = role ?? key, Column = name.Text, Missing = missing, Line = name.Line };
        if (parent.Open(key, $"the column of '{key}'", DescriptionKeys.Column) is not { } map)
            return null;
        return map.RequiredText("column", "the column's name in the file") is { } column ? Cells(map, role ?? key, column) : null;
    }

    /// <summary>A measure; <paramref name="inherited"/> gives the instrument where none is named.</summary>
    internal MeasureDescription? Measure(StrictMap parent, string key, Construct? construct, MeasureDescription? inherited)
    {
        if (parent.Node(key) is null)
            return null;
        if (parent.Node(key) is YamlScalar column)
            return inherited is null
                ? Fault(parent, key, column.Words, "an instrument and its columns", $"write '{key}: {{instrument: CODE, score: COLUMN}}'")
                : inherited with { Name = key, Items = [], Score = Pattern(parent, key, column), Line = column.Line, Cells = inherited.Cells with { Role = key, Column = key } };
        if (parent.Open(key, $"the measure '{key}'", construct is null ? DescriptionKeys.Extra : DescriptionKeys.Measure) is not { } map)
            return null;
        var instrument = map.Text("instrument") is { } code ? instruments.Find(code, map.LineOf("instrument")) : inherited?.Instrument;
        if (instrument is null)
        {
            if (!map.Has("instrument"))
                map.RequiredText("instrument", "an instrument's code");
            return null;
        }
        var measure = new MeasureDescription
        {
            Name = key,
            Instrument = instrument,
            Construct = construct ?? ExtraConstruct(map, instrument),
            Rater = map.Choice("rater", "P", "T", "O") ?? (map.Has("instrument") ? instrument.Rater : inherited!.Rater),
            Timing = map.Choice("timing", "before", "after", "during"),
            Score = map.Text("score") is { } score ? Pattern(map, "score", new YamlScalar(map.LineOf("score"), score, false)) : null,
            Items = [.. (map.Scalars("items") ?? []).Select(item => Pattern(map, "items", item)).OfType<NamePattern>()],
            Cells = Cells(map, key, key),
            Line = parent.LineOf(key),
        };
        if (measure.Score is null == (measure.Items.Count == 0))
            return Fault(map, "score", measure.Score is null ? "neither 'score' nor 'items'" : "both 'score' and 'items'", "one of the two",
                "write 'score: COLUMN' for finished scores, or 'items: name_{item}' for answers to items");
        if (construct is { } expected && instrument.Construct is { } own && own != expected)
            return Fault(map, "instrument", $"{instrument.Code}, an instrument of {Word(own)}", $"one of {Word(expected)}", "name the right instrument");
        return new InstrumentFacts(log).Hold(measure) ? measure : null;
    }

    private ColumnDescription Cells(StrictMap map, string role, string column) => new()
    {
        Role = role,
        Column = column,
        Missing = [.. missing, .. (map.Scalars("missing") ?? []).Select(code => code.Text.Trim())],
        Values = ValueMap(map),
        Line = map.Line,
    };

    private Dictionary<string, string> ValueMap(StrictMap map)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in map.Map("values")?.Entries ?? [])
            if (entry.Value is YamlScalar value)
                values[entry.Key.Trim()] = value.Text.Trim();
            else
                log.Error("value-unusable", entry.Value.Words, "one value for each text", $"write '{entry.Key}: 1'", entry.Line, entry.Key);
        return values;
    }

    private static Construct ExtraConstruct(StrictMap map, Instrument instrument)
    {
        var named = map.Choice("construct", "alliance", "symptom");
        if (named is null && instrument.Construct is null)
            map.Fault("construct", "no construct", "alliance or symptom", "write 'construct: alliance': it fixes the direction in the store", "key-missing");
        return named is null ? instrument.Construct ?? Construct.Alliance : named == "alliance" ? Construct.Alliance : Construct.Symptom;
    }

    internal static NamePattern? Pattern(StrictMap map, string key, YamlScalar scalar)
    {
        var pattern = NamePattern.Parse(scalar.Text, out var fault);
        if (pattern is null)
            map.Fault(key, $"{scalar.Words}: {fault}", "a column's name, in which {session} and {item} may stand for numbers", "write 'wai_s{session}_{item}' or the like");
        return pattern;
    }

    private static MeasureDescription? Fault(StrictMap map, string key, string found, string expected, string remedy)
    {
        map.Fault(key, found, expected, remedy);
        return null;
    }

    private static string Word(Construct construct) => construct == Construct.Alliance ? "alliance" : "symptoms";
}
