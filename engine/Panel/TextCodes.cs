using System.Text;
using Apache.Arrow;

namespace IpdEngine.Panel;

/// <summary>
/// Distinct texts under codes 0, 1, ... in order of arrival, as UTF-8 in one block: a million and a half identifiers take some twenty megabytes. While texts arrive
/// in rising ordinal order, as those of a sorted file do, there is no index at all.
/// </summary>
public sealed class TextCodes
{
    private const int Free = -1;

    private readonly int _expectedBytes;
    private byte[] _bytes = [];
    private byte[] _offsets;
    private int[]? _slots;
    private int[] _hashes = [];

    /// <param name="expected">Texts that are expected.</param>
    /// <param name="expectedBytes">Their bytes in UTF-8.</param>
    public TextCodes(int expected = 0, int expectedBytes = 0)
    {
        _expectedBytes = expectedBytes;
        _offsets = ArrowColumns.Allocate<int>(Math.Max(16, expected + 1));
        Offsets[0] = 0;
    }

    /// <summary>Number of distinct texts.</summary>
    public int Count { get; private set; }

    private Span<int> Offsets => ArrowColumns.View<int>(_offsets);

    /// <summary>Forgets all texts; their room is used again.</summary>
    internal void Clear()
    {
        Count = 0;
        (_slots, _hashes) = (null, []);
    }

    /// <summary>The code of a text, which is taken up where it is new.</summary>
    public int Code(ReadOnlySpan<char> text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        var buffer = most <= 1024 ? stackalloc byte[1024] : new byte[most];
        var utf8 = buffer[..Encoding.UTF8.GetBytes(text, buffer)];
        var order = Count == 0 ? 1 : Compare(utf8, Utf8(Count - 1));
        if (order == 0)
            return Count - 1;
        if (_slots is null)
        {
            if (order > 0)
                return Append(utf8);
            if (BinarySearch(utf8) is >= 0 and var known)
                return known;
            Index();
        }
        return FindOrAdd(utf8);
    }

    /// <summary>A text as UTF-8.</summary>
    public ReadOnlySpan<byte> Utf8(int code) => _bytes.AsSpan(Offsets[code]..Offsets[code + 1]);

    /// <summary>A text.</summary>
    public string Text(int code) => Encoding.UTF8.GetString(Utf8(code));

    /// <summary>The codes in ordinal order of their texts; null where they stand so already.</summary>
    internal int[]? Order()
    {
        if (_slots is null)
            return null;
        int[] order = [.. Enumerable.Range(0, Count)];
        System.Array.Sort(order, (a, b) => Compare(Utf8(a), Utf8(b)));
        return order;
    }

    /// <summary>The texts as Arrow holds them, the i-th being that of order[i]; null: as they stand.</summary>
    internal StringArray ToArrow(int[]? order)
    {
        if (order is null)
            return new StringArray(Count, new ArrowBuffer(_offsets.AsMemory(0, (Count + 1) * sizeof(int))), new ArrowBuffer(_bytes.AsMemory(0, Offsets[Count])), ArrowBuffer.Empty, 0);
        var sorted = new TextCodes(Count, Offsets[Count]);
        foreach (var code in order)
            sorted.Append(Utf8(code));
        return sorted.ToArrow(null);
    }

    private int FindOrAdd(ReadOnlySpan<byte> utf8)
    {
        if (Count * 2 >= _slots!.Length)
            Index();
        var hash = Hash(utf8);
        var mask = _slots!.Length - 1;
        for (var slot = hash & mask; ; slot = (slot + 1) & mask)
        {
            var code = _slots[slot];
            if (code == Free)
            {
                _slots[slot] = Append(utf8);
                return _slots[slot];
            }
            if (_hashes[code] == hash && Utf8(code).SequenceEqual(utf8))
                return code;
        }
    }

    private int Append(ReadOnlySpan<byte> utf8)
    {
        var start = Offsets[Count];
        if (start + utf8.Length > _bytes.Length)
            System.Array.Resize(ref _bytes, Math.Max(_expectedBytes, Math.Max(start + utf8.Length, checked(_bytes.Length * 2))));
        utf8.CopyTo(_bytes.AsSpan(start));
        if ((Count + 2) * sizeof(int) > _offsets.Length)
            System.Array.Resize(ref _offsets, checked(_offsets.Length * 2));
        Offsets[Count + 1] = start + utf8.Length;
        if (_slots is not null)
            _hashes[Count] = Hash(utf8);
        return Count++;
    }

    /// <summary>Builds the index, or one of twice the size.</summary>
    private void Index()
    {
        var size = 64;
        while (size < Count * 4)
            size *= 2;
        _slots = new int[size];
        System.Array.Fill(_slots, Free);
        var hashed = _hashes.Length == 0 ? 0 : Count;
        System.Array.Resize(ref _hashes, size / 2 + 1);
        for (var code = 0; code < Count; code++)
        {
            if (code >= hashed)
                _hashes[code] = Hash(Utf8(code));
            var slot = _hashes[code] & (size - 1);
            while (_slots[slot] != Free)
                slot = (slot + 1) & (size - 1);
            _slots[slot] = code;
        }
    }

    private int BinarySearch(ReadOnlySpan<byte> utf8)
    {
        var (low, high) = (0, Count - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            switch (Compare(Utf8(middle), utf8))
            {
                case 0:
                    return middle;
                case < 0:
                    low = middle + 1;
                    break;
                default:
                    high = middle - 1;
                    break;
            }
        }
        return Free;
    }

    // Seeded by the process, so that no upload can choose identifiers that collide; no result depends on it.
    private static int Hash(ReadOnlySpan<byte> utf8)
    {
        var hash = new HashCode();
        hash.AddBytes(utf8);
        return hash.ToHashCode();
    }

    /// <summary>The ordinal order of UTF-16, in which characters past the basic plane stand before U+E000 to U+FFFF.</summary>
    private static int Compare(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        var same = a.CommonPrefixLength(b);
        return same == a.Length || same == b.Length ? a.Length - b.Length : Rank(a[same]) - Rank(b[same]);
    }

    private static int Rank(byte unit) => unit is 0xEE or 0xEF ? unit + 0x10 : unit;
}
