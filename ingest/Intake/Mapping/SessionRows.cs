using IpdEngine.Panel;

namespace IpdEngine.Intake.Mapping;

/// <summary>
/// Session rows as they arrive, column by column. Rows of one participant mostly follow each other, so participant and row of the source are kept once a run of rows.
/// </summary>
internal sealed class SessionRows(int width, bool dated)
{
    private readonly NarrowColumn _when = new();
    private readonly NarrowColumn _date = new();
    private readonly NarrowColumn[] _items = [.. Enumerable.Range(0, width).Select(_ => new NarrowColumn())];
    private readonly ChunkedColumn<Run> _runs = new();
    private Run _last;
    private int _lastRow;

    public int Count => _when.Count;

    public int Width => _items.Length;

    /// <summary>Number of runs.</summary>
    public int Runs => _runs.Count;

    public void Add(int participant, int when, int date, long sourceRow, ReadOnlySpan<double> items)
    {
        var row = (int)Math.Min(sourceRow, int.MaxValue);
        var length = Count - _last.First;
        if (Count == 0 || participant != _last.Participant || (length == 1 ? row - _last.Source is not (0 or 1) : row != _lastRow + _last.Step))
            _runs.Add(_last = new Run(participant, Count, row, 0));
        else if (length == 1)
            _runs[_runs.Count - 1] = _last = _last with { Step = row - _last.Source };
        _lastRow = row;
        _when.Add(when);
        if (dated)
            _date.Add(date == DateCells.Unknown ? double.NaN : date);
        for (var i = 0; i < items.Length; i++)
            _items[i].Add(items[i]);
    }

    /// <summary>A run, and the row past its end.</summary>
    public (Run Run, int Next) RunAt(int run) => (_runs[run], run + 1 < _runs.Count ? _runs[run + 1].First : Count);

    public int When(int row) => (int)_when[row];

    /// <summary>Day of a row's date since 1970-01-01, or <see cref="DateCells.Unknown"/>.</summary>
    public int Date(int row) => dated && _date[row] is var day and not double.NaN ? (int)day : DateCells.Unknown;

    public double Item(int row, int column) => _items[column][row];

    /// <summary>Rows of one participant that stand together, from rows of the source that are all one or count up by one.</summary>
    internal readonly record struct Run(int Participant, int First, int Source, int Step);
}
