namespace IpdEngine.Panel.Columnar;

/// <summary>Walks the pages of one column, holding one at a time.</summary>
internal sealed class ColumnCursor(Stream file, Leaf leaf, Allowance allowance)
{
    private const int HeaderWindow = 512;
    private const int LargestHeader = 1024 * 1024;
    private const int MostEmptyPages = 1000;
    private const int BytesPerValue = sizeof(long) + sizeof(int);

    private Chunk _chunk;
    private long _at;
    private long _left;
    private EncodedValues? _dictionary;
    private EncodedValues _page;
    private int[]? _places;
    private int _offset;
    private int _count;
    private long _pageBytes;
    private long _dictionaryBytes;

    /// <summary>Values of the page that have not been passed.</summary>
    internal int Remaining => _count - _offset;

    internal void Open(Chunk chunk)
    {
        allowance.Release(_pageBytes + _dictionaryBytes);
        (_chunk, _at, _left, _dictionary) = (chunk, chunk.Start, chunk.Values, null);
        (_offset, _count, _pageBytes, _dictionaryBytes) = (0, 0, 0, 0);
    }

    internal void Advance(int values) => _offset += values;

    /// <summary>The value at a distance from the cursor; false where it is missing.</summary>
    internal bool TryValue(int distance, out long value)
    {
        var place = _places is null ? _offset + distance : _places[_offset + distance];
        value = place < 0 ? 0 : _page.Values[place];
        return place >= 0;
    }

    internal ReadOnlySpan<byte> Text(long value) => _page.Source.AsSpan((int)(value >> 32), (int)(value & 0xFFFF_FFFF));

    /// <summary>Reads on to a page that has values left.</summary>
    /// <exception cref="MalformedTableException">The pages end before the values do, or are damaged.</exception>
    internal void Fill()
    {
        for (var empty = 0; Remaining == 0; empty++)
        {
            if (empty > MostEmptyPages)
                throw new MalformedTableException($"more than {MostEmptyPages} pages without a value", "pages with values");
            var header = ReadHeader();
            if (header.Type is not (PageHeader.Data or PageHeader.DataV2 or PageHeader.Dictionary))
            {
                _at += header.PackedBytes;
                continue;
            }
            if (header.Values < 0 || (header.Type != PageHeader.Dictionary && header.Values > _left))
                throw new MalformedTableException($"a page of {header.Values} values", $"at most {_left}");
            allowance.Take(header.PackedBytes, 0);
            var packed = FileFooter.Bytes(file, _at, header.PackedBytes);
            _at += header.PackedBytes;
            if (header.Type == PageHeader.Dictionary)
                ReadDictionary(header, packed);
            else
                ReadData(header, packed);
            allowance.Release(packed.Length);
        }
    }

    private PageHeader ReadHeader()
    {
        var end = _chunk.Start + _chunk.Length;
        for (var window = HeaderWindow; ; window *= 8)
        {
            var bytes = FileFooter.Bytes(file, _at, (int)Math.Min(window, end - _at));
            try
            {
                var header = PageHeader.Read(bytes, out var length);
                _at += length;
                if (header.PackedBytes < 0 || header.UnpackedBytes < 0 || header.PackedBytes > end - _at)
                    throw new MalformedTableException($"a page of {header.PackedBytes} bytes that unfold to {header.UnpackedBytes}", $"at most {end - _at} bytes");
                return header;
            }
            catch (MalformedTableException) when (bytes.Length == window && window < LargestHeader)
            {
                // The header is longer than the window: once more with a larger one.
            }
        }
    }

    private void ReadDictionary(PageHeader header, byte[] packed)
    {
        if (_dictionary is not null)
            throw new MalformedTableException("two dictionaries", "one a column and row group");
        // An entry takes a bit at least, so the page bounds the number of entries.
        if (header.Values > (long)header.UnpackedBytes * 8)
            throw new MalformedTableException($"{header.Values} entries in {header.UnpackedBytes} bytes", "fewer");
        _dictionaryBytes = header.UnpackedBytes + (long)header.Values * BytesPerValue;
        allowance.Take(_dictionaryBytes, header.UnpackedBytes);
        var page = new byte[header.UnpackedBytes];
        Compression.Unpack(_chunk.Codec, packed, 0, page);
        _dictionary = EncodedValues.Read(leaf, 0, page, 0, header.Values, null);
    }

    private void ReadData(PageHeader header, byte[] packed)
    {
        allowance.Release(_pageBytes);
        _pageBytes = header.UnpackedBytes + (long)header.Values * BytesPerValue;
        allowance.Take(_pageBytes, header.UnpackedBytes);
        var page = Unpacked(header, packed);
        var (first, present) = ReadLevels(header, page);
        _page = EncodedValues.Read(leaf, header.Encoding, page, first, present, _dictionary);
        (_offset, _count) = (0, header.Values);
        _left -= header.Values;
    }

    // A page of the second version keeps its levels unpacked in front.
    private byte[] Unpacked(PageHeader header, byte[] packed)
    {
        var page = new byte[header.UnpackedBytes];
        var levels = 0;
        if (header.Type == PageHeader.DataV2)
        {
            if (header.LevelBytes < 0 || header.RepetitionBytes != 0 || header.LevelBytes > Math.Min(page.Length, packed.Length))
                throw new MalformedTableException($"{header.LevelBytes} bytes of levels", $"at most {Math.Min(page.Length, packed.Length)}");
            levels = header.LevelBytes;
            packed.AsSpan(0, levels).CopyTo(page);
        }
        if (page.Length > levels)
            Compression.Unpack(header.IsPacked ? _chunk.Codec : 0, packed, levels, page.AsSpan(levels));
        return page;
    }

    /// <summary>Where the values begin and how many are present; notes the place of each row's value, -1 where it is missing.</summary>
    private (int First, int Present) ReadLevels(PageHeader header, byte[] page)
    {
        _places = null;
        if (!leaf.Nullable)
            return (header.Type == PageHeader.DataV2 ? header.LevelBytes : 0, header.Values);
        var (first, length) = (0, header.LevelBytes);
        if (header.Type == PageHeader.Data)
        {
            if (header.LevelEncoding != 3)
                throw new MalformedTableException($"levels in encoding {header.LevelEncoding}", "run lengths", "write the file with a newer program");
            length = page.Length >= 4 ? BitConverter.ToInt32(page) : -1;
            first = 4;
        }
        if (length < 0 || length > page.Length - first)
            throw new MalformedTableException($"{length} bytes of levels", $"at most {page.Length - first}");
        _places = new int[header.Values];
        HybridRuns.Read(page.AsSpan(first, length), 1, _places);
        var present = 0;
        foreach (ref var place in _places.AsSpan())
            place = place == 1 ? present++ : -1;
        return (first + length, present);
    }
}
