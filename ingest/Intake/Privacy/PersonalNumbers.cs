namespace IpdEngine.Intake.Privacy;

/// <summary>
/// Numbers that states and insurances give to persons, known by their form and check digits: Norwegian fødselsnummer, Swedish personnummer, Danish CPR, German insurance
/// numbers (KVNR and RVNR), Swiss AHV, Spanish DNI/NIE and social security, British NHS and NI, US social security, Italian codice fiscale, Dutch BSN, French NIR.
/// </summary>
internal static class PersonalNumbers
{
    /// <summary>Number of schemes that <see cref="SchemeOf"/> tells apart.</summary>
    public const int Schemes = 14;

    private const int Longest = 24;

    /// <summary>The scheme whose form and check digit a text has; -1 where none.</summary>
    public static int SchemeOf(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.Length is < 8 or > Longest)
            return -1;
        Span<char> plain = stackalloc char[Longest];
        var (length, letters, hyphens) = (0, 0, 0);
        foreach (var c in text)
            if (char.IsAsciiLetterOrDigit(c))
            {
                letters += char.IsAsciiLetter(c) ? 1 : 0;
                plain[length++] = char.ToUpperInvariant(c);
            }
            else if (c is ' ' or '-' or '.' or '/' or '+')
                hyphens += c is '-' or '+' ? 1 : 0;
            else
                return -1;
        var number = plain[..length];
        return letters == 0 ? OfDigits(number, text, hyphens) : OfLetters(number);
    }

    private static int OfDigits(ReadOnlySpan<char> n, ReadOnlySpan<char> text, int hyphens) => n.Length switch
    {
        11 when IsNorwegian(n) => 0,
        10 when hyphens == 1 && IsDayAndMonth(n[4..6], n[2..4], added: 60) && Luhn(n) => 1,
        12 when n[..2] is "19" or "20" && IsDayAndMonth(n[6..8], n[4..6], added: 60) && Luhn(n[2..]) => 1,
        10 when hyphens == 1 && text[6] == '-' && IsDayAndMonth(n[..2], n[2..4]) => 2,
        13 when n[..3] is "756" && Weighted(n[..12], [1, 3]) is var sum && (10 - sum % 10) % 10 == n[12] - '0' => 3,
        12 when Digits(n[..10]) % 97 == Digits(n[10..]) && n[..2] is not "00" => 4,
        10 when IsBritishHealth(n) => 5,
        9 when hyphens == 2 && text[3] == '-' && text[6] == '-' => 6,
        9 when IsDutch(n) => 7,
        15 when n[0] is '1' or '2' && 97 - Digits(n[..13]) % 97 == Digits(n[13..]) => 8,
        _ => -1,
    };

    private static int OfLetters(ReadOnlySpan<char> n) => n.Length switch
    {
        10 when char.IsLetter(n[0]) && AllDigits(n[1..]) && IsGermanHealth(n) => 9,
        12 when AllDigits(n[..8]) && char.IsLetter(n[8]) && AllDigits(n[9..]) && IsDayAndMonth(n[2..4], n[4..6], added: 50) => 10,
        9 when AllDigits(n[1..8]) && char.IsLetter(n[8]) && IsSpanish(n) => 11,
        9 when char.IsLetter(n[0]) && char.IsLetter(n[1]) && AllDigits(n[2..8]) && n[8] is >= 'A' and <= 'D' => 12,
        16 when AllLetters(n[..6]) && char.IsLetter(n[8]) && char.IsLetter(n[11]) && char.IsLetter(n[15]) && AllDigits(n[6..8]) && AllDigits(n[9..11]) => 13,
        _ => -1,
    };

    // Two check digits, modulo 11 (Skatteetaten); D-numbers add 40 to the day.
    private static bool IsNorwegian(ReadOnlySpan<char> n) =>
        IsDayAndMonth(n[..2], n[2..4], added: 40) && Weighted(n, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1, 0]) % 11 == 0 && Weighted(n, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0;

    private static bool IsBritishHealth(ReadOnlySpan<char> n) => (11 - Weighted(n[..9], [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11) % 11 == n[9] - '0' && n[0] is '4' or '6' or '7';

    private static bool IsDutch(ReadOnlySpan<char> n) => (Weighted(n[..8], [9, 8, 7, 6, 5, 4, 3, 2]) - (n[8] - '0')) % 11 == 0 && n[..3] is not "000";

    // The letter counts as its two-digit place in the alphabet; weights 1 and 2 in turn, digit sums (Anlage 1 zu § 290 SGB V).
    private static bool IsGermanHealth(ReadOnlySpan<char> n)
    {
        var place = n[0] - 'A' + 1;
        Span<char> digits = [(char)('0' + place / 10), (char)('0' + place % 10), .. n[1..9]];
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var product = (digits[i] - '0') * (i % 2 == 0 ? 1 : 2);
            sum += product / 10 + product % 10;
        }
        return sum % 10 == n[9] - '0';
    }

    private static bool IsSpanish(ReadOnlySpan<char> n)
    {
        var first = n[0] switch { 'X' => 0, 'Y' => 1, 'Z' => 2, >= '0' and <= '9' => n[0] - '0', _ => -1 };
        return first >= 0 && "TRWAGMYFPDXBNJZSQVHLCKE"[(int)((first * 10_000_000L + Digits(n[1..8])) % 23)] == n[8];
    }

    private static bool Luhn(ReadOnlySpan<char> n)
    {
        var sum = 0;
        for (var i = 0; i < n.Length; i++)
        {
            var twice = (n[i] - '0') * (i % 2 == 0 ? 2 : 1);
            sum += twice / 10 + twice % 10;
        }
        return sum % 10 == 0;
    }

    // Some schemes add a number to the day of persons who have no regular number.
    private static bool IsDayAndMonth(ReadOnlySpan<char> day, ReadOnlySpan<char> month, int added = 0) =>
        AllDigits(day) && AllDigits(month) && Digits(month) is >= 1 and <= 12 && (Digits(day) is >= 1 and <= 31 || Digits(day) - added is >= 1 and <= 31);

    private static int Weighted(ReadOnlySpan<char> n, ReadOnlySpan<int> weights)
    {
        var sum = 0;
        for (var i = 0; i < n.Length; i++)
            sum += (n[i] - '0') * weights[i % weights.Length];
        return sum;
    }

    private static long Digits(ReadOnlySpan<char> n)
    {
        var number = 0L;
        foreach (var c in n)
            number = 10 * number + (c - '0');
        return number;
    }

    private static bool AllDigits(ReadOnlySpan<char> n) => !n.ContainsAnyExceptInRange('0', '9');

    private static bool AllLetters(ReadOnlySpan<char> n) => !n.ContainsAnyExceptInRange('A', 'Z');
}
