using System.Runtime.InteropServices;
using IpdEngine.Intake.Mapping;
using IpdEngine.Panel;

namespace IpdEngine.Intake.Scoring;

/// <summary>The scored rows of some participants, in the order of their pseudonyms, on their way into the panel.</summary>
/// <param name="measures">Scores a row: alliance, symptom and the extra measures.</param>
/// <param name="items">Sums of the items of each measure, null where finished scores are read; emptied by whoever takes them up.</param>
internal sealed class ScoredBlock(int measures, ItemSums?[] items)
{
    private readonly List<char> _pseudonyms = [];
    private readonly List<(ParticipantFacts Facts, int FirstRow)> _participants = [];
    private readonly List<(int Session, int Day)> _rows = [];
    private readonly List<double> _scores = [];

    /// <summary>Sums of the items of each measure; null where finished scores are read.</summary>
    public IReadOnlyList<ItemSums?> Items => items;

    /// <summary>Empties the block, whose room is used again.</summary>
    public void Clear()
    {
        _pseudonyms.Clear();
        _participants.Clear();
        _rows.Clear();
        _scores.Clear();
    }

    /// <summary>Begins a participant; the sessions that follow are theirs.</summary>
    public void Add(ReadOnlySpan<char> pseudonym, ParticipantFacts facts)
    {
        _pseudonyms.AddRange(pseudonym);
        _participants.Add((facts, _rows.Count));
    }

    /// <summary>Adds a session of the participant that was begun last.</summary>
    public void Add(int session, int day, ReadOnlySpan<double> scores)
    {
        _rows.Add((session, day));
        _scores.AddRange(scores);
    }

    /// <summary>Hands everything to the builder.</summary>
    public void AppendTo(StudyPanelBuilder builder)
    {
        var pseudonyms = CollectionsMarshal.AsSpan(_pseudonyms);
        var scores = CollectionsMarshal.AsSpan(_scores);
        for (var i = 0; i < _participants.Count; i++)
        {
            var pseudonym = pseudonyms.Slice(i * Pseudonyms.Length, Pseudonyms.Length);
            builder.SetParticipant(pseudonym, _participants[i].Facts);
            var code = builder.Participant(pseudonym);
            var next = i + 1 < _participants.Count ? _participants[i + 1].FirstRow : _rows.Count;
            for (var row = _participants[i].FirstRow; row < next; row++)
            {
                var own = scores.Slice(row * measures, measures);
                builder.AddSession(code, _rows[row].Session, own[0], own[1], _rows[row].Day, own[2..]);
            }
        }
    }
}
