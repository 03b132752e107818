namespace IpdEngine.Intake.Mapping;

/// <summary>The session rows of one participant by session and order of arrival; more than one may stand for a session. One object serves one participant after the other.</summary>
internal sealed class PersonRows(SessionRows rows)
{
    private long[] _keys = new long[64];
    private int[] _source = new int[64];

    /// <summary>Code of the participant.</summary>
    public int Participant { get; private set; } = -1;

    /// <summary>Number of rows.</summary>
    public int Count { get; private set; }

    /// <summary>Answers a row: the items of alliance, symptom and the extra measures one after the other.</summary>
    public int Width => rows.Width;

    /// <summary>Session number of a row; the day of its date where sessions are numbered by date.</summary>
    public int When(int row) => (int)(_keys[row] >> 32);

    /// <summary>Day of a row's date since 1970-01-01, or <see cref="DateCells.Unknown"/>.</summary>
    public int Date(int row) => rows.Date(Arrived(row));

    /// <summary>Row of the source file.</summary>
    public int SourceRow(int row) => _source[row];

    /// <summary>An answer; NaN = missing.</summary>
    public double Item(int row, int column) => rows.Item(Arrived(row), column);

    /// <summary>Takes up the rows of another participant.</summary>
    public void Load(int participant, ReadOnlySpan<int> runs)
    {
        (Participant, Count) = (participant, 0);
        var rises = true;
        foreach (var index in runs)
        {
            var (run, next) = rows.RunAt(index);
            for (var row = run.First; row < next; row++)
            {
                if (Count == _keys.Length)
                {
                    Array.Resize(ref _keys, 2 * Count);
                    Array.Resize(ref _source, 2 * Count);
                }
                _keys[Count] = ((long)rows.When(row) << 32) | (uint)row;
                _source[Count] = run.Source + (row - run.First) * run.Step;
                rises &= Count == 0 || _keys[Count] > _keys[Count - 1];
                Count++;
            }
        }
        if (!rises)
            Array.Sort(_keys, _source, 0, Count);
    }

    private int Arrived(int row) => (int)_keys[row];
}
