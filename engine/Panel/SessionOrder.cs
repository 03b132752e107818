namespace IpdEngine.Panel;

/// <summary>The canonical order of session rows: participant rank, then session number.</summary>
internal static class SessionOrder
{
    /// <summary>Row numbers in canonical order; null where the rows already stand so.</summary>
    /// <param name="participant">Participant code of each row.</param>
    /// <param name="session">Session number of each row.</param>
    /// <param name="rank">Rank of each participant code; null where codes are ranks.</param>
    /// <exception cref="ArgumentException">Two rows stand for one participant and session.</exception>
    internal static int[]? Of(GrowingColumn<int> participant, GrowingColumn<int> session, int[]? rank)
    {
        var rises = true;
        for (int i = 1; i < participant.Count && rises; i++)
            rises = Key(i) > Key(i - 1);
        if (rises)
            return null;
        var (keys, order) = (new long[participant.Count], new int[participant.Count]);
        for (var i = 0; i < order.Length; i++)
            (keys[i], order[i]) = (Key(i), i);
        Array.Sort(keys, order);
        for (var i = 1; i < keys.Length; i++)
            if (keys[i] == keys[i - 1])
                throw new ArgumentException(
                    $"found rows {Math.Min(order[i], order[i - 1])} and {Math.Max(order[i], order[i - 1])} for one participant and session {session[order[i]]}, expected at most one");
        return order;

        // The sign bit is flipped so that negative session numbers sort below zero.
        long Key(int row) => ((long)(rank is null ? participant[row] : rank[participant[row]]) << 32) | ((uint)session[row] ^ 0x8000_0000u);
    }
}
