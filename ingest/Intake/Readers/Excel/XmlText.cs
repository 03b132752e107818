using System.Globalization;
using System.Xml;
using IpdEngine.Intake.Readers.Binary;

namespace IpdEngine.Intake.Readers.Excel;

/// <summary>Gathers the text of an element, as cells and shared strings hold it, without a string a cell.</summary>
internal sealed class XmlText
{
    // Excel itself keeps 32767 characters a cell.
    private const int MostCharacters = 1 << 20;
    private char[] _characters = new char[1024];

    /// <summary>The text gathered last.</summary>
    public ReadOnlySpan<char> Span => _characters.AsSpan(0, Length);

    /// <summary>Its length.</summary>
    public int Length { get; private set; }

    /// <summary>Gathers the text below the element at which the reader stands, and leaves the reader at its end. Phonetic runs (rPh) are
    /// no text of the cell.</summary>
    public void Gather(XmlReader xml)
    {
        Length = 0;
        if (xml.IsEmptyElement)
            return;
        int depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "rPh")
                SkipBelow(xml);
            else if (xml.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA)
                Append(xml);
        }
        Unescape();
    }

    private static void SkipBelow(XmlReader xml)
    {
        int depth = xml.Depth;
        if (xml.IsEmptyElement)
            return;
        while (xml.Read() && xml.Depth > depth)
        {
        }
    }

    private void Append(XmlReader xml)
    {
        while (true)
        {
            if (Length == _characters.Length)
                Array.Resize(ref _characters, _characters.Length * 2);
            int read = xml.ReadValueChunk(_characters, Length, _characters.Length - Length);
            Length += read;
            if (read == 0)
                return;
            if (Length > MostCharacters)
                throw BrokenFileException.Limit($"a cell of more than {MostCharacters} characters", "at most 32767 characters a cell");
        }
    }

    // Characters that XML cannot hold stand as _x000D_ (ECMA-376 part 1, 22.9.2.19).
    private void Unescape()
    {
        if (Span.IndexOf("_x") < 0)
            return;
        int to = 0;
        for (int from = 0; from < Length; from++)
        {
            ReadOnlySpan<char> rest = Span[from..];
            if (rest.Length >= 7 && rest.StartsWith("_x") && rest[6] == '_' &&
                ushort.TryParse(rest[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code))
            {
                _characters[to++] = (char)code;
                from += 6;
            }
            else
                _characters[to++] = _characters[from];
        }
        Length = to;
    }
}
