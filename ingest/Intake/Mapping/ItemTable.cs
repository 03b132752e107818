using IpdEngine.Intake.Description;

namespace IpdEngine.Intake.Mapping;

/// <summary>
/// A study's answers as numbers under pseudonyms: the second noun on the path of the data. Session rows stand sorted by participant, session and row of the file; more
/// than one may stand for a participant and session. No identifier of the source is in it.
/// </summary>
internal sealed class ItemTable
{
    private readonly SessionRows _rows;
    private readonly int[] _order;

    internal ItemTable(StudyDescription study, IReadOnlyList<string> participants, ParticipantFields fields, SessionRows rows)
    {
        (Study, Participants, Fields, _rows) = (study, participants, fields, rows);
        _order = rows.Sorted();
    }

    /// <summary>The description by which it was mapped.</summary>
    public StudyDescription Study { get; }

    /// <summary>Pseudonyms by participant code.</summary>
    public IReadOnlyList<string> Participants { get; }

    /// <summary>What is known of the participants.</summary>
    public ParticipantFields Fields { get; }

    /// <summary>Number of session rows.</summary>
    public int Count => _order.Length;

    /// <summary>Columns a session row: the items of alliance, symptom and the extra measures one after the other.</summary>
    public int Width => _rows.Items.Count;

    /// <summary>Participant code of a row.</summary>
    public int Participant(int row) => _rows.Participant[_order[row]];

    /// <summary>Session number of a row; the day of its date where sessions are numbered by date.</summary>
    public int When(int row) => _rows.When[_order[row]];

    /// <summary>Day of a row's date since 1970-01-01, or <see cref="DateCells.Unknown"/>.</summary>
    public int Date(int row) => _rows.Date.Count == 0 ? DateCells.Unknown : _rows.Date[_order[row]];

    /// <summary>Row of the source file.</summary>
    public int SourceRow(int row) => _rows.SourceRow[_order[row]];

    /// <summary>An answer; NaN = missing.</summary>
    public double Item(int row, int column) => _rows.Items[column][_order[row]];
}
