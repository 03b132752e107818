using System.Buffers;
using System.Globalization;

namespace IpdEngine.Intake.Privacy;

/// <summary>What the text of a cell looks like. Nothing is allocated, and long texts are looked at only for an address with @.</summary>
internal static class CellShapes
{
    private static readonly string[] s_dates =
    [
        "yyyy-M-d", "d.M.yyyy", "d.M.yy", "d/M/yyyy", "M/d/yyyy", "d-M-yyyy", "yyyy/M/d", "yyyyMMdd", "d MMM yyyy", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm",
    ];

    private static readonly SearchValues<char> s_domain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-äöüåøæñçéÄÖÜÅØÆ");

    /// <summary>True where an e-mail address stands anywhere in the text: a name, @, and a domain with a dot.</summary>
    public static bool HasEmail(ReadOnlySpan<char> text)
    {
        for (int from = 0, at; from < text.Length && (at = text[from..].IndexOf('@')) >= 0; from += at + 1)
        {
            var sign = from + at;
            var domain = text[(sign + 1)..];
            var end = domain.IndexOfAnyExcept(s_domain);
            domain = (end < 0 ? domain : domain[..end]).TrimEnd('.');
            var dot = domain.LastIndexOf('.');
            if (sign > 0 && (char.IsLetterOrDigit(text[sign - 1]) || text[sign - 1] is '_' or '-' or '+') && dot > 0 && domain.Length - dot > 2 && char.IsLetter(domain[dot + 1]))
                return true;
        }
        return false;
    }

    /// <summary>True for a telephone number with its country's + or 00 prefix.</summary>
    public static bool IsForeignPhone(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        var prefix = text is ['+', ..] ? 1 : text is ['0', '0', ..] ? 2 : 0;
        return prefix > 0 && Dialled(text[prefix..], out _) is >= 9 and <= 15;
    }

    /// <summary>True for a telephone number as it is dialled inside a country: a leading 0 or area code, and blanks, strokes or brackets that part it.</summary>
    public static bool IsLocalPhone(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        var digits = Dialled(text, out var marks);
        return digits is >= 9 and <= 15 && ((text[0] == '0' && marks > 0) || text[0] == '(' || (digits == 10 && marks >= 2)) && !TryDate(text, out _);
    }

    /// <summary>True where a cell that stands under a word for telephone holds a number to dial.</summary>
    public static bool IsDialled(ReadOnlySpan<char> text) => Dialled(text.Trim().TrimStart('+'), out _) is >= 6 and <= 15;

    /// <summary>Reads a date in any usual form.</summary>
    public static bool TryDate(ReadOnlySpan<char> text, out int year)
    {
        year = 0;
        if (text.Length is < 6 or > 20 || !char.IsAsciiDigit(text[0]))
            return false;
        // Whole numbers and those with a decimal mark are most of what is asked: they are told without trying any form.
        var marks = 0;
        foreach (var c in text)
            marks += c is '-' or '.' or '/' or ' ' ? 1 : 0;
        if (marks < 2 && (marks > 0 || text.Length != 8))
            return false;
        if (!DateTime.TryParseExact(text, s_dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) || date.Year is < 1900 or > 2100)
            return false;
        year = date.Year;
        return true;
    }

    /// <summary>Letters in a text.</summary>
    public static int Letters(ReadOnlySpan<char> text)
    {
        var letters = 0;
        foreach (var c in text)
            letters += char.IsLetter(c) ? 1 : 0;
        return letters;
    }

    // Digits of a number to dial; -1 where anything else stands in it.
    private static int Dialled(ReadOnlySpan<char> text, out int marks)
    {
        var digits = marks = 0;
        foreach (var c in text)
            if (char.IsAsciiDigit(c))
                digits++;
            else if (c is ' ' or '-' or '/' or '(' or ')' or '.' or '\u00a0')
                marks++;
            else
                return -1;
        return digits;
    }
}
