using System.Globalization;
using IpdEngine.Intake.Findings;

namespace IpdEngine.Intake.Readers.Excel;

/// <summary>The rows of a sheet, streamed; rows are numbered as Excel shows them.</summary>
internal sealed class ExcelTable : RawTable
{
    private const int ProbeRows = 200, ProbeCells = 200_000;
    private readonly Workbook _workbook;
    private readonly FindingGatherer _findings;
    private readonly RowNotes _notes;
    private SheetRows _rows = null!;
    private RawColumn[] _columns = [];
    private string[] _header = [];
    private int[] _places = [];
    private int _firstData, _last;
    private bool _ended;

    private ExcelTable(Workbook workbook, FindingGatherer findings)
    {
        _workbook = workbook;
        _findings = findings;
        _notes = new RowNotes(findings);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<RawColumn> Columns => _columns;

    /// <inheritdoc/>
    public override IReadOnlyList<Finding> Findings => _findings.Findings;

    /// <summary>Finds the header of a sheet; null (and an Error among the findings) where there is no table. The table owns the
    /// workbook.</summary>
    public static ExcelTable? Open(Workbook workbook, SheetEntry sheet, ReadOptions options, FindingGatherer findings, string file)
    {
        var table = new ExcelTable(workbook, findings) { File = file, Sheet = sheet.Name };
        SharedStrings strings = SharedStrings.Of(workbook);
        DateFormats formats = DateFormats.Of(workbook);
        List<ProbeCell[]> rows;
        using (var probe = new SheetRows(workbook, sheet, strings, formats))
            rows = Probe(probe, ProbeRows + (options.HeaderRow ?? 0));
        HeaderShape shape = HeaderShape.Of(rows, options);
        if (shape.RowsAbove >= rows.Count)
        {
            var (found, remedy) = rows.Count == 0
                ? ("a sheet without values", "fill the sheet, or choose another")
                : ($"no header below {shape.RowsAbove} rows", "correct 'header_row' in the study description");
            findings.Add("no-table", Severity.Error, null, null, found, "a header and rows below it", remedy);
            return null;
        }
        table.NameColumns(rows, shape, options.Limits);
        if (findings.Refused)
            return null;
        table._rows = new SheetRows(workbook, sheet, strings, formats);
        table._last = shape.RowsAbove;
        table._firstData = shape.RowsAbove + (shape.HasHeader ? 2 + shape.LabelRows : 1);
        table._notes.Above(shape.RowsAbove);
        for (int label = 0; label < shape.LabelRows; label++)
            table._notes.Labels(shape.RowsAbove + 2 + label);
        return table;
    }

    // The first rows with the blank ones between them, so that places are row numbers.
    private static List<ProbeCell[]> Probe(SheetRows rows, int most)
    {
        List<ProbeCell[]> probe = [];
        int cells = 0, width = 0;
        while (cells < ProbeCells && rows.Read() && rows.Row <= most)
        {
            while (probe.Count < rows.Row - 1)
                probe.Add([]);
            var row = new ProbeCell[rows.Cells.Count == 0 ? 0 : rows.Cells.Max(cell => cell.Column) + 1];
            Array.Fill(row, new ProbeCell("", false));
            foreach (SheetCell cell in rows.Cells)
                row[cell.Column] = ToProbe(cell, rows.Text(cell));
            probe.Add(row);
            cells += row.Length;
            width = Math.Max(width, row.Length);
        }
        return width == 0 ? [] : probe;
    }

    private static ProbeCell ToProbe(SheetCell cell, ReadOnlySpan<char> text) => cell.Kind switch
    {
        RawKind.Number => new(cell.Number.ToString("R", CultureInfo.InvariantCulture), true),
        RawKind.Date => new(DateTime.UnixEpoch.AddDays(cell.Number).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), true),
        _ => new(text.ToString(), IsNumber(text)),
    };

    private static bool IsNumber(ReadOnlySpan<char> text) =>
        NumberText.Read(text, '.', out _) == NumberReading.Number || NumberText.Read(text, ',', out _) == NumberReading.Number;

