using IpdEngine.Intake.Description;
using IpdEngine.Intake.Drafting;

namespace IpdEngine.Worker.Form;

/// <summary>Nodes of a description as the text of a field; null where the field could not give the node back.</summary>
internal static class FieldText
{
    /// <summary>One line's text. What a draft left open is empty.</summary>
    public static string? Of(YamlNode? node) => node is YamlScalar { Text: var text } && !text.Any(char.IsControl) && text.Trim() == text ? text == StudyDraft.Unknown ? "" : text : null;

    /// <summary>Texts in one field, separated by commas.</summary>
    public static string? Many(YamlNode node)
    {
        var texts = (node as YamlList)?.Items.Select(Of).ToArray() ?? [Of(node)];
        return texts.Length > 0 && texts.All(text => text is { Length: > 0 } && !text.Contains(',', StringComparison.Ordinal)) ? string.Join(", ", texts) : null;
    }

    /// <summary>The text of a key that may know but a few words.</summary>
    public static string? Choice(string key, YamlNode? node) =>
        Of(node) is { } text && (!FormFields.Choices.TryGetValue(key, out var words) || words.Contains(text)) ? text : null;
}
