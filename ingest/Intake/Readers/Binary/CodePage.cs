using System.Globalization;
using System.Text;

namespace IpdEngine.Intake.Readers.Binary;

/// <summary>Code pages by the names and numbers that statistical programs write.</summary>
internal static class CodePage
{
    private static readonly EncodingProvider s_pages = CodePagesEncodingProvider.Instance;

    /// <summary>What files that name no code page are read as: Windows-1252, as ReadStat and PSPP do.</summary>
    public static Encoding Default { get; } = Find("windows-1252")!;

    /// <summary>The encoding of a name such as <c>UTF-8</c>, <c>windows-1252</c>, <c>cp850</c>, <c>IBM437</c>, <c>1251</c>; null where it is none that ASCII text survives.</summary>
    public static Encoding? Find(string name)
    {
        var plain = name.Trim().ToLowerInvariant();
        var digits = plain.TrimStart("abcdefghijklmnopqrstuvwxyz-_ ".ToCharArray());
        var numbered = plain.StartsWith("cp", StringComparison.Ordinal) || plain.StartsWith("ibm", StringComparison.Ordinal)
            || plain.StartsWith("win", StringComparison.Ordinal) || digits == plain;
        if (numbered && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return Find(number);
        return Fit(plain switch
        {
            "utf8" => Encoding.UTF8,
            "us-ascii" or "ascii" or "ansi_x3.4-1968" => Default,
            "latin1" or "latin-1" => Encoding.Latin1,
            "latin9" or "latin-9" => s_pages.GetEncoding("iso-8859-15"),
            _ => s_pages.GetEncoding(plain) ?? Known(plain),
        });
    }

    /// <summary>The encoding of a Windows code page number; null where it is none that ASCII text survives.</summary>
    public static Encoding? Find(int number) => Fit(number switch
    {
        65001 => Encoding.UTF8,
        20127 => Default,
        28591 => Encoding.Latin1,
        _ => s_pages.GetEncoding(number),
    });

    // Names that the runtime knows without the provider; it has no way of asking but by trying.
    private static Encoding? Known(string name) =>
        Encoding.GetEncodings().FirstOrDefault(e => e.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.GetEncoding();

    private static Encoding? Fit(Encoding? encoding)
    {
        if (encoding is null)
            return null;
        const string ascii = " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";
        return encoding.CodePage is not (50220 or 50221 or 50222 or 50225 or 50227 or 52936 or 65000)
            && encoding.GetString(Encoding.ASCII.GetBytes(ascii)) == ascii ? encoding : null;
    }
}
