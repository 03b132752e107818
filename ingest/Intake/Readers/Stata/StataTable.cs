using System.Buffers.Binary;
using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Readers.Binary;

namespace IpdEngine.Intake.Readers.Stata;

/// <summary>The observations of a Stata file; row numbers are Stata's, from 1. The whole file was walked once when it was opened: nothing is missing from its end.</summary>
internal sealed class StataTable(
    StataLayout layout, StataHeader header, ByteSource source, StataLongTexts? longTexts, TextDecoder decoder, List<Finding> findings) : RawTable
{
    /// <summary>Most text characters of one batch: a batch ends early past them.</summary>
    private const int MostBatchText = 8 * 1024 * 1024;

    private readonly byte[] _row = new byte[layout.RowBytes];
    private readonly StataLongTextKeys _keys = new(header.Version, source.BigEndian);
    private readonly Garbled _garbled = new(decoder);
    private readonly SortedDictionary<int, (long FirstRow, long Count)> _binary = [];
    private long _read;
    private bool _ended;

    /// <inheritdoc/>
    public override IReadOnlyList<RawColumn> Columns => layout.Columns;

    /// <inheritdoc/>
    public override IReadOnlyList<Finding> Findings => findings;

    /// <inheritdoc/>
    public override bool Read(RawBatch batch)
    {
        if (batch.Columns != layout.Fields.Length)
            throw new ArgumentException($"found a batch of {batch.Columns} columns, expected {layout.Fields.Length}", nameof(batch));
        batch.Clear();
        try
        {
            var text = 0;
            while (!_ended && batch.Count < batch.Capacity && text < MostBatchText)
            {
                if (_read == header.Rows)
                {
                    End();
                    break;
                }
                source.Read(_row);
                text += Decode(batch, batch.AddRow(++_read));
            }
        }
        catch (BrokenFileException fault)
        {
            _ended = true;
            findings.Add(fault.ToFinding(File, _read));
        }
        return batch.Count > 0;
    }

    /// <inheritdoc/>
    public override void Dispose() => source.Dispose();

    private void End()
    {
        _ended = true;
        findings.AddRange(_garbled.Findings(File, layout.Columns));
        findings.AddRange(_binary.Select(c => new Finding("binary-text", Severity.Warning, File, null, c.Value.FirstRow, layout.Columns[c.Key].Name,
            "a strL that holds binary data", "text", "the cell was left empty: drop the column if it is not needed")
        { Count = c.Value.Count }));
    }

    private int Decode(RawBatch batch, int row)
    {
        var text = 0;
        var fields = layout.Fields;
        for (var column = 0; column < fields.Length; column++)
        {
            ref readonly var field = ref fields[column];
            var bytes = _row.AsSpan(field.Offset, field.Width);
            if (field.Type == StataType.Text)
                text += SetText(batch, row, column, StataDictionary.UntilZero(bytes));
            else if (field.Type == StataType.LongText)
                text += SetLongText(batch, row, column, bytes);
            else
                SetNumber(batch, row, column, in field, bytes);
        }
        return text;
    }

    private void SetNumber(RawBatch batch, int row, int column, ref readonly StataField field, ReadOnlySpan<byte> bytes)
    {
        var (value, missing) = Number(field.Type, bytes);
        if (missing == StataMissing.Value)
        {
            if (field.Clock == StataClock.None)
                batch.Set(row, column, RawKind.Number, value);
            else
                batch.Set(row, column, RawKind.Date, StataTime.Days(value, field.Clock));
        }
        else if (missing > StataMissing.Plain)
        {
            batch.Set(row, column, RawKind.Missing, StataMissing.Alphabet.Slice(missing - 1, 1));
        }
    }

    private (double Value, int Missing) Number(StataType type, ReadOnlySpan<byte> bytes)
    {
        var big = source.BigEndian;
        switch (type)
        {
            case StataType.Byte:
                var tiny = (sbyte)bytes[0];
                return (tiny, StataMissing.OfByte(tiny));
            case StataType.Int:
                var small = big ? BinaryPrimitives.ReadInt16BigEndian(bytes) : BinaryPrimitives.ReadInt16LittleEndian(bytes);
                return (small, StataMissing.OfInt(small));
            case StataType.Long:
                var whole = big ? BinaryPrimitives.ReadInt32BigEndian(bytes) : BinaryPrimitives.ReadInt32LittleEndian(bytes);
                return (whole, StataMissing.OfLong(whole));
            case StataType.Float:
                var single = big ? BinaryPrimitives.ReadSingleBigEndian(bytes) : BinaryPrimitives.ReadSingleLittleEndian(bytes);
                return (single, StataMissing.OfFloat(single));
            default:
                var value = big ? BinaryPrimitives.ReadDoubleBigEndian(bytes) : BinaryPrimitives.ReadDoubleLittleEndian(bytes);
                return (value, StataMissing.OfDouble(value));
        }
    }

    private int SetLongText(RawBatch batch, int row, int column, ReadOnlySpan<byte> bytes)
    {
        var key = _keys.Read(bytes, column + 1, _read)
            ?? throw BrokenFileException.Corrupt($"a strL key out of range in {layout.Columns[column].Name}", "variable and observation of a text after the data");
        if (key == 0)
            return 0;
        if (longTexts!.TryFetch(key, out var text))
            return SetText(batch, row, column, text);
        _binary[column] = _binary.TryGetValue(column, out var seen) ? (seen.FirstRow, seen.Count + 1) : (_read, 1);
        return 0;
    }

    private int SetText(RawBatch batch, int row, int column, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return 0;
        var text = decoder.Decode(bytes, out var whole);
        if (!whole)
            _garbled.Note(column, _read);
        batch.Set(row, column, RawKind.Text, text);
        return text.Length;
    }
}
