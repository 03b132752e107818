using System.Runtime.InteropServices;
using IpdEngine.Intake.Readers.Binary;

namespace IpdEngine.Intake.Readers.Stata;

/// <summary>Where each strL stands in the file: the texts themselves are fetched as rows ask for them.</summary>
internal sealed class StataLongTexts
{
    private const int Most = 4_000_000;
    private const long FreeBytes = 1024 * 1024;
    private const byte BinaryText = 129;
    private const byte PlainText = 130;

    private readonly List<ulong> _keys = [];
    private readonly List<(long Offset, int Length)> _places = [];
    private readonly ByteSource _source;
    private readonly ReadLimits _limits;
    private byte[] _scratch = new byte[1024];
    private long _served;

    private StataLongTexts(ByteSource source, ReadLimits limits) => (_source, _limits) = (source, limits);

    /// <summary>Steps over the texts after the data and notes their places.</summary>
    /// <param name="source">Stands at the texts.</param>
    /// <param name="own">A second source on the same stream, to fetch texts with.</param>
    /// <param name="tags">Tags of the file.</param>
    /// <param name="version">117 or later.</param>
    /// <param name="limits">Most characters of one text, and most bytes that all cells may unfold to.</param>
    /// <exception cref="BrokenFileException">The bytes are no long texts, or too many.</exception>
    public static StataLongTexts Index(ByteSource source, ByteSource own, StataTags tags, StataVersion version, ReadLimits limits)
    {
        var texts = new StataLongTexts(own, limits);
        tags.Enter("strls");
        while (tags.Follows("GSO"))
        {
            ulong variable = (uint)source.Int32();
            var observation = version.Number == 117 ? (uint)source.Int32() : (ulong)source.Int64();
            var type = source.Byte();
            var length = source.Int32();
            if (type is not (BinaryText or PlainText))
                throw BrokenFileException.Corrupt($"strL of type {type} before byte {source.Position}", $"{BinaryText} or {PlainText}");
            var key = StataLongTextKeys.Of(variable, observation)
                ?? throw BrokenFileException.Corrupt($"strL of variable {variable} and observation {observation}", "one that a row can name");
            if (texts._keys.Count == Most)
                throw BrokenFileException.Limit($"more than {Most} strLs", "at most that");
            texts._keys.Add(key);
            texts._places.Add((source.Position, type == BinaryText ? -1 : length));
            source.Skip(length);
        }
        tags.Leave("strls");
        texts.Sort();
        return texts;
    }

    /// <summary>The bytes of a text, as a view that dies with the next call; false where it is no text but binary data.</summary>
    /// <exception cref="BrokenFileException">No such text, or too long a one, or too much text in all.</exception>
    public bool TryFetch(ulong key, out ReadOnlySpan<byte> text)
    {
        var index = _keys.BinarySearch(key);
        if (index < 0)
            throw BrokenFileException.Corrupt($"a strL numbered {key:x}, which the file does not hold", "one of those after the data");
        var (offset, length) = _places[index];
        text = [];
        if (length < 0)
            return false;
        if (length > _limits.LineCharacters)
            throw BrokenFileException.Limit($"a strL of {length} bytes", $"at most {_limits.LineCharacters}");
        _served += length;
        if (_served > _limits.UncompressedBytes || _served - FreeBytes > _source.Length * _limits.CompressionRatio)
            throw BrokenFileException.Limit(
                $"strLs that fill cells with more than {_served} bytes", $"at most {_limits.UncompressedBytes} and {_limits.CompressionRatio} for each byte of the file");
        if (_scratch.Length < length)
            _scratch = new byte[length];
        _source.Seek(offset);
        _source.Read(_scratch.AsSpan(0, length));
        text = StataDictionary.UntilZero(_scratch.AsSpan(0, length));
        return true;
    }

    private void Sort()
    {
        var keys = CollectionsMarshal.AsSpan(_keys);
        keys.Sort(CollectionsMarshal.AsSpan(_places));
        for (var i = 1; i < keys.Length; i++)
            if (keys[i] == keys[i - 1])
                throw BrokenFileException.Corrupt($"two strLs numbered {keys[i]:x}", "each once");
    }
}
