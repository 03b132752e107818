using IpdEngine.Intake.Description;

namespace IpdEngine.Intake.Mapping;

/// <summary>
/// A study's answers as numbers under pseudonyms: the second noun on the path of the data. Participants are read one after the other in the order of their pseudonyms.
/// No identifier of the source is in it.
/// </summary>
internal sealed class ItemTable
{
    private readonly SessionRows _rows;
    private readonly int[]? _runs;
    private readonly int[] _firstRun;

    internal ItemTable(StudyDescription study, Pseudonyms participants, ParticipantFields fields, SessionRows rows)
    {
        (Study, Participants, Fields, _rows) = (study, participants, fields, rows);
        _firstRun = new int[participants.Count + 1];
        var rises = true;
        for (var run = 0; run < rows.Runs; run++)
        {
            _firstRun[rows.RunAt(run).Run.Participant + 1]++;
            rises &= run == 0 || rows.RunAt(run).Run.Participant >= rows.RunAt(run - 1).Run.Participant;
        }
        for (var participant = 0; participant < participants.Count; participant++)
            _firstRun[participant + 1] += _firstRun[participant];
        if (!rises)
            _runs = Grouped(rows, _firstRun);
    }

    /// <summary>The description by which it was mapped.</summary>
    public StudyDescription Study { get; }

    /// <summary>Pseudonyms by participant code.</summary>
    public Pseudonyms Participants { get; }

    /// <summary>What is known of the participants.</summary>
    public ParticipantFields Fields { get; }

    /// <summary>Number of session rows.</summary>
    public int Count => _rows.Count;

    /// <summary>Takes up the session rows of one participant after the other; each thread has its own.</summary>
    public PersonRows NewPerson() => new(_rows);

    /// <summary>Loads the session rows of a participant code.</summary>
    public void Load(int participant, PersonRows person)
    {
        var (first, next) = (_firstRun[participant], _firstRun[participant + 1]);
        if (_runs is not null)
        {
            person.Load(participant, _runs.AsSpan(first..next));
            return;
        }
        var runs = next - first <= 64 ? stackalloc int[next - first] : new int[next - first];
        for (var i = 0; i < runs.Length; i++)
            runs[i] = first + i;
        person.Load(participant, runs);
    }

    /// <summary>The runs by participant, those of one in order of arrival.</summary>
    private static int[] Grouped(SessionRows rows, int[] firstRun)
    {
        var (grouped, next) = (new int[rows.Runs], firstRun.ToArray());
        for (var run = 0; run < grouped.Length; run++)
            grouped[next[rows.RunAt(run).Run.Participant]++] = run;
        return grouped;
    }
}
