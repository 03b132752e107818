namespace IpdEngine.Panel;

/// <summary>A column of codes of which equal ones mostly follow each other, as those of a participant's rows do: kept once a run.</summary>
internal sealed class RunColumn
{
    private readonly GrowingColumn<Run> _runs = new();

    internal int Count { get; private set; }

    /// <summary>Number of runs.</summary>
    internal int Runs => _runs.Count;

    internal void Add(int code)
    {
        if (Count == 0 || _runs[_runs.Count - 1].Code != code)
            _runs.Add(new Run(code, Count));
        Count++;
    }

    /// <summary>A run: its code, its first row and the row past its last.</summary>
    internal (int Code, int First, int Next) this[int run] =>
        (_runs[run].Code, _runs[run].First, run + 1 < _runs.Count ? _runs[run + 1].First : Count);

    private readonly record struct Run(int Code, int First);
}
