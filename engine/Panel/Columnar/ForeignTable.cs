namespace IpdEngine.Panel.Columnar;

/// <summary>A column of an uploaded Parquet file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it holds.</param>
public sealed record ForeignColumn(string Name, ForeignKind Kind);

/// <summary>
/// Streams a Parquet file of any program, page by page, in bounded memory. Its bytes may be hostile: any give rows or a
/// <see cref="MalformedTableException"/>, whose words hold no value of the data.
/// </summary>
/// <remarks>Nested and repeated columns, times of day and raw bytes are left out and named in <see cref="Skipped"/>.</remarks>
public sealed class ForeignTable : IDisposable
{
    private const long FreeCells = 64_000_000;
    private readonly Stream _file;
    private readonly FileFooter _footer;
    private readonly ColumnCursor[] _cursors;
    private int _group = -1;
    private long _groupLeft;
    private int _batch;

    private ForeignTable(Stream file, FileFooter footer, ForeignLimits limits)
    {
        (_file, _footer) = (file, footer);
        var allowance = new Allowance(limits);
        _cursors = [.. footer.Leaves.Select(leaf => new ColumnCursor(file, leaf, allowance))];
        Columns = [.. footer.Leaves.Select(leaf => new ForeignColumn(leaf.Name, leaf.Kind))];
        if (Columns.Count == 0)
            throw new MalformedTableException("no column of numbers, text, dates or truth values", "at least one", "check what was exported");
        Rows = Enumerable.Range(0, footer.RowGroups).Aggregate(0L, (rows, group) => checked(rows + footer.Rows(group)));
        var cells = (double)Rows * Math.Max(1, Columns.Count);
        if (cells > FreeCells + (double)limits.CompressionRatio * file.Length)
            throw new MalformedTableException($"{Rows} rows of {Columns.Count} columns in {file.Length} bytes", "fewer rows for so few bytes", "check what was exported");
    }

    /// <summary>The columns that can be read, in file order.</summary>
    public IReadOnlyList<ForeignColumn> Columns { get; }

    /// <summary>Columns that are left out, each with the reason.</summary>
    public IReadOnlyList<(string Name, string Why)> Skipped => _footer.Skipped;

    /// <summary>Number of rows that the file says it has.</summary>
    public long Rows { get; }

    /// <summary>Opens a file; the stream seeks, and belongs to the table from then on.</summary>
    /// <exception cref="MalformedTableException">The bytes are no Parquet file that can be read within the limits.</exception>
    public static ForeignTable Open(Stream file, ForeignLimits limits)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(limits);
        try
        {
            return new ForeignTable(file, FileFooter.Read(file, limits.Columns), limits);
        }
        catch (OverflowException)
        {
            throw new MalformedTableException("more rows than can be counted", $"at most {long.MaxValue}");
        }
    }

    /// <summary>Moves to the next rows and says how many there are: at least one and at most <paramref name="rows"/>, or 0 at the end.</summary>
    /// <exception cref="MalformedTableException">A page is damaged.</exception>
    public int Read(int rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        foreach (var cursor in _cursors)
            cursor.Advance(_batch);
        _groupLeft -= _batch;
        _batch = 0;
        while (_groupLeft == 0)
        {
            if (++_group >= _footer.RowGroups || _cursors.Length == 0)
                return 0;
            _groupLeft = _footer.Rows(_group);
            for (var c = 0; c < _cursors.Length; c++)
                _cursors[c].Open(_footer.Chunk(_group, _footer.Leaves[c]));
        }
        var count = (int)Math.Min(rows, _groupLeft);
        for (var c = 0; c < _cursors.Length; c++)
            count = Math.Min(count, Filled(c));
        return _batch = count;
    }

    /// <summary>The number, date or truth value of a cell of the rows just read; NaN where it is missing or text.</summary>
    public double Number(int column, int row) =>
        !_cursors[column].TryValue(row, out var value) || Columns[column].Kind == ForeignKind.Text ? double.NaN
        : Columns[column].Kind is ForeignKind.Number or ForeignKind.Date ? BitConverter.Int64BitsToDouble(value)
        : value;

    /// <summary>The whole number or truth value of a cell; false where it is missing or of another kind.</summary>
    public bool TryWhole(int column, int row, out long value) =>
        _cursors[column].TryValue(row, out value) && Columns[column].Kind is ForeignKind.Whole or ForeignKind.Flag;

    /// <summary>The UTF-8 bytes of a text cell; false where it is missing or no text.</summary>
    public bool TryText(int column, int row, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (Columns[column].Kind != ForeignKind.Text || !_cursors[column].TryValue(row, out var value))
            return false;
        text = _cursors[column].Text(value);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private int Filled(int column)
    {
        try
        {
            _cursors[column].Fill();
            return _cursors[column].Remaining;
        }
        catch (MalformedTableException e)
        {
            throw e.In(Columns[column].Name);
        }
    }
}
