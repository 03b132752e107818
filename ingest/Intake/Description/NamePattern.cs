using System.Globalization;

namespace IpdEngine.Intake.Description;

/// <summary>
/// A column or sheet name in which <c>{session}</c> and <c>{item}</c> stand for whole numbers: <c>WAIS_T{session}</c>, <c>core_s{session}_{item}</c>. Leading
/// zeros are read over. Without either it is a plain name.
/// </summary>
public sealed record NamePattern
{
    private const string SessionMark = "{session}";
    private const string ItemMark = "{item}";
    private const int MostDigits = 4;

    private readonly string[] _literals;
    private readonly bool[] _isItem;

    private NamePattern(string text, string[] literals, bool[] isItem) => (Text, _literals, _isItem) = (text, literals, isItem);

    /// <summary>The pattern as written.</summary>
    public string Text { get; }

    /// <summary>True where it has <c>{session}</c>.</summary>
    public bool HasSession => _isItem.Contains(false);

    /// <summary>True where it has <c>{item}</c>.</summary>
    public bool HasItem => _isItem.Contains(true);

    /// <summary>Reads a pattern; null with the reason where it is none.</summary>
    public static NamePattern? Parse(string text, out string fault)
    {
        ArgumentNullException.ThrowIfNull(text);
        fault = "";
        var literals = new List<string>();
        var isItem = new List<bool>();
        var rest = text;
        while (rest.IndexOf('{', StringComparison.Ordinal) is var at and >= 0)
        {
            var mark = rest[at..].StartsWith(SessionMark, StringComparison.Ordinal) ? SessionMark
                : rest[at..].StartsWith(ItemMark, StringComparison.Ordinal) ? ItemMark : null;
            if (mark is null)
                fault = "a brace that begins neither {session} nor {item}";
            else if (isItem.Contains(mark == ItemMark))
                fault = $"{mark} twice";
            else if (literals.Count > 0 && at == 0)
                fault = "two marks with nothing between them";
            if (fault.Length > 0)
                return null;
            literals.Add(rest[..at]);
            isItem.Add(mark == ItemMark);
            rest = rest[(at + mark!.Length)..];
        }
        literals.Add(rest);
        return new NamePattern(text, [.. literals], [.. isItem]);
    }

    /// <summary>Whether a name (blanks around it ignored) fits, and the numbers in it; a number that the pattern lacks is 0.</summary>
    public bool Matches(string name, out int session, out int item)
    {
        ArgumentNullException.ThrowIfNull(name);
        (session, item) = (0, 0);
        var rest = name.AsSpan().Trim();
        if (_isItem.Length == 0)
            return rest.SequenceEqual(Text.AsSpan().Trim());
        for (var i = 0; i < _isItem.Length; i++)
        {
            if (!rest.StartsWith(_literals[i], StringComparison.Ordinal))
                return false;
            rest = rest[_literals[i].Length..];
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            digits = digits < 0 ? rest.Length : digits;
            if (digits is 0 or > MostDigits)
                return false;
            var number = int.Parse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
            if (_isItem[i])
                item = number;
            else
                session = number;
            rest = rest[digits..];
        }
        return rest.SequenceEqual(_literals[^1]);
    }

    /// <summary>The name with its numbers put in, without leading zeros.</summary>
    public string Name(int session, int item) => Text
        .Replace(SessionMark, session.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace(ItemMark, item.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
