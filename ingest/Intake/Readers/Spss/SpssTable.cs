using System.Buffers.Binary;
using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Readers.Binary;

namespace IpdEngine.Intake.Readers.Spss;

/// <summary>The cases of a system file as rows; row numbers are SPSS's case numbers, from 1.</summary>
internal sealed class SpssTable(SpssLayout layout, SpssCases cases, TextDecoder decoder, SpssHeader header, double systemMissing, List<Finding> findings)
    : RawTable
{
    /// <summary>Most text bytes of one batch: a batch ends early past them.</summary>
    private const int MostBatchText = 8 * 1024 * 1024;

    private readonly byte[] _case = new byte[layout.CaseBytes];
    private readonly byte[] _scratch = new byte[layout.Fields.Length == 0 ? 0 : layout.Fields.Max(f => f.Width)];
    private readonly Garbled _garbled = new(decoder);
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
                if (NextCase())
                    text += Decode(batch, batch.AddRow(++_read));
                else
                    End();
            }
        }
        catch (BrokenFileException fault)
        {
            _ended = true;
            findings.Add(fault.ToFinding(File, _read + 1));
        }
        return batch.Count > 0;
    }

    /// <inheritdoc/>
    public override void Dispose() => cases.Dispose();

    private bool NextCase() => _read != header.Cases && cases.Next(_case);

    private void End()
    {
        _ended = true;
        if (header.Cases >= 0 && _read < header.Cases)
            throw BrokenFileException.Truncated($"{_read} cases", $"the {header.Cases} that the header declares");
        if (!cases.AtEnd())
            throw BrokenFileException.Corrupt($"bytes after case {_read}", header.Cases < 0 ? "the end of the file" : $"{header.Cases} cases, as the header declares, and no more");
        if (header.Cases < 0 && !cases.EndMarked)
            findings.Add(new Finding("end-unverified", Severity.Warning, File, null, _read, null,
                $"{_read} cases in a file that tells neither their number nor its end", "a number of cases", "compare the number of rows with the source"));
        findings.AddRange(_garbled.Findings(File, layout.Columns));
    }

    private int Decode(RawBatch batch, int row)
    {
        var text = 0;
        var fields = layout.Fields;
        for (var column = 0; column < fields.Length; column++)
        {
            ref readonly var field = ref fields[column];
            if (field.Kind == RawKind.Text)
                text += DecodeText(batch, row, column, in field);
            else
                DecodeNumber(batch, row, column, in field);
        }
        return text;
    }

    private void DecodeNumber(RawBatch batch, int row, int column, ref readonly SpssField field)
    {
        var bytes = _case.AsSpan(field.Offset, 8);
        var value = header.BigEndian ? BinaryPrimitives.ReadDoubleBigEndian(bytes) : BinaryPrimitives.ReadDoubleLittleEndian(bytes);
        if (value == systemMissing || double.IsNaN(value))
            return;
        if (field.Missing is not null && field.Missing.Covers(value))
            batch.Set(row, column, RawKind.Missing, value);
        else if (field.Kind == RawKind.Date)
            batch.Set(row, column, RawKind.Date, SpssFormat.Days(value));
        else
            batch.Set(row, column, RawKind.Number, value);
    }

    private int DecodeText(RawBatch batch, int row, int column, ref readonly SpssField field)
    {
        var bytes = TextDecoder.Trim(field.Text(_case, _scratch));
        var missing = field.Missing is not null && field.Missing.Covers(bytes);
        if (bytes.IsEmpty && !missing)
            return 0;
        var text = decoder.Decode(bytes, out var whole);
        if (!whole)
            _garbled.Note(column, _read);
        batch.Set(row, column, missing ? RawKind.Missing : RawKind.Text, text);
        return text.Length;
    }
}
