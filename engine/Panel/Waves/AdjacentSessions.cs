namespace IpdEngine.Panel.Waves;

/// <summary>
/// Rows of one participant that lie exactly one lag apart by session number: a missing session breaks the pair, a missing row between never bridges it.
/// </summary>
public sealed class AdjacentSessions
{
    private readonly int[] _earlier;
    private readonly int[] _later;

    private AdjacentSessions(int[] earlier, int[] later, int complete, int participants)
    {
        (_earlier, _later) = (earlier, later);
        CompletePairs = complete;
        Participants = participants;
    }

    /// <summary>Row of session t - lag of each pair in the <see cref="SessionTable"/>; whatever scores it holds.</summary>
    public ReadOnlySpan<int> Earlier => _earlier;

    /// <summary>Row of session t of each pair, same order (participant, then session).</summary>
    public ReadOnlySpan<int> Later => _later;

    /// <summary>Pairs with both scores observed at both sessions.</summary>
    public int CompletePairs { get; }

    /// <summary>Participants with at least one complete pair.</summary>
    public int Participants { get; }

    /// <summary>The pairs of a study in a window.</summary>
    /// <param name="sessions">The study's sessions.</param>
    /// <param name="window">Both sessions of a pair lie in it.</param>
    /// <param name="lag">Sessions from one to the other, at least 1.</param>
    public static AdjacentSessions Of(SessionTable sessions, SessionWindow window, int lag = 1)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        ArgumentOutOfRangeException.ThrowIfLessThan(lag, 1);
        var participant = sessions.Participant;
        var session = sessions.Session;
        var alliance = sessions.Alliance;
        var symptom = sessions.Symptom;
        List<int> earlier = [], later = [];
        var (complete, participants, lastWithPair) = (0, 0, -1);
        for (var row = 1; row < sessions.Count; row++)
        {
            if (!window.Contains(session[row]) || !TryEarlier(participant, session, row, lag, out var before) || !window.Contains(session[before]))
                continue;
            earlier.Add(before);
            later.Add(row);
            if (double.IsNaN(alliance[before] + symptom[before] + alliance[row] + symptom[row]))
                continue;
            complete++;
            if (participant[row] != lastWithPair)
                (lastWithPair, participants) = (participant[row], participants + 1);
        }
        return new AdjacentSessions([.. earlier], [.. later], complete, participants);
    }

    // Session numbers rise within a participant, so session t - lag lies at most lag rows up.
    private static bool TryEarlier(ReadOnlySpan<int> participant, ReadOnlySpan<int> session, int row, int lag, out int before)
    {
        var wanted = (long)session[row] - lag;
        for (before = row - 1; before >= 0 && participant[before] == participant[row] && session[before] >= wanted; before--)
            if (session[before] == wanted)
                return true;
        return false;
    }
}
