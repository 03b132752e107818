using System.Text;
using IpdEngine.Intake.Description;

namespace IpdEngine.Worker.Form;

/// <summary>Writes keys that the form has no field for as people write YAML: maps indented, short lists on one line.</summary>
internal static class RestText
{
    public static string Of(IReadOnlyList<YamlEntry> entries)
    {
        var text = new StringBuilder();
        Write(text, entries, 0);
        return text.ToString();
    }

    private static void Write(StringBuilder text, IReadOnlyList<YamlEntry> entries, int indent)
    {
        foreach (var entry in entries)
        {
            text.Append(' ', indent).Append(YamlText.Quote(entry.Key)).Append(':');
            if (entry.Value is YamlMap { Entries.Count: > 0 } map && map.Entries.Any(each => each.Value is not YamlScalar))
            {
                text.Append('\n');
                Write(text, map.Entries, indent + 2);
            }
            else
                text.Append(' ').Append(YamlText.Flow(entry.Value)).Append('\n');
        }
    }
}
