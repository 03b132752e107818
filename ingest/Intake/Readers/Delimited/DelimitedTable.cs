using System.Buffers;
using System.Text;
using CsvHelper;
using IpdEngine.Intake.Findings;

namespace IpdEngine.Intake.Readers.Delimited;

/// <summary>The rows of a delimited text, streamed. Rows are numbered as a spreadsheet shows them: blank ones and the header count.</summary>
internal sealed class DelimitedTable : RawTable
{
    private readonly Utf8Stream? _lost;
    private readonly FindingGatherer _findings;
    private readonly ReadLimits _limits;
    private readonly RowNotes _notes;
    private readonly DelimitedFaults _faults;
    private CsvReader _reader = null!;
    private RawColumn[] _columns = [];
    private string[] _header = [];
    private long _row;
    private bool _ended, _heldBack, _trims;

    private DelimitedTable(Utf8Stream? lost, FindingGatherer findings, ReadLimits limits)
    {
        _lost = lost;
        _findings = findings;
        _limits = limits;
        _notes = new RowNotes(findings);
        _faults = new DelimitedFaults(findings);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<RawColumn> Columns => _columns;

    /// <inheritdoc/>
    public override IReadOnlyList<Finding> Findings => _findings.Findings;

    /// <summary>Reads up to the first row of data; null (and an Error among the findings) where there is no table.</summary>
    public static DelimitedTable? Open(
        Stream stream, Utf8Stream? lost, TextDialect dialect, ReadLimits limits, FindingGatherer findings, string file)
    {
        var table = new DelimitedTable(lost, findings, limits) { File = file, _trims = dialect.BlankAfterSeparator };
        table._reader = CsvReader.Create(stream, HeadSample.Options(dialect.Separator, dialect.BlankAfterSeparator) with
        {
            MaxRecordSize = limits.LineCharacters,
            OnMalformedRecord = table._faults.Malformed,
        });
        if (table.ReadHeader(dialect))
            return table;
        table.Dispose();
        return null;
    }

    private bool ReadHeader(TextDialect dialect)
    {
        int titles = 0;
        for (int row = 0; row < dialect.RowsAbove; row++)
        {
            if (!Advance())
                return NoTable();
            titles += row == 0 && _reader.RawRecord.StartsWith("sep="u8) ? 0 : 1;
        }
        _notes.Above(titles);
        while (true)
        {
            if (!Advance())
                return NoTable();
            if (!IsBlankRecord())
                break;
        }
        int width = _reader.FieldCount;
        if (width > _limits.Columns)
        {
            _faults.TooManyColumns(_row, width, _limits.Columns);
            return false;
        }
        string[]? names = dialect.HasHeader ? ReadStrings(width) : null;
        if (names is not null)
        {
            while (names.Length > 1 && string.IsNullOrWhiteSpace(names[^1]))
                names = names[..^1];
            _header = dialect.RowNames ? [] : names;
        }
        _columns = ColumnNames.From(names, width, dialect.RowNames, _row, RawKind.Text, _findings);
        for (int label = 0; label < dialect.LabelRows && Advance(); label++)
            _notes.Labels(_row);
        _heldBack = names is null;
        return true;
    }

    private bool NoTable()
    {
        _faults.NoTable(_row);
        return false;
    }

    private string[] ReadStrings(int width)
    {
        var names = new string[width];
        for (int i = 0; i < width; i++)
            names[i] = _reader.GetString(i);
        return names;
    }

    /// <inheritdoc/>
    public override bool Read(RawBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.Columns != _columns.Length)
            throw new ArgumentException($"found a batch of {batch.Columns} columns; expected {_columns.Length}", nameof(batch));
        batch.Clear();
        while (!_ended && !batch.IsFull)
        {
            if (!_heldBack && !Advance())
            {
                _ended = true;
                _notes.End();
                break;
            }
            _heldBack = false;
            AddRow(batch);
        }
        return batch.Count > 0;
    }

