using ExcelDataReader;
using IpdEngine.Intake.Findings;

namespace IpdEngine.Intake.Readers.Excel;

/// <summary>The rows of a sheet, streamed; rows are numbered as Excel shows them.</summary>
internal sealed class ExcelTable : RawTable
{
    private const int ProbeRows = 200;
    private const int ProbeCells = 200_000;

    // A sheet of Excel's full height may be a thousand columns wide on an honest day; a stray cell in the last corner would cost minutes.
    private const long MostCellsVisited = 1L << 30;

    private readonly IExcelDataReader _reader;
    private readonly FindingGatherer _findings;
    private readonly RowNotes _notes;
    private RawColumn[] _columns = [];
    private string[] _header = [];
    private int[] _places = [];
    private long _row, _visited;
    private bool _ended;

    private ExcelTable(IExcelDataReader reader, FindingGatherer findings)
    {
        _reader = reader;
        _findings = findings;
        _notes = new RowNotes(findings);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<RawColumn> Columns => _columns;

    /// <inheritdoc/>
    public override IReadOnlyList<Finding> Findings => _findings.Findings;

    /// <summary>Finds the header of the sheet at <paramref name="place"/>, at which the reader stands; null where there is no table.</summary>
    public static ExcelTable? Open(IExcelDataReader reader, int place, ReadOptions options, FindingGatherer findings, string file, string sheet)
    {
        var table = new ExcelTable(reader, findings) { File = file, Sheet = sheet };
        List<ProbeCell[]> rows = [];
        while (rows.Count < ProbeRows && rows.Count * (long)reader.FieldCount < ProbeCells && reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(column => SheetRow.Probe(reader, column))]);
        if (!rows.Any(row => row.Any(cell => !cell.IsBlank)))
        {
            findings.Add("no-table", Severity.Error, null, null, "a sheet without values in its first rows", "a header and rows below it", "fill the sheet, or choose another");
            return null;
        }
        HeaderShape shape = HeaderShape.Of(rows, options);
        if (shape.RowsAbove >= rows.Count)
        {
            findings.Add("no-table", Severity.Error, null, null, $"no header below {shape.RowsAbove} rows", "a header and rows below it", "correct 'header_row' in the study description");
            return null;
        }
        table.NameColumns(rows, shape);
        reader.Reset();
        for (int i = 0; i < place; i++)
            reader.NextResult();
        table.Skip(shape);
        return table;
    }

    private void NameColumns(List<ProbeCell[]> rows, HeaderShape shape)
    {
        ProbeCell[] header = rows[shape.RowsAbove];
        int Filled(int column) => rows.Skip(shape.RowsAbove + 1).Count(row => !row[column].IsBlank);
        int[] all = [.. Enumerable.Range(0, header.Length)];
        if (shape.HasHeader)
        {
            // Columns without name count between named ones, and before them where they hold values; beyond lie notes in the margin.
            int first = Array.FindIndex(header, cell => !cell.IsBlank), last = Array.FindLastIndex(header, cell => !cell.IsBlank);
            _places = [.. all.Where(column => column <= last && (column >= first || Filled(column) > 0))];
            _header = [.. _places.Select(column => header[column].Text)];
        }
        else
            _places = [.. all.Where(column => !header[column].IsBlank || Filled(column) > 0)];
        _columns = ColumnNames.From(shape.HasHeader ? _header : null, _places.Length, false, shape.RowsAbove + 1, RawKind.Text, _findings);
    }

    private void Skip(HeaderShape shape)
    {
        _notes.Above(shape.RowsAbove);
        int rows = shape.RowsAbove + (shape.HasHeader ? 1 + shape.LabelRows : 0);
        while (_row < rows && _reader.Read())
        {
            _row++;
            if (_row > shape.RowsAbove + 1)
                _notes.Labels(_row);
        }
        if (_reader.MergeCells?.FirstOrDefault(range => range.ToRow >= rows) is CellRange merged)
        {
            _findings.Add("merged-cells", Severity.Warning, merged.FromRow + 1, null, "cells merged over rows of data", "one value a cell",
                "only the first cell of each merged range holds the value, the others read as empty: unmerge them and fill the values down");
        }
    }

    /// <inheritdoc/>
    public override bool Read(RawBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.Columns != _columns.Length)
            throw new ArgumentException($"found a batch of {batch.Columns} columns; expected {_columns.Length}", nameof(batch));
        batch.Clear();
        if (!_ended)
            WorkbookFault.Guard(_findings, _row + 1, () => Fill(batch));
        _ended |= _findings.Refused;
        return batch.Count > 0;
    }

    private void Fill(RawBatch batch)
    {
        while (!batch.IsFull)
        {
            if (_visited > MostCellsVisited)
            {
                _findings.Add("sheet-too-large", Severity.Error, _row, null, $"a sheet of {_reader.RowCount} rows by {_reader.FieldCount} columns", $"at most {MostCellsVisited} cells",
                    "delete the stray cells far from the table, or save the table alone");
                return;
            }
            if (!_reader.Read())
            {
                _ended = true;
                _notes.End();
                return;
            }
            _row++;
            _visited += _reader.FieldCount;
            AddRow(batch);
        }
    }

    private void AddRow(RawBatch batch)
    {
        int row = batch.AddRow(_row), next = 0;
        bool any = false;
        for (int place = 0; place < _reader.FieldCount; place++)
        {
            var (kind, number, text) = SheetRow.Cell(_reader, place);
            bool inside = next < _places.Length && _places[next] == place;
            if (kind != RawKind.Empty && inside)
            {
                any = true;
                Put(batch, row, next, kind, number, text);
            }
            else if (kind != RawKind.Empty)
                NoteOutside(place);
            next += inside ? 1 : 0;
        }
        if (!any)
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

    private void Put(RawBatch batch, int row, int column, RawKind kind, double number, string text)
    {
        if (text.Length > 0)
            batch.Set(row, column, kind, text, number);
        else
            batch.Set(row, column, kind, number);
        if (kind == RawKind.Missing && !_findings.Again("cell-error", _columns[column].Name))
        {
            _findings.Add("cell-error", Severity.Warning, _row, _columns[column].Name, $"the error {text}", "a value", "it was set missing; mend the formula, or empty the cell");
        }
    }

    private void NoteOutside(int place)
    {
        if (!_findings.Again("value-outside-table"))
        {
            _findings.Add("value-outside-table", Severity.Warning, _row, null, $"a value in column {place + 1} of the sheet, above which there is no name", "values under names",
                "it was left out; give its column a name, or move the remark to another sheet");
        }
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

    /// <inheritdoc/>
    public override void Dispose() => _reader.Dispose();
}
