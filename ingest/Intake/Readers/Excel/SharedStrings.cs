using System.Xml;
using IpdEngine.Intake.Readers.Binary;

namespace IpdEngine.Intake.Readers.Excel;

/// <summary>The texts that cells share (ECMA-376 part 1, 18.4), kept in one run of characters.</summary>
internal sealed class SharedStrings
{
    private const int MostCharacters = 32 << 20, MostStrings = 8 << 20;
    private readonly List<int> _ends = [];
    private char[] _characters = [];

    /// <summary>How many there are.</summary>
    public int Count => _ends.Count;

    /// <summary>The text at a place.</summary>
    public ReadOnlySpan<char> this[int place] => _characters.AsSpan()[(place == 0 ? 0 : _ends[place - 1]).._ends[place]];

    /// <summary>Reads them; none where the workbook has no such part.</summary>
    public static SharedStrings Of(Workbook workbook)
    {
        var strings = new SharedStrings();
        using XmlReader? xml = workbook.OpenPart(workbook.StringsPart);
        var text = new XmlText();
        while (xml is not null && xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "si")
                continue;
            text.Gather(xml);
            strings.Add(text.Span);
        }
        return strings;
    }

    private void Add(ReadOnlySpan<char> text)
    {
        int start = Count == 0 ? 0 : _ends[^1];
        if (start + text.Length > MostCharacters || Count == MostStrings)
            throw BrokenFileException.Limit($"more than {MostStrings} shared texts, or {MostCharacters} characters of them",
                "a table of scores");
        if (start + text.Length > _characters.Length)
            Array.Resize(ref _characters, Math.Max(Math.Max(_characters.Length * 2, 1024), start + text.Length));
        text.CopyTo(_characters.AsSpan(start));
        _ends.Add(start + text.Length);
    }
}