    private void AddRow(RawBatch batch)
    {
        int fields = _reader.FieldCount, row = batch.AddRow(_row);
        bool any = AddPlain(batch, row, fields) ?? AddFields(batch, row, fields);
        if (fields != _columns.Length && !NoteRagged(fields, any))
            batch.DropRow();
        else if (!any)
        {
            _notes.Blank(_row);
            batch.DropRow();
        }
        else if (IsHeaderAgain(batch, row))
        {
            _notes.HeaderAgain(_row);
            batch.DropRow();
        }
    }

    // A record of ASCII without quotes, as nearly all are, is widened once; its fields are stretches of it. Null for any other.
    private bool? AddPlain(RawBatch batch, int row, int fields)
    {
        ReadOnlySpan<byte> record = _reader.RawRecord;
        if (_trims || record.Contains((byte)'"') ||
            Ascii.ToUtf16(record, batch.Room(record.Length), out int written) != OperationStatus.Done || written != record.Length)
            return null;
        bool any = false;
        for (int column = 0, start = 0; column < fields && column < _columns.Length; column++)
        {
            int length = _reader.GetRawSpan(column).Length;
            if (length > 0 && !IsBlank(record.Slice(start, length)))
            {
                batch.TakePart(row, column, RawKind.Text, start, length);
                any = true;
            }
            start += length + 1;
        }
        batch.Keep(record.Length);
        return any;
    }

    private bool AddFields(RawBatch batch, int row, int fields)
    {
        bool any = false;
        for (int column = 0; column < fields && column < _columns.Length; column++)
        {
            ReadOnlySpan<byte> field = _reader.GetSpan(column);
            if (field.IsEmpty || IsBlank(field))
                continue;
            batch.Take(row, column, RawKind.Text, _reader.GetChars(column, batch.Room(field.Length)));
            any = true;
        }
        return any;
    }

    // The last is the end of file of DOS programs.
    private static bool IsBlank(ReadOnlySpan<byte> field) => field[0] is (byte)' ' or (byte)'\t' or 0x1A && field.Trim(" \t\u001A"u8).IsEmpty;

    // False where the row must not be used. Fields past the last column that are empty mean nothing; others say that values stand in wrong
    // columns.
    private bool NoteRagged(int fields, bool any)
    {
        if (fields < _columns.Length)
        {
            if (any)
                _faults.TooShort(_row, fields, _columns.Length);
            return true;
        }
        for (int column = _columns.Length; column < fields; column++)
        {
            if (_reader.IsEmpty(column))
                continue;
            _faults.TooLong(_row, fields, _columns.Length);
            return false;
        }
        return true;
    }

    private bool IsHeaderAgain(RawBatch batch, int row)
    {
        for (int column = 0; column < _header.Length; column++)
        {
            if (!batch.Text(batch.Cell(row, column)).SequenceEqual(_header[column]))
                return false;
        }
        return _header.Length > 0;
    }

    private bool IsBlankRecord()
    {
        for (int column = 0; column < _reader.FieldCount; column++)
        {
            if (!_reader.GetSpan(column).Trim(" \t\u001A"u8).IsEmpty)
                return false;
        }
        return true;
    }

    private bool Advance()
    {
        try
        {
            if (!_reader.Read())
                return false;
        }
        catch (CsvFormatException)
        {
            _faults.LineTooLong(_row + 1, _limits.LineCharacters);
            return false;
        }
        _row++;
        if (_lost is not null && _lost.TakeLost(_reader.ByteOffset + _reader.RawRecord.Length) is int lost and > 0)
            _faults.Undecodable(_row, LostColumn(), lost);
        return !_faults.IsHopeless;
    }

    private string? LostColumn()
    {
        for (int column = 0; column < Math.Min(_columns.Length, _reader.FieldCount); column++)
        {
            if (_reader.GetSpan(column).IndexOf("\uFFFD"u8) >= 0)
                return _columns[column].Name;
        }
        return null;
    }

    /// <inheritdoc/>
    public override void Dispose() => _reader.Dispose();
}
