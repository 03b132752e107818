namespace IpdEngine.Intake.Readers;

/// <summary>A cell of a batch. Text is a view into the batch: it dies with the next read.</summary>
/// <param name="Kind">What the cell holds.</param>
/// <param name="Number">The number or date, where the kind has one; NaN otherwise.</param>
/// <param name="Start">Start of the text in the batch's characters.</param>
/// <param name="Length">Length of the text.</param>
public readonly record struct RawCell(RawKind Kind, double Number, int Start, int Length);

/// <summary>Rows read together, column-free: cell (row, column) lies at row * Columns + column. One batch is reused for a whole file.</summary>
public sealed class RawBatch
{
    private const int CharacterBudget = 1024 * 1024;
    private readonly RawCell[] _cells;
    private char[] _characters = new char[4096];
    private readonly long[] _rowNumbers;
    private int _used, _rowStart;

    /// <summary>A batch of <paramref name="capacity"/> rows of <paramref name="columns"/> cells.</summary>
    public RawBatch(int columns, int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        Columns = columns;
        Capacity = capacity;
        _cells = new RawCell[columns * capacity];
        _rowNumbers = new long[capacity];
    }

    /// <summary>Cells a row.</summary>
    public int Columns { get; }

    /// <summary>Most rows that it holds.</summary>
    public int Capacity { get; }

    /// <summary>Rows that it holds now.</summary>
    public int Count { get; private set; }

    /// <summary>Whether a reader should hand it over: its rows are used up, or its characters have reached their budget.</summary>
    public bool IsFull => Count == Capacity || _used >= CharacterBudget;

    /// <summary>Row number of a row as the user's program numbers it.</summary>
    public long RowNumber(int row) => _rowNumbers[row];

    /// <summary>The cell at a place.</summary>
    public ref readonly RawCell Cell(int row, int column) => ref _cells[row * Columns + column];

    /// <summary>The text of a cell; empty where it holds none.</summary>
    public ReadOnlySpan<char> Text(in RawCell cell) => _characters.AsSpan(cell.Start, cell.Length);

    /// <summary>Empties the batch.</summary>
    public void Clear()
    {
        Count = 0;
        _used = 0;
    }

    /// <summary>Begins a row whose cells are all <see cref="RawKind.Empty"/>; the caller keeps within <see cref="Capacity"/>.</summary>
    public int AddRow(long rowNumber)
    {
        _rowNumbers[Count] = rowNumber;
        _rowStart = _used;
        _cells.AsSpan(Count * Columns, Columns).Fill(new RawCell(RawKind.Empty, double.NaN, 0, 0));
        return Count++;
    }

    /// <summary>Takes the last row away again, with its text.</summary>
    public void DropRow()
    {
        Count--;
        _used = _rowStart;
    }

    /// <summary>Room for the text of a cell, to be written before <see cref="Take"/> says how much of it was used.</summary>
    public Span<char> Room(int length)
    {
        if (_used + length > _characters.Length)
            Array.Resize(ref _characters, Math.Max(_characters.Length * 2, _used + length));
        return _characters.AsSpan(_used, length);
    }

    /// <summary>Sets a cell to the first <paramref name="length"/> characters of the last <see cref="Room"/>.</summary>
    public void Take(int row, int column, RawKind kind, int length)
    {
        _cells[row * Columns + column] = new RawCell(kind, double.NaN, _used, length);
        _used += length;
    }

    /// <summary>Sets a cell to a stretch of the last <see cref="Room"/>, of which <see cref="Keep"/> says later how much was used in all.</summary>
    public void TakePart(int row, int column, RawKind kind, int start, int length) =>
        _cells[row * Columns + column] = new RawCell(kind, double.NaN, _used + start, length);

    /// <summary>Keeps the first <paramref name="length"/> characters of the last <see cref="Room"/>.</summary>
    public void Keep(int length) => _used += length;

    /// <summary>Sets a cell that holds no text.</summary>
    public void Set(int row, int column, RawKind kind, double number) =>
        _cells[row * Columns + column] = new RawCell(kind, number, 0, 0);

    /// <summary>Sets a cell that holds text (copied).</summary>
    public void Set(int row, int column, RawKind kind, ReadOnlySpan<char> text, double number = double.NaN)
    {
        text.CopyTo(Room(text.Length));
        _cells[row * Columns + column] = new RawCell(kind, number, _used, text.Length);
        _used += text.Length;
    }
}
