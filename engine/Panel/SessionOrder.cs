namespace IpdEngine.Panel;

/// <summary>The canonical order of session rows: participant rank, then session number.</summary>
internal static class SessionOrder
{
    /// <summary>Row numbers in canonical order; null where the rows already stand so.</summary>
    /// <param name="participant">Participant code of each row.</param>
    /// <param name="session">Session number of each row.</param>
    /// <param name="rank">Rank of each participant code; null where codes are ranks.</param>
    /// <exception cref="ArgumentException">Two rows stand for one participant and session.</exception>
    internal static int[]? Of(RunColumn participant, NarrowColumn session, int[]? rank)
    {
        if (Rises(participant, session, rank))
            return null;
        var (keys, order) = (new long[participant.Count], new int[participant.Count]);
        for (var run = 0; run < participant.Runs; run++)
        {
            var (code, first, next) = participant[run];
            for (var row = first; row < next; row++)
                (keys[row], order[row]) = (Key(Rank(code, rank), (int)session[row]), row);
        }
        Array.Sort(keys, order);
        for (var i = 1; i < keys.Length; i++)
            if (keys[i] == keys[i - 1])
                throw new ArgumentException(
                    $"found rows {Math.Min(order[i], order[i - 1])} and {Math.Max(order[i], order[i - 1])} for one participant and session {(int)session[order[i]]}, expected at most one");
        return order;
    }

    private static bool Rises(RunColumn participant, NarrowColumn session, int[]? rank)
    {
        var last = -1;
        for (var run = 0; run < participant.Runs; run++)
        {
            var (code, first, next) = participant[run];
            if (Rank(code, rank) <= last)
                return false;
            last = Rank(code, rank);
            for (var row = first + 1; row < next; row++)
                if (session[row] <= session[row - 1])
                    return false;
        }
        return true;
    }

    private static int Rank(int code, int[]? rank) => rank is null ? code : rank[code];

    // The sign bit is flipped so that negative session numbers sort below zero.
    private static long Key(int rank, int session) => ((long)rank << 32) | ((uint)session ^ 0x8000_0000u);
}
