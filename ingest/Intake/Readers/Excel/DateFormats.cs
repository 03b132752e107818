using System.Globalization;
using System.Xml;

namespace IpdEngine.Intake.Readers.Excel;

/// <summary>Which cell styles show their number as a date (ECMA-376 part 1, 18.8.30 and 18.8.31).</summary>
internal sealed class DateFormats
{
    private const int MostStyles = 1 << 16;
    private readonly List<bool> _dates = [];

    /// <summary>Whether cells of a style hold dates.</summary>
    public bool IsDate(int style) => (uint)style < (uint)_dates.Count && _dates[style];

    /// <summary>Reads the styles; none where the workbook has no such part.</summary>
    public static DateFormats Of(Workbook workbook)
    {
        var formats = new DateFormats();
        var codes = new Dictionary<int, bool>();
        bool inCells = false;
        using XmlReader? xml = workbook.OpenPart(workbook.StylesPart);
        while (xml is not null && xml.Read())
        {
            if (xml.LocalName == "cellXfs")
                inCells = xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement;
            else if (xml.NodeType != XmlNodeType.Element || codes.Count + formats._dates.Count > MostStyles)
                continue;
            else if (xml.LocalName == "numFmt" && Number(xml, "numFmtId") is int id)
                codes[id] = ShowsDate(xml.GetAttribute("formatCode") ?? "");
            else if (xml.LocalName == "xf" && inCells)
                formats._dates.Add(Number(xml, "numFmtId") is int format &&
                    (codes.TryGetValue(format, out bool date) ? date : IsBuiltInDate(format)));
        }
        return formats;
    }

    private static int? Number(XmlReader xml, string attribute) =>
        int.TryParse(xml.GetAttribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    // 46 is an elapsed time, [h]:mm:ss; 27 to 36 and 50 to 58 are dates of East Asian Excels.
    private static bool IsBuiltInDate(int format) => format is (>= 14 and <= 22) or (>= 27 and <= 36) or 45 or 47 or (>= 50 and <= 58);

    /// <summary>Whether a format code shows days, months, years or times of day: one of d, m, y, h, s outside quotes, escapes and
    /// brackets, in its first section; elapsed times such as [h]:mm are numbers.</summary>
    internal static bool ShowsDate(string code)
    {
        bool date = false;
        for (int i = 0; i < code.Length && code[i] != ';'; i++)
        {
            switch (code[i])
            {
                case '\\' or '_' or '*':
                    i++;
                    break;
                case '"':
                    i = EndOf(code, i, '"');
                    break;
                case '[':
                    int end = EndOf(code, i, ']');
                    if (end > i + 1 && code.AsSpan(i + 1, end - i - 1).TrimStart("hHmMsS").IsEmpty)
                        return false;
                    i = end;
                    break;
                case 'd' or 'D' or 'm' or 'M' or 'y' or 'Y' or 'h' or 'H' or 's' or 'S':
                    date = true;
                    break;
                case 'G' or 'g' when code.AsSpan(i).StartsWith("General", StringComparison.OrdinalIgnoreCase):
                    i += 6;
                    break;
            }
        }
        return date;
    }

    private static int EndOf(string code, int from, char mark)
    {
        int end = code.IndexOf(mark, from + 1);
        return end < 0 ? code.Length - 1 : end;
    }
}
