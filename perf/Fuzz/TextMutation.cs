using System.Text;

namespace IpdEngine.Perf.Fuzz;

/// <summary>Damage in the words of text formats: lines moved, doubled and dropped, and tokens that mean something to a parser.</summary>
internal static class TextMutation
{
    private static readonly byte[][] s_tokens =
    [
        .. new[]
        {
            "\"", "\"\"", "'", ",", ";", "\t", "|", "\r\n", "\n", "\r", "\0", "\u001A", "\uFEFF", "\uFFFD", "1e308", "-1e-320", "1.234,56", "1,234.56", "NaN", "inf", "=1+1", "@x", "#NULL!",
            "9999999999999999999", "2020-02-30", ": ", "- ", "{", "}", "[", "]", "&a ", "*a", "!!str ", "<<: ", "# ", "|\n", "&#0;", "&lt;", "<!DOCTYPE a [<!ENTITY b 'c'>]>", "&b;", "]]>", "<c", "</c>",
            "r=\"XFD1048576\"", "t=\"s\"", "{session}", "{item}", "../../etc/passwd",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF, 0xFE], [0xC3], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
    ];

    /// <summary>Damages a text in one to four ways.</summary>
    public static byte[] Of(Mutation mutation, byte[] original, byte[] other)
    {
        var bytes = original;
        var ways = 1 + mutation.Next(4);
        for (var way = 0; way < ways && bytes.Length > 0; way++)
            bytes = mutation.Next(3) switch
            {
                0 => Inserted(mutation, bytes),
                1 => Lines(mutation, bytes, other),
                _ => mutation.Of(bytes, other),
            };
        return bytes;
    }

    private static byte[] Inserted(Mutation mutation, byte[] bytes)
    {
        var at = mutation.Next(bytes.Length + 1);
        var gone = mutation.Next(2) == 0 ? 0 : mutation.Next(4);
        return [.. bytes[..at], .. s_tokens[mutation.Next(s_tokens.Length)], .. bytes[Math.Min(bytes.Length, at + gone)..]];
    }

    private static byte[] Lines(Mutation mutation, byte[] bytes, byte[] other)
    {
        var (from, to) = Line(mutation, bytes);
        var line = bytes[from..to];
        switch (mutation.Next(4))
        {
            case 0:
                return [.. bytes[..from], .. bytes[to..]];
            case 1:
                var copies = 1 + mutation.Next(mutation.Next(20) == 0 ? 500 : 3);
                return [.. bytes[..from], .. Enumerable.Repeat(line, copies).SelectMany(each => each), .. bytes[from..]];
            case 2:
                var place = mutation.Next(bytes.Length + 1);
                return [.. bytes[..place], .. line, .. bytes[place..]];
            default:
                var (first, last) = other.Length == 0 ? (0, 0) : Line(mutation, other);
                return [.. bytes[..from], .. other[first..last], .. bytes[from..]];
        }
    }

    private static (int From, int To) Line(Mutation mutation, byte[] bytes)
    {
        var at = mutation.Next(bytes.Length);
        var end = bytes.AsSpan(at).IndexOf((byte)'\n');
        return (bytes.AsSpan(0, at).LastIndexOf((byte)'\n') + 1, end < 0 ? bytes.Length : at + end + 1);
    }
}
