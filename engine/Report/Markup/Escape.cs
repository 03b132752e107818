using System.Text;

namespace IpdEngine.Report.Markup;

/// <summary>Character data that no parser can take for markup.</summary>
internal static class Escape
{
    /// <summary>Writes text with the five characters of markup escaped and what XML forbids (most control characters, lone surrogates) replaced.</summary>
    public static void Write(StringBuilder markup, string text, bool quotes)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                markup.Append(c).Append(text[++i]);
            else
                markup.Append(Character(c, quotes));
        }
    }

    private static string Character(char c, bool quotes) => c switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' when quotes => "&quot;",
        '\'' when quotes => "&#39;",
        '\n' or '\t' => c.ToString(),
        < ' ' or '\u007F' or '\uFFFE' or '\uFFFF' => "\uFFFD",
        _ when char.IsSurrogate(c) => "\uFFFD",
        _ => c.ToString(),
    };
}
