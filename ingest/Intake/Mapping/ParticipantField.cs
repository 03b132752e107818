using IpdEngine.Panel;

namespace IpdEngine.Intake.Mapping;

/// <summary>
/// A value that a participant has once, gathered from rows that may all repeat it. Where rows disagree the value of the earliest session holds
/// (of equal sessions the smallest), so the order of rows never matters; the disagreement is remembered.
/// </summary>
internal sealed class ParticipantField(IComparer<double>? order = null)
{
    private readonly NarrowColumn _values = new();
    private readonly NarrowColumn _when = new();
    private readonly IComparer<double> _order = order ?? Comparer<double>.Default;
    private readonly HashSet<int> _inConflict = [];

    /// <summary>The participant's value; NaN where none was given.</summary>
    public double this[int participant] => participant < _values.Count ? _values[participant] : double.NaN;

    /// <summary>Participants whose rows disagree.</summary>
    public int Conflicts => _inConflict.Count;

    /// <summary>First row at which a disagreement was seen.</summary>
    public long ConflictRow { get; private set; }

    /// <summary>Takes up a value; NaN says nothing.</summary>
    public void Add(int participant, double value, int when, long row)
    {
        while (_values.Count <= participant)
        {
            _values.Add(double.NaN);
            _when.Add(double.NaN);
        }
        if (double.IsNaN(value))
            return;
        var known = _values[participant];
        if (!double.IsNaN(known) && known != value && _inConflict.Add(participant) && _inConflict.Count == 1)
            ConflictRow = row;
        if (known == value && when >= _when[participant])
            return;
        if (double.IsNaN(known) || when < _when[participant] || (when == _when[participant] && _order.Compare(value, known) < 0))
            (_values[participant], _when[participant]) = (value, when);
    }
}
