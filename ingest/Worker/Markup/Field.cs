namespace IpdEngine.Worker.Markup;

/// <summary>A control of a form with its label, what helps to fill it, and what is wrong with it; all of it is read out with the control.</summary>
/// <param name="Name">Name of the control.</param>
/// <param name="Label">Its label.</param>
/// <param name="Value">What stands in it.</param>
internal sealed record Field(string Name, string Label, string Value)
{
    /// <summary>Address of the control within its page.</summary>
    public string Id => "f-" + Name;

    public string? Hint { get; init; }

    /// <summary>Where the value comes from, such as a guess and how sure it is.</summary>
    public Html Note { get; init; } = Html.None;

    /// <summary>What is wrong with it, in words; empty where nothing is.</summary>
    public IReadOnlyList<Html> Errors { get; init; } = [];

    /// <summary>Id of a list of suggestions.</summary>
    public string? List { get; init; }

    /// <summary>True where it takes the whole width.</summary>
    public bool IsWide { get; init; }

    /// <summary>True where the form cannot go without it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>A line of text.</summary>
    public Html Line(string type = "text") => Around(Html.Of(
        $"<input id=\"{Id}\" name=\"{Name}\" type=\"{type}\" value=\"{Value}\"{Attribute("list", List)}{Attribute("autocomplete", type == "password" ? "new-password" : "off")}{Flag("required", IsRequired)}{State}>"));

    /// <summary>A choice of words; an empty first one stands for none.</summary>
    public Html Choice(IEnumerable<(string Value, string Words)> choices) => Around(Html.Of(
        $"<select id=\"{Id}\" name=\"{Name}\"{State}>{Html.Each(choices, each => Html.Of($"<option value=\"{each.Value}\"{Flag("selected", each.Value == Value)}>{each.Words}</option>"))}</select>"));

    /// <summary>Lines of text.</summary>
    public Html Area(int rows) => Around(Html.Of($"<textarea id=\"{Id}\" name=\"{Name}\" rows=\"{rows}\" spellcheck=\"false\"{State}>\n{Value}</textarea>"));

    /// <summary>A box to tick, which stands for <c>true</c>.</summary>
    public Html Tick() => Html.Of(
        $"<div class=\"field\"><p class=\"check\"><input id=\"{Id}\" name=\"{Name}\" type=\"checkbox\" value=\"true\"{Flag("checked", Value == "true")}{State}><label for=\"{Id}\">{Label}</label></p>{Help}</div>\n");

    private Html Help => Html.Of(
        $"""
        {Html.When(Errors.Count > 0, () => Html.Of($"<p class=\"fault\" id=\"{Id}-fault\">{Html.Each(Errors, fault => fault)}</p>"))}{Html.When(!Note.IsEmpty, () => Html.Of($"<p class=\"hint\" id=\"{Id}-note\">{Note}</p>"))}{Html.When(Hint, hint => Html.Of($"<p class=\"hint\" id=\"{Id}-hint\">{hint}</p>"))}
        """);

    private Html State
    {
        get
        {
            string[] described = [.. new[] { (Errors.Count > 0, "fault"), (!Note.IsEmpty, "note"), (Hint is not null, "hint") }.Where(each => each.Item1).Select(each => $"{Id}-{each.Item2}")];
            return Html.Of($"{Attribute("aria-invalid", Errors.Count > 0 ? "true" : null)}{Attribute("aria-describedby", described.Length > 0 ? string.Join(' ', described) : null)}");
        }
    }

    private Html Around(Html control) => Html.Of($"<div class=\"field{(IsWide ? " wide" : "")}\"><label for=\"{Id}\">{Label}</label>{control}{Help}</div>\n");

    private static Html Attribute(string name, string? value) => value is null ? Html.None : Html.Of($" {name}=\"{value}\"");

    private static Html Flag(string name, bool holds) => holds ? Html.Of($" {name}") : Html.None;
}