    private void NameColumns(List<ProbeCell[]> rows, HeaderShape shape, ReadLimits limits)
    {
        ProbeCell[] header = rows[shape.RowsAbove];
        HashSet<int> filled = [.. rows
            .Skip(shape.RowsAbove + (shape.HasHeader ? 1 : 0))
            .SelectMany(row => row.Index().Where(cell => !cell.Item.IsBlank).Select(cell => cell.Index))];
        if (shape.HasHeader)
        {
            // Columns without name count between named ones, and before them where they hold values; beyond lie notes in the margin.
            int first = Array.FindIndex(header, cell => !cell.IsBlank), last = Array.FindLastIndex(header, cell => !cell.IsBlank);
            _places = [.. Enumerable.Range(0, last + 1).Where(column => column >= first || filled.Contains(column))];
            _header = [.. _places.Select(column => header[column].Text)];
        }
        else
            _places = [.. filled.Order()];
        if (_places.Length > limits.Columns)
            _findings.Add("too-many-columns", Severity.Error, shape.RowsAbove + 1, null, $"{_places.Length} columns",
                $"at most {limits.Columns}", "split the table");
        else
            _columns = ColumnNames.From(shape.HasHeader ? _header : null, _places.Length, false, shape.RowsAbove + 1, RawKind.Text, _findings);
    }

    /// <inheritdoc/>
    public override bool Read(RawBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.Columns != _columns.Length)
            throw new ArgumentException($"found a batch of {batch.Columns} columns; expected {_columns.Length}", nameof(batch));
        batch.Clear();
        try
        {
            while (!_ended && !batch.IsFull)
            {
                if (_rows.Read())
                    AddRow(batch);
                else
                    End();
            }
        }
        catch (Exception fault) when (WorkbookFault.Of(fault, File, Sheet, _rows.Row) is { } finding)
        {
            _findings.AddRange([finding]);
            _ended = true;
        }
        return batch.Count > 0;
    }

    private void AddRow(RawBatch batch)
    {
        if (_rows.BareFormulas > 0 && !_findings.Again("formula-without-value"))
        {
            _findings.Add("formula-without-value", Severity.Warning, _rows.Row, null, "a formula whose value was never stored",
                "formulas with their values",
                "it reads as empty; open the workbook in Excel or LibreOffice and save it, so that the values are stored");
        }
        if (_rows.Row < _firstData)
            return;
        int row = batch.AddRow(_rows.Row);
        bool any = false;
        foreach (SheetCell cell in _rows.Cells)
        {
            int column = Array.BinarySearch(_places, cell.Column);
            if (column < 0)
                NoteOutside(cell);
            else
                Put(batch, row, column, cell);
            any |= column >= 0;
        }
        if (any && !IsHeaderAgain(batch, row))
        {
            _notes.Blank(Math.Max(_last + 1, _firstData), _rows.Row - 1);
            _last = _rows.Row;
            return;
        }
        batch.DropRow();
        if (any)
        {
            _notes.HeaderAgain(_rows.Row);
            _last = _rows.Row;
        }
    }

    private void Put(RawBatch batch, int row, int column, SheetCell cell)
    {
        if (cell.Length > 0)
            batch.Set(row, column, cell.Kind, _rows.Text(cell), cell.Number);
        else
            batch.Set(row, column, cell.Kind, cell.Number);
        if (cell.Kind == RawKind.Missing && !_findings.Again("cell-error", _columns[column].Name))
            _findings.Add("cell-error", Severity.Warning, _rows.Row, _columns[column].Name, $"the error {_rows.Text(cell)}", "a value",
                "it was set missing; mend the formula, or empty the cell");
    }

    private void NoteOutside(SheetCell cell)
    {
        if (!_findings.Again("value-outside-table"))
        {
            _findings.Add("value-outside-table", Severity.Warning, _rows.Row, null,
                $"a value in column {cell.Column + 1} of the sheet, above which there is no name", "values under names",
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

    private void End()
    {
        _ended = true;
        _notes.End();
        if (_rows.Merged(_firstData - 1) is (int count and > 0, int first))
        {
            _findings.Add("merged-cells", Severity.Warning, first, null,
                count == 1 ? "cells merged among the data" : $"{count} ranges of cells merged among the data", "one value a cell",
                "only the first cell of each range holds the value, the others read as empty: unmerge them and fill the values down");
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _rows.Dispose();
        _workbook.Dispose();
    }
}
