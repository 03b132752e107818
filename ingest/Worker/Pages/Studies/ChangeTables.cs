using IpdEngine.Panel.Store;
using IpdEngine.Worker.Markup;
using IpdEngine.Worker.Versions;

namespace IpdEngine.Worker.Pages.Studies;

/// <summary>What changed between two versions of a study, in counts.</summary>
internal static class ChangeTables
{
    public static Html Of(PanelStore store, string study, int from, int to)
    {
        var changes = VersionChanges.Between(store, study, from, to);
        return Html.Of(
            $"""
            {Facts.Of(
                ("Participants added", Html.Of($"{changes.ParticipantsAdded}")), ("Participants removed", Html.Of($"{changes.ParticipantsRemoved}")),
                ("Sessions added", Html.Of($"{changes.SessionsAdded}")), ("Sessions removed", Html.Of($"{changes.SessionsRemoved}")),
                ("Columns added", Html.Of($"{string.Join(", ", changes.ColumnsAdded)}")), ("Columns removed", Html.Of($"{string.Join(", ", changes.ColumnsRemoved)}")))}
            {(changes.CellsChanged.Count == 0 ? Html.Of($"<p>No value of participants and sessions in both versions changed.</p>") : Region.Table("Values that changed, of participants and sessions in both", ["Column", Heading.Number("Values")],
                Html.Each(changes.CellsChanged, column => Html.Of($"<tr><th scope=\"row\">{column.Key}</th><td class=\"number\">{column.Value}</td></tr>\n"))))}
            {(changes.Description.Count == 0 ? Html.Of($"<p>The description is the same.</p>") : Html.Of(
                $"<p>Lines of the description that went (-) and came (+):</p><pre class=\"difference\">{Html.Each(changes.Description, line => Html.Of($"<span class=\"{(line.StartsWith('-') ? "went" : "came")}\">{line}</span>\n"))}</pre>"))}
            """);
    }
}
