using System.Globalization;
using System.Xml;
using IpdEngine.Intake.Readers.Binary;

namespace IpdEngine.Intake.Readers.Excel;

/// <summary>The rows of a worksheet that hold cells, one at a time (ECMA-376 part 1, 18.3.1).</summary>
internal sealed class SheetRows : IDisposable
{
    private const int MostRows = 1_048_576, MostColumns = 16_384, MostMerged = 10_000;
    private readonly XmlReader _xml;
    private readonly SharedStrings _strings;
    private readonly DateFormats _formats;
    private readonly bool _counts1904;
    private readonly List<SheetCell> _cells = [];
    private readonly List<(int From, int To)> _merged = [];
    private readonly XmlText _text = new();
    private char[] _characters = new char[1024];
    private int _used, _next;
    private bool _inRow;

    /// <summary>The rows of a sheet.</summary>
    public SheetRows(Workbook workbook, SheetEntry sheet, SharedStrings strings, DateFormats formats)
    {
        _xml = workbook.OpenPart(sheet.Part) ?? throw BrokenFileException.Corrupt($"a workbook that lacks the sheet '{sheet.Name}' it lists", "a whole .xlsx workbook");
        _strings = strings;
        _formats = formats;
        _counts1904 = workbook.Counts1904;
    }

    /// <summary>Number of the row at which it stands, from 1, as Excel shows it.</summary>
    public int Row { get; private set; }

    /// <summary>The cells of that row that hold something, in the order of the file.</summary>
    public IReadOnlyList<SheetCell> Cells => _cells;

    /// <summary>Formulas of that row whose value no program has stored.</summary>
    public int BareFormulas { get; private set; }

    /// <summary>The merged ranges that reach below a row: how many, and the first row of the first. Known once the last row has been
    /// read.</summary>
    public (int Count, int First) Merged(int below) =>
        (_merged.Count(range => range.To > below), _merged.FirstOrDefault(range => range.To > below).From);

    /// <summary>The text of a cell of the row.</summary>
    public ReadOnlySpan<char> Text(SheetCell cell) => _characters.AsSpan(cell.Start, cell.Length);

    /// <summary>Moves to the next row; false at the end of the sheet.</summary>
    public bool Read()
    {
        _cells.Clear();
        _used = BareFormulas = 0;
        while (_xml.Read())
        {
            if (_xml.NodeType == XmlNodeType.EndElement && _xml.LocalName == "row" && _inRow)
            {
                _inRow = false;
                return true;
            }
            if (_xml.NodeType != XmlNodeType.Element)
                continue;
            switch (_xml.LocalName)
            {
                case "row":
                    BeginRow();
                    break;
                case "c" when _inRow:
                    ReadCell();
                    break;
                case "mergeCell" when _merged.Count < MostMerged && _xml.GetAttribute("ref")?.Split(':') is [var from, var to]:
                    _merged.Add((RowOf(from), RowOf(to)));
                    break;
            }
        }
        return false;
    }

    private void BeginRow()
    {
        int row = int.TryParse(_xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : Row + 1;
        if (row <= Row || row > MostRows)
            throw BrokenFileException.Corrupt($"row {row} after row {Row} in a sheet", $"rows that ascend to {MostRows} at most");
        Row = row;
        _next = 0;
        _inRow = !_xml.IsEmptyElement;
    }

    private void ReadCell()
    {
        int column = ColumnOf(_xml.GetAttribute("r")) ?? _next;
        if (column >= MostColumns || _cells.Count >= MostColumns)
            throw BrokenFileException.Corrupt($"a cell in column {column + 1} of row {Row}", $"at most {MostColumns} columns");
        _next = column + 1;
        if (_xml.IsEmptyElement)
            return;
        string? type = _xml.GetAttribute("t");
        _ = int.TryParse(_xml.GetAttribute("s"), NumberStyles.None, CultureInfo.InvariantCulture, out int style);
        bool formula = false, value = false;
        int depth = _xml.Depth;
        while (_xml.Read() && _xml.Depth > depth)
        {
            if (_xml.NodeType != XmlNodeType.Element)
                continue;
            formula |= _xml.LocalName == "f";
            if (_xml.LocalName is not ("v" or "is"))
                continue;
            _text.Gather(_xml);
            value |= _text.Length > 0 || type == "str";
            Add(column, type, style);
        }
        if (formula && !value)
            BareFormulas++;
    }

    private void Add(int column, string? type, int style)
    {
        ReadOnlySpan<char> text = _text.Span;
        switch (type)
        {
            case "s":
                if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int place) && place < _strings.Count)
                    AddText(column, RawKind.Text, _strings[place]);
                break;
            case "str" or "inlineStr":
                AddText(column, RawKind.Text, text);
                break;
            case "e":
                AddText(column, RawKind.Missing, text);
                break;
            case "b":
                _cells.Add(new(column, RawKind.Number, text is "1" or "true" ? 1 : 0, 0, 0));
                break;
            case "d" when DateTime.TryParse(text, CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime date):
                _cells.Add(new(column, RawKind.Date, (date - DateTime.UnixEpoch).TotalDays, 0, 0));
                break;
            default:
                AddNumber(column, text, style);
                break;
        }
    }

    private void AddNumber(int column, ReadOnlySpan<char> text, int style)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) || !double.IsFinite(number))
            AddText(column, RawKind.Text, text);
        else if (_formats.IsDate(style) && DaysOf(number) is double days)
            _cells.Add(new(column, RawKind.Date, days, 0, 0));
        else
            _cells.Add(new(column, RawKind.Number, number, 0, 0));
    }

    // Serial 1 is 1900-01-01 and serial 60 a 29 February 1900 that never was; in the other system serial 0 is 1904-01-01 (18.17.4.1).
    private double? DaysOf(double serial) => serial switch
    {
        < 0 => null,
        // The last day of either system is 9999-12-31.
        _ when _counts1904 => serial < 2_957_004 ? serial - 24_107 : null,
        >= 2_958_466 => null,
        < 60 => serial - 25_568,
        _ => serial - 25_569,
    };

    private void AddText(int column, RawKind kind, ReadOnlySpan<char> text)
    {
        if (text.IsWhiteSpace())
            return;
        if (_used + text.Length > _characters.Length)
            Array.Resize(ref _characters, Math.Max(_characters.Length * 2, _used + text.Length));
        text.CopyTo(_characters.AsSpan(_used));
        _cells.Add(new(column, kind, double.NaN, _used, text.Length));
        _used += text.Length;
    }

    // BC12 is column 54, counted from 0.
    private static int? ColumnOf(string? reference)
    {
        int column = 0, letters = 0;
        for (; reference is not null && letters < reference.Length && char.IsAsciiLetterUpper(reference[letters]); letters++)
            column = letters < 4 ? column * 26 + (reference[letters] - 'A' + 1) : int.MaxValue - 1;
        return letters == 0 ? null : column - 1;
    }

    private static int RowOf(string reference) =>
        int.TryParse(reference.AsSpan().TrimStart("ABCDEFGHIJKLMNOPQRSTUVWXYZ$"), NumberStyles.None, CultureInfo.InvariantCulture, out int row) ? row : 0;

    /// <inheritdoc/>
    public void Dispose() => _xml.Dispose();
}
