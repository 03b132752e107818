namespace IpdEngine.Worker.Markup;

/// <summary>Names and values side by side.</summary>
internal static class Facts
{
    /// <summary>The list; facts without a value are left out.</summary>
    public static Html Of(params IEnumerable<(string Name, Html? Value)> facts) => Html.Of(
        $"<dl class=\"facts\">{Html.Each(facts.Where(fact => fact.Value is { IsEmpty: false }), fact => Html.Of($"<div><dt>{fact.Name}</dt><dd>{fact.Value}</dd></div>"))}</dl>\n");

    /// <summary>Bytes as people say them.</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1000 => $"{bytes} bytes",
        < 1_000_000 => $"{bytes / 1e3:0.#} kB",
        < 1_000_000_000 => $"{bytes / 1e6:0.#} MB",
        _ => $"{bytes / 1e9:0.##} GB",
    };

    /// <summary>A number with its noun.</summary>
    public static string Count(long number, string noun) => $"{number} {noun}{(number == 1 ? "" : "s")}";
}
