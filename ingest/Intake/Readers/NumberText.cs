using System.Buffers;
using System.Globalization;

namespace IpdEngine.Intake.Readers;

/// <summary>What a text turned out to be when a number was asked for.</summary>
public enum NumberReading : byte
{
    /// <summary>A finite number.</summary>
    Number,

    /// <summary>Empty or blanks.</summary>
    Blank,

    /// <summary>A mark by which programs write "no value": <c>NA</c>, <c>N/A</c>, <c>#N/A</c>, <c>#NULL!</c>, <c>NULL</c>, <c>NaN</c>,
    /// <c>.</c>, <c>-</c>.</summary>
    MissingMark,

    /// <summary>Digits that are a number only if the other mark is the decimal one, or if it groups thousands: <c>1.234</c> in a file with
    /// decimal comma.</summary>
    OtherMark,

    /// <summary>None of these.</summary>
    NotANumber,
}

/// <summary>Numbers as data files write them: span in, double or reason out; invariant, without allocation.</summary>
/// <remarks>Short decimals take Clinger's exact path ("How to read floating point numbers accurately", PLDI 1990): a whole number below
/// 2^53 divided by a power of ten up to 10^22, both exact in binary64, is correctly rounded by one division. Everything else goes to the
/// framework's parser, which is correctly rounded too.</remarks>
public static class NumberText
{
    private static readonly double[] PowersOfTen =
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    private static readonly string[] Marks = ["NA", "N/A", "#N/A", "#NULL!", "NULL", "NaN", ".", "-", "n/a", "na", "null", "nan", "<NA>"];

    private const int LongestMark = 6;
    private static readonly SearchValues<char> FirstOfMarks = SearchValues.Create("Nn#.-<");

    /// <summary>Reads <paramref name="text"/>; blanks around it are ignored.</summary>
    /// <param name="text">The cell's text.</param>
    /// <param name="decimalMark"><c>.</c> or <c>,</c>.</param>
    /// <param name="value">The number; NaN unless the answer is <see cref="NumberReading.Number"/>.</param>
    public static NumberReading Read(ReadOnlySpan<char> text, char decimalMark, out double value)
    {
        text = text.Trim();
        value = double.NaN;
        if (text.IsEmpty)
            return NumberReading.Blank;
        int i = text[0] is '-' or '+' ? 1 : 0;
        ulong whole = 0;
        int digits = 0, decimals = 0;
        for (; i < text.Length && char.IsAsciiDigit(text[i]); i++, digits++)
            whole = whole * 10 + (uint)(text[i] - '0');
        if (i < text.Length && text[i] == decimalMark)
        {
            for (i++; i < text.Length && char.IsAsciiDigit(text[i]); i++, digits++, decimals++)
                whole = whole * 10 + (uint)(text[i] - '0');
        }
        if (i < text.Length || digits is 0 or > 15)
            return ReadUnusual(text, decimalMark, out value);
        value = decimals == 0 ? whole : whole / PowersOfTen[decimals];
        if (text[0] == '-')
            value = -value;
        return NumberReading.Number;
    }

    /// <summary>Whether the text is a mark by which programs write "no value".</summary>
    public static bool IsMissingMark(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.IsEmpty || text.Length > LongestMark || !FirstOfMarks.Contains(text[0]))
            return false;
        foreach (string mark in Marks)
        {
            if (text.SequenceEqual(mark))
                return true;
        }
        return false;
    }

    private static NumberReading ReadUnusual(ReadOnlySpan<char> text, char decimalMark, out double value)
    {
        value = double.NaN;
        if (IsMissingMark(text))
            return NumberReading.MissingMark;
        if (text.Length > 64)
            return NumberReading.NotANumber;
        char other = decimalMark == '.' ? ',' : '.';
        Span<char> plain = stackalloc char[64];
        int length = Normalise(text, decimalMark, other, plain, out bool grouped, out bool otherMark);
        if (length < 0)
            return NumberReading.NotANumber;
        if (otherMark && !(grouped && text.Contains(decimalMark)))
            return NumberReading.OtherMark;
        return double.TryParse(plain[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value)
            ? NumberReading.Number
            : Fail(out value);
    }

    // Writes digits, sign, exponent and decimal point as the framework reads them; -1 where another character stands in the text. Grouping
    // marks (blank, no-break blanks, apostrophe, the other mark) are dropped if they stand before groups of three digits and before the
    // decimal mark.
    private static int Normalise(
        ReadOnlySpan<char> text, char decimalMark, char other, Span<char> plain, out bool grouped, out bool otherMark)
    {
        int length = 0;
        bool seenMark = false;
        grouped = true;
        otherMark = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i] == '\u2212' ? '-' : text[i];
            if (c == decimalMark)
            {
                if (seenMark)
                    return -1;
                seenMark = true;
                plain[length++] = '.';
            }
            else if (c == other || c is ' ' or '\u00A0' or '\u202F' or '\'' or '\u2019')
            {
                bool three = !seenMark && i > 0 && char.IsAsciiDigit(text[i - 1]) && IsGroup(text[(i + 1)..]);
                if (c == other)
                    (otherMark, grouped) = (true, grouped && three);
                else if (!three)
                    return -1;
            }
            else if (char.IsAsciiDigit(c) || c is '-' or '+' or 'e' or 'E')
                plain[length++] = c;
            else
                return -1;
        }
        return length;
    }

    private static bool IsGroup(ReadOnlySpan<char> rest) =>
        rest.Length >= 3 && char.IsAsciiDigit(rest[0]) && char.IsAsciiDigit(rest[1]) && char.IsAsciiDigit(rest[2]) &&
        (rest.Length == 3 || !char.IsAsciiDigit(rest[3]));

    private static NumberReading Fail(out double value)
    {
        value = double.NaN;
        return NumberReading.NotANumber;
    }
}
