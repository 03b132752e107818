namespace IpdEngine.Worker.Form;

/// <summary>The fields of the form: the keys of a description that it can say. What it cannot stands in <see cref="Rest"/>, as YAML.</summary>
internal static class FormFields
{
    /// <summary>The field of everything else.</summary>
    public const string Rest = "rest";

    /// <summary>Most rows of published figures.</summary>
    public const int MostMoments = 60;

    /// <summary>Keys that hold one text or number, in the order of writing.</summary>
    public static IReadOnlyList<string> Texts { get; } =
    [
        "study", "synthetic", "country", "design", "layout", "sheet", "sheets", "participant_sheet", "header_row", "label_rows", "separator", "decimal", "encoding", "date_format",
        "participant", "date", "session_lag", "duplicates",
    ];

    /// <summary>Keys of several texts.</summary>
    public static IReadOnlyList<string> Lists { get; } = ["missing", "drop"];

    /// <summary>Keys of one word out of a few, with the words.</summary>
    public static IReadOnlyDictionary<string, string[]> Choices { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["synthetic"] = ["true"],
        ["layout"] = ["long", "wide", "sheets"],
        ["decimal"] = [".", ","],
        ["duplicates"] = ["refuse", "mean", "last"],
        ["rater"] = ["P", "T", "O"],
        ["timing"] = ["before", "after", "during"],
        ["rule"] = ["sum", "mean", "mean x10"],
        ["higher_is"] = ["better", "worse"],
        ["measure"] = ["alliance", "symptom", "intake", "outcome"],
    };

    /// <summary>Keys of one column of persons.</summary>
    public static IReadOnlyList<string> Persons { get; } = ["therapist", "arm", "age", "female"];

    /// <summary>Those of them whose cells may be translated.</summary>
    public static IReadOnlyList<string> Translated { get; } = ["arm", "female"];

    /// <summary>Keys of the measures.</summary>
    public static IReadOnlyList<string> Measures { get; } = ["alliance", "symptom", "intake", "outcome"];

    /// <summary>The measures whose instrument the form can define: the definition goes below <c>instruments</c>.</summary>
    public static IReadOnlyList<string> Defining { get; } = ["alliance", "symptom"];

    /// <summary>Keys of a definition, each with the end of its field's name.</summary>
    public static IReadOnlyList<(string Key, string Field)> Definition { get; } =
    [
        ("score_range", "score_range"), ("higher_is", "higher_is"), ("items", "item_count"), ("item_range", "item_range"), ("rule", "rule"), ("reversed", "reversed"), ("min_answered", "min_answered"),
    ];

    /// <summary>Keys of a published figure.</summary>
    public static IReadOnlyList<string> MomentKeys { get; } = ["measure", "session", "mean", "sd", "tolerance"];

    private static readonly HashSet<string> s_all =
    [
        .. Texts, .. Persons, .. Translated.Select(key => $"{key}.values"), .. Lists, "session", "session.order_of", Rest, "published.n",
        .. Measures.SelectMany(measure => new[] { "instrument", "kind", "columns", "rater", "timing", "missing" }.Select(end => $"{measure}.{end}")),
        .. Defining.SelectMany(measure => Definition.Select(each => $"{measure}.{each.Field}")),
        .. Enumerable.Range(0, MostMoments).SelectMany(row => MomentKeys.Select(key => Moment(row, key))),
    ];

    public static string Moment(int row, string key) => $"published.{row}.{key}";

    public static bool IsField(string name) => s_all.Contains(name);

    /// <summary>The field for a key that stands below another, or alone; null where the form has none.</summary>
    public static string? Of(string group, string key)
    {
        var end = key switch
        {
            "score" or "items" when Measures.Contains(group) => "columns",
            "order_of" => "order_of",
            _ => Definition.FirstOrDefault(each => each.Key == key).Field ?? key,
        };
        return new[] { $"{group}.{end}", key == "column" ? group : null, group, $"{group}.instrument", $"{group}.measure" }.FirstOrDefault(name => name is not null && s_all.Contains(name));
    }
}
