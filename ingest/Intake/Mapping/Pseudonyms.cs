using System.Globalization;
using IpdEngine.Panel;

namespace IpdEngine.Intake.Mapping;

/// <summary>The pseudonyms of a study's participants: sixteen bytes each, written as 32 hexadecimal digits when asked for.</summary>
internal sealed class Pseudonyms
{
    /// <summary>Characters of a pseudonym.</summary>
    public const int Length = 32;

    private const int Block = 4096;
    private readonly UInt128[] _codes;

    /// <summary>Pseudonyms of normalised identifiers, made on all cores.</summary>
    public Pseudonyms(PseudonymKey key, string study, TextCodes identifiers)
    {
        _codes = new UInt128[identifiers.Count];
        Parallel.For(0, (_codes.Length + Block - 1) / Block, () => key.Series(study), (block, _, series) =>
        {
            for (var i = block * Block; i < Math.Min(_codes.Length, (block + 1) * Block); i++)
                _codes[i] = series.Of(identifiers.Utf8(i));
            return series;
        }, series => series.Dispose());
        Order = new int[_codes.Length];
        for (var i = 0; i < Order.Length; i++)
            Order[i] = i;
        Array.Sort(_codes.ToArray(), Order);
    }

    /// <summary>Number of participants.</summary>
    public int Count => _codes.Length;

    /// <summary>Participant codes in ordinal order of their pseudonyms.</summary>
    public int[] Order { get; }

    /// <summary>Writes a participant's pseudonym to <paramref name="text"/>, of <see cref="Length"/>.</summary>
    public void Write(int participant, Span<char> text) => _codes[participant].TryFormat(text, out _, "x32", CultureInfo.InvariantCulture);
}
