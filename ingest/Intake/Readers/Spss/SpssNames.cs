using System.Globalization;
using System.Text;

namespace IpdEngine.Intake.Readers.Spss;

/// <summary>What extension records say by short name: long names, and true widths of very long strings.</summary>
internal static class SpssNames
{
    /// <summary>Long names by short name, from <c>SHORT=Long</c> pairs with tabs between them.</summary>
    public static Dictionary<string, string> Long(SpssDictionary dictionary, Encoding encoding)
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in Pairs(encoding.GetString(dictionary.Extension(SpssExtension.LongNames))))
            names[name] = value;
        return names;
    }

    /// <summary>Widths by short name, from <c>SHORT=00300</c> pairs with a zero and a tab between them.</summary>
    public static Dictionary<string, int> Widths(SpssDictionary dictionary, Encoding encoding)
    {
        var widths = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in Pairs(encoding.GetString(dictionary.Extension(SpssExtension.VeryLongStrings))))
            if (int.TryParse(value, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var width))
                widths[name] = width;
        return widths;
    }

    private static IEnumerable<(string Name, string Value)> Pairs(string text)
    {
        foreach (var pair in text.Split('\t', StringSplitOptions.RemoveEmptyEntries))
        {
            var plain = pair.Trim('\0');
            var equals = plain.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
                yield return (plain[..equals].Trim(), plain[(equals + 1)..]);
        }
    }
}
