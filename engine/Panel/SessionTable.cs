using Apache.Arrow;

namespace IpdEngine.Panel;

/// <summary>The sessions of a study: sorted by participant, then session; at most one row for the two together.</summary>
/// <remarks>Missing scores are NaN in the values and off in the validity bitmap, so kernels need only the span.</remarks>
public sealed class SessionTable
{
    /// <summary>The value of <see cref="Day"/> where the day is unknown.</summary>
    public const int UnknownDay = PanelSchema.UnknownDay;

    private readonly Int32Array _participant;
    private readonly Int32Array _session;
    private readonly Int32Array _day;
    private readonly DoubleArray _alliance;
    private readonly DoubleArray _symptom;
    private readonly DoubleArray[] _measures;
    private readonly int[] _firstRows;

    internal SessionTable(SessionColumns columns, ParticipantTable participants)
    {
        Batch = columns.ToBatch(participants);
        _participant = (Int32Array)((DictionaryArray)Batch.Column(0)).Indices;
        _session = (Int32Array)Batch.Column(1);
        _day = (Int32Array)Batch.Column(2);
        _alliance = (DoubleArray)Batch.Column(3);
        _symptom = (DoubleArray)Batch.Column(4);
        Measures = columns.MeasureNames;
        _measures = [.. Batch.Arrays.Skip(PanelSchema.SessionColumns.Count).Cast<DoubleArray>()];
        _firstRows = FirstRows(_participant.Values, participants.Count);
    }

    /// <summary>The table as Arrow holds it; <c>participant</c> is a dictionary column over the participants' pseudonyms.</summary>
    public RecordBatch Batch { get; }

    /// <summary>Number of rows.</summary>
    public int Count => Batch.Length;

    /// <summary>Row of the participant in the <see cref="ParticipantTable"/>; never falls from row to row.</summary>
    public ReadOnlySpan<int> Participant => _participant.Values;

    /// <summary>Session number, the study's own; rises within a participant.</summary>
    public ReadOnlySpan<int> Session => _session.Values;

    /// <summary>Days since the participant's first session; <see cref="UnknownDay"/> where unknown.</summary>
    public ReadOnlySpan<int> Day => _day.Values;

    /// <summary>Alliance in instrument units, higher = better; NaN where missing.</summary>
    public ReadOnlySpan<double> Alliance => _alliance.Values;

    /// <summary>Symptoms in instrument units, higher = worse; NaN where missing.</summary>
    public ReadOnlySpan<double> Symptom => _symptom.Values;

    /// <summary>Names of the extra measures, in ordinal order.</summary>
    public IReadOnlyList<string> Measures { get; }

    /// <summary>An extra measure; NaN where missing.</summary>
    /// <exception cref="ArgumentException">The study has no measure of that name.</exception>
    public ReadOnlySpan<double> Measure(string name)
    {
        for (var i = 0; i < Measures.Count; i++)
            if (Measures[i] == name)
                return _measures[i].Values;
        throw new ArgumentException($"found measure '{name}', expected one of: {string.Join(", ", Measures)}", nameof(name));
    }

    /// <summary>The rows of one participant: first row and number of rows.</summary>
    public (int First, int Count) RowsOf(int participant) =>
        (_firstRows[participant], _firstRows[participant + 1] - _firstRows[participant]);

    private static int[] FirstRows(ReadOnlySpan<int> participant, int participants)
    {
        var first = new int[participants + 1];
        foreach (var p in participant)
            first[p + 1]++;
        for (var p = 0; p < participants; p++)
            first[p + 1] += first[p];
        return first;
    }
}
