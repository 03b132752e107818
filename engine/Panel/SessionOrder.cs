namespace IpdEngine.Panel;

/// <summary>The canonical order of session rows: participant rank, then session number.</summary>
internal static class SessionOrder
{
    /// <summary>Row numbers in canonical order; null where the rows already stand so.</summary>
    /// <exception cref="ArgumentException">Two rows stand for one participant and session.</exception>
    internal static int[]? Of(GrowingColumn<int> participant, GrowingColumn<int> session, int[] rank)
    {
        var keys = new long[participant.Count];
        var sorted = true;
        for (var i = 0; i < keys.Length; i++)
        {
            // The sign bit is flipped so that negative session numbers sort below zero.
            keys[i] = ((long)rank[participant[i]] << 32) | ((uint)session[i] ^ 0x8000_0000u);
            sorted &= i == 0 || keys[i] > keys[i - 1];
        }
        if (sorted)
            return null;
        var order = new int[keys.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(keys, order);
        for (var i = 1; i < keys.Length; i++)
            if (keys[i] == keys[i - 1])
                throw new ArgumentException(
                    $"found rows {Math.Min(order[i], order[i - 1])} and {Math.Max(order[i], order[i - 1])} for one participant and session {session[order[i]]}, expected at most one");
        return order;
    }
}
