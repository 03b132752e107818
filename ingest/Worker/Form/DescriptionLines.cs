using System.Text;
using IpdEngine.Intake.Description;

namespace IpdEngine.Worker.Form;

/// <summary>The lines of a description as the form writes it, and the field that each line came from.</summary>
internal sealed class DescriptionLines
{
    private readonly StringBuilder _text = new();
    private readonly List<string> _fields = [];

    /// <summary>The field of each line, in order.</summary>
    public IReadOnlyList<string> Fields => _fields;

    public void Add(int indent, string key, YamlNode value, string field) => Line(indent, $"{YamlText.Quote(key)}: {YamlText.Flow(value)}", field);

    public void AddItem(int indent, YamlNode value, string field) => Line(indent, $"- {YamlText.Flow(value)}", field);

    /// <summary>A key with lines below it.</summary>
    public void Open(int indent, string key, string field) => Line(indent, $"{YamlText.Quote(key)}:", field);

    /// <summary>The rest, as it was written.</summary>
    public void AddRest(string text)
    {
        if (text.Trim().Length == 0)
            return;
        foreach (var line in text.TrimEnd().Split('\n'))
            Line(0, line, FormFields.Rest);
    }

    public override string ToString() => _text.ToString();

    private void Line(int indent, string line, string field)
    {
        _text.Append(' ', indent).Append(line).Append('\n');
        _fields.Add(field);
    }
}
