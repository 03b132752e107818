namespace IpdEngine.Intake.Mapping;

/// <summary>
/// Joins a Latin letter and the accent that follows it into the one letter of Latin-1 and Latin Extended-A and -B (Unicode normal form C of those pairs; UAX 15). The framework's own
/// normalisation does nothing where globalisation is invariant.
/// </summary>
internal static class ComposedLetters
{
    private static readonly (char Accent, string Letters, string Composed)[] Pairs =
    [
        ('\u0300', "AEIOUaeiouNn", "ÀÈÌÒÙàèìòùǸǹ"),
        ('\u0301', "AEIOUYaeiouyCcLlNnRrSsZzGgÆæØø", "ÁÉÍÓÚÝáéíóúýĆćĹĺŃńŔŕŚśŹźǴǵǼǽǾǿ"),
        ('\u0302', "AEIOUaeiouCcGgHhJjSsWwYy", "ÂÊÎÔÛâêîôûĈĉĜĝĤĥĴĵŜŝŴŵŶŷ"),
        ('\u0303', "ANOanoIiUu", "ÃÑÕãñõĨĩŨũ"),
        ('\u0304', "AaEeIiOoUuÆæYy", "ĀāĒēĪīŌōŪūǢǣȲȳ"),
        ('\u0306', "AaEeGgIiOoUu", "ĂăĔĕĞğĬĭŎŏŬŭ"),
        ('\u0307', "CcEeGgIZzAaOo", "ĊċĖėĠġİŻżȦȧȮȯ"),
        ('\u0308', "AEIOUaeiouyY", "ÄËÏÖÜäëïöüÿŸ"),
        ('\u030A', "AaUu", "ÅåŮů"),
        ('\u030B', "OoUu", "ŐőŰű"),
        ('\u030C', "CcDdEeLlNnRrSsTtZzAaIiOoUuGgKkƷʒjHh", "ČčĎďĚěĽľŇňŘřŠšŤťŽžǍǎǏǐǑǒǓǔǦǧǨǩǮǯǰȞȟ"),
        ('\u030F', "AaEeIiOoRrUu", "ȀȁȄȅȈȉȌȍȐȑȔȕ"),
        ('\u0311', "AaEeIiOoRrUu", "ȂȃȆȇȊȋȎȏȒȓȖȗ"),
        ('\u031B', "OoUu", "ƠơƯư"),
        ('\u0326', "SsTt", "ȘșȚț"),
        ('\u0327', "CcGgKkLlNnRrSsTtEe", "ÇçĢģĶķĻļŅņŖŗŞşŢţȨȩ"),
        ('\u0328', "AaEeIiUuOo", "ĄąĘęĮįŲųǪǫ"),
    ];

    /// <summary>Writes the text with its letters joined; the length written. <paramref name="buffer"/> is as long as the text.</summary>
    public static int Join(ReadOnlySpan<char> text, Span<char> buffer)
    {
        var length = 0;
        foreach (var c in text)
            if (c is >= '\u0300' and <= '\u036F' && length > 0 && Composed(buffer[length - 1], c) is { } joined)
                buffer[length - 1] = joined;
            else
                buffer[length++] = c;
        return length;
    }

    private static char? Composed(char letter, char accent)
    {
        foreach (var (mark, letters, composed) in Pairs)
            if (mark == accent && letters.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var at)
                return composed[at];
        return null;
    }
}
