using System.Buffers;
using System.Globalization;
using System.Text.Unicode;
using IpdEngine.Intake.Findings;
using IpdEngine.Panel.Columnar;

namespace IpdEngine.Intake.Readers.Parquet;

/// <summary>The rows of a Parquet file, numbered from 1.</summary>
internal sealed class ParquetTable(ForeignTable table, int mostCharacters, List<Finding> findings) : RawTable
{
    /// <summary>Most text characters of one batch: a batch ends early past them, for one entry of a dictionary may stand in every row.</summary>
    private const int MostBatchText = 8 * 1024 * 1024;
    private const long ExactInDouble = 1L << 53;

    private readonly RawColumn[] _columns = [.. table.Columns.Select(column => new RawColumn(column.Name, KindOf(column.Kind)))];
    private char[] _characters = [];
    private int _next;
    private int _available;
    private long _row;
    private bool _ended;

    /// <inheritdoc/>
    public override IReadOnlyList<RawColumn> Columns => _columns;

    /// <inheritdoc/>
    public override IReadOnlyList<Finding> Findings => findings;

    /// <inheritdoc/>
    public override bool Read(RawBatch batch)
    {
        if (batch.Columns != _columns.Length)
            throw new ArgumentException($"found a batch of {batch.Columns} columns, expected {_columns.Length}", nameof(batch));
        batch.Clear();
        try
        {
            var text = 0L;
            while (!_ended && batch.Count < batch.Capacity && text < MostBatchText)
                if (_next < _available)
                    text += Copy(_next++, batch, batch.AddRow(++_row));
                else
                {
                    (_next, _available) = (0, table.Read(batch.Capacity));
                    _ended = _available == 0;
                }
        }
        catch (MalformedTableException fault)
        {
            _ended = true;
            findings.Add(ToFinding(fault, File, _row));
        }
        return batch.Count > 0;
    }

    /// <inheritdoc/>
    public override void Dispose() => table.Dispose();

    internal static Finding ToFinding(MalformedTableException fault, string file, long? row) =>
        new("file-corrupt", Severity.Error, file, null, row, fault.Column, fault.Found, fault.Expected, fault.Remedy);

    private static RawKind KindOf(ForeignKind kind) => kind switch
    {
        ForeignKind.Text => RawKind.Text,
        ForeignKind.Date => RawKind.Date,
        _ => RawKind.Number,
    };

    private long Copy(int from, RawBatch batch, int to)
    {
        var text = 0L;
        for (var c = 0; c < _columns.Length; c++)
            switch (table.Columns[c].Kind)
            {
                case ForeignKind.Text when table.TryText(c, from, out var bytes):
                    text += CopyText(bytes, batch, to, c);
                    break;
                case ForeignKind.Whole or ForeignKind.Flag when table.TryWhole(c, from, out var whole):
                    // Ids of more than 53 bits would meet in a double: they stay digits.
                    if (whole is >= -ExactInDouble and <= ExactInDouble)
                        batch.Set(to, c, RawKind.Number, whole);
                    else
                        batch.Set(to, c, RawKind.Text, whole.ToString(CultureInfo.InvariantCulture));
                    break;
                case ForeignKind.Number or ForeignKind.Date when table.Number(c, from) is var number && !double.IsNaN(number):
                    if (double.IsInfinity(number))
                        batch.Set(to, c, RawKind.Text, number > 0 ? "Infinity" : "-Infinity");
                    else
                        batch.Set(to, c, _columns[c].Kind, number);
                    break;
            }
        return text;
    }

    private int CopyText(ReadOnlySpan<byte> bytes, RawBatch batch, int row, int column)
    {
        if (bytes.IsEmpty)
            return 0;
        if (bytes.Length > mostCharacters)
            throw new MalformedTableException($"a text of {bytes.Length} bytes", $"at most {mostCharacters}", "leave out the column", _columns[column].Name);
        if (_characters.Length < bytes.Length)
            _characters = new char[Math.Max(bytes.Length, 1024)];
        if (Utf8.ToUtf16(bytes, _characters, out _, out var count, replaceInvalidSequences: false) != OperationStatus.Done)
            throw new MalformedTableException("text that is not UTF-8", "UTF-8, as the format demands", "write the column as text", _columns[column].Name);
        batch.Set(row, column, RawKind.Text, _characters.AsSpan(0, count));
        return count;
    }
}
