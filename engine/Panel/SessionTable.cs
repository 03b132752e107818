using Apache.Arrow;

namespace IpdEngine.Panel;

/// <summary>The sessions of a study: sorted by participant, then session; at most one row for the two together.</summary>
/// <remarks>
/// Missing scores are NaN in the values and off in the validity bitmap, so kernels need only the span. Rows are kept packed until a span or <see cref="Batch"/> is
/// asked for; who passes over a study of any size once reads slices instead (<see cref="CopyMeasure"/> and its like) and leaves it packed.
/// </remarks>
public sealed class SessionTable
{
    /// <summary>The value of <see cref="Day"/> where the day is unknown.</summary>
    public const int UnknownDay = PanelSchema.UnknownDay;

    private const int Slice = 4096;
    private readonly PackedSessions _rows;
    private readonly Lazy<SessionArrays> _arrays;

    internal SessionTable(PackedSessions rows, ParticipantTable participants)
    {
        _rows = rows;
        _arrays = new Lazy<SessionArrays>(() => new SessionArrays(rows, participants));
        Measures = [.. rows.Names.Skip(2)];
    }

    /// <summary>The table as Arrow holds it; <c>participant</c> is a dictionary column over the participants' pseudonyms.</summary>
    public RecordBatch Batch => _arrays.Value.Batch;

    /// <summary>Number of rows.</summary>
    public int Count => _rows.Count;

    /// <summary>Row of the participant in the <see cref="ParticipantTable"/>; never falls from row to row.</summary>
    public ReadOnlySpan<int> Participant => _arrays.Value.Participant.Values;

    /// <summary>Session number, the study's own; rises within a participant.</summary>
    public ReadOnlySpan<int> Session => _arrays.Value.Session.Values;

    /// <summary>Days since the participant's first session; <see cref="UnknownDay"/> where unknown.</summary>
    public ReadOnlySpan<int> Day => _arrays.Value.Day.Values;

    /// <summary>Alliance in instrument units, higher = better; NaN where missing.</summary>
    public ReadOnlySpan<double> Alliance => _arrays.Value.Numbers[0].Values;

    /// <summary>Symptoms in instrument units, higher = worse; NaN where missing.</summary>
    public ReadOnlySpan<double> Symptom => _arrays.Value.Numbers[1].Values;

    /// <summary>Names of the extra measures, in ordinal order.</summary>
    public IReadOnlyList<string> Measures { get; }

    /// <summary>An extra measure; NaN where missing.</summary>
    /// <exception cref="ArgumentException">The study has no measure of that name.</exception>
    public ReadOnlySpan<double> Measure(string name)
    {
        var place = PlaceOf(name);
        return place >= 2 ? _arrays.Value.Numbers[place].Values : throw new ArgumentException($"found measure '{name}', expected one of: {string.Join(", ", Measures)}", nameof(name));
    }

    /// <summary>The rows of one participant: first row and number of rows.</summary>
    public (int First, int Count) RowsOf(int participant) =>
        (_rows.FirstRows[participant], _rows.FirstRows[participant + 1] - _rows.FirstRows[participant]);

    /// <summary>Participant of one row.</summary>
    internal int ParticipantOf(int row) => _rows.ParticipantOf(row);

    /// <summary>Participant of each of the rows from <paramref name="first"/> on, as many as <paramref name="values"/> takes.</summary>
    public void CopyParticipant(int first, Span<int> values) => _rows.CopyParticipants(first, values);

    /// <summary>Session number of each of the rows from <paramref name="first"/> on.</summary>
    public void CopySession(int first, Span<int> values) => _rows.Session.CopyTo(first, values, missing: 0);

    /// <summary>Day of each of the rows from <paramref name="first"/> on; <see cref="UnknownDay"/> where unknown.</summary>
    public void CopyDay(int first, Span<int> values) => _rows.CopyDays(first, values);

    /// <summary>A score of each of the rows from <paramref name="first"/> on; NaN where missing.</summary>
    /// <param name="name"><c>alliance</c>, <c>symptom</c> or an extra measure.</param>
    /// <param name="first">The first row.</param>
    /// <param name="values">Takes the values.</param>
    /// <exception cref="ArgumentException">The study has no measure of that name.</exception>
    public void CopyMeasure(string name, int first, Span<double> values)
    {
        var place = PlaceOf(name);
        if (place < 0)
            throw new ArgumentException($"found measure '{name}', expected one of: {string.Join(", ", _rows.Names)}", nameof(name));
        _rows.Numbers[place].CopyTo(first, values);
    }

    /// <summary>The session numbers of the study, each once, rising.</summary>
    public IReadOnlyList<int> SessionNumbers()
    {
        var seen = new SortedSet<int>();
        Span<int> values = stackalloc int[Slice];
        for (var first = 0; first < Count; first += Slice)
        {
            var some = values[..Math.Min(Slice, Count - first)];
            CopySession(first, some);
            var last = some[0] + 1;
            foreach (var session in some)
            {
                if (session != last)
                    seen.Add(session);
                last = session;
            }
        }
        return [.. seen];
    }

    private int PlaceOf(string name)
    {
        for (var place = 0; place < _rows.Names.Count; place++)
            if (_rows.Names[place] == name)
                return place;
        return -1;
    }
}
