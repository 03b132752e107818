using System.Text;

namespace IpdEngine.Intake.Privacy;

/// <summary>Text without case, accents and marks, so that <c>Fødselsdato</c>, <c>FODSELSDATO</c> and <c>fødsels_dato</c> meet in one spelling.</summary>
internal static class FoldedText
{
    private const string Accented = "àáâãäåāăąçćčďđèéêëēėęěğìíîïīįıłñńňòóôõöøōőřśšşťùúûüūůűýÿźžżðþ";
    private const string Plain = "aaaaaaaaacccddeeeeeeeegiiiiiiilnnnoooooooorssstuuuuuuuyyzzzdt";
    private const int Longest = 200;

    /// <summary>The words of a header: parted at marks, digits, and where a small letter is followed by a capital.</summary>
    public static string[] Words(string text)
    {
        var folded = new StringBuilder();
        var before = ' ';
        foreach (var c in text.Length <= Longest ? text : text[..Longest])
        {
            if (IsAccent(c))
                continue;
            if (!char.IsLetter(c) || (char.IsLower(before) && char.IsUpper(c)))
                folded.Append(' ');
            if (char.IsLetter(c))
                Append(folded, char.ToLowerInvariant(c));
            before = c;
        }
        return folded.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>A letter in small and without its accent; ß, æ and œ keep their first letter.</summary>
    public static char Fold(char letter)
    {
        var small = char.ToLowerInvariant(letter);
        if (small < 128)
            return small;
        return Accented.IndexOf(small, StringComparison.Ordinal) is >= 0 and var at ? Plain[at] : small switch { 'ß' => 's', 'æ' => 'a', 'œ' => 'o', _ => small };
    }

    private static void Append(StringBuilder folded, char small)
    {
        folded.Append(Fold(small));
        if (small is 'ß')
            folded.Append('s');
    }

    private static bool IsAccent(char c) => c is >= '\u0300' and <= '\u036f';
}
