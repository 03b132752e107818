namespace IpdEngine.Panel;

/// <summary>The sessions of a study in canonical order, as narrow as their values: ten million take some fifty megabytes.</summary>
/// <param name="FirstRows">First row of each participant, and the number of rows.</param>
/// <param name="Session">Session numbers.</param>
/// <param name="Day">Days since the participant's first session; null where none is known.</param>
/// <param name="Names">Names of the numbers: alliance, symptom, and the extra measures in ordinal order.</param>
/// <param name="Numbers">The columns of those names.</param>
internal sealed record PackedSessions(
    int[] FirstRows, NarrowColumn Session, NarrowColumn? Day, IReadOnlyList<string> Names, IReadOnlyList<NarrowColumn> Numbers)
{
    internal int Count => Session.Count;

    internal void CopyDays(int first, Span<int> days)
    {
        if (Day is null)
            days.Fill(PanelSchema.UnknownDay);
        else
            Day.CopyTo(first, days, PanelSchema.UnknownDay);
    }

    internal void CopyParticipants(int first, Span<int> participants)
    {
        var participant = ParticipantOf(first);
        for (var i = 0; i < participants.Length; i++)
        {
            while (first + i >= FirstRows[participant + 1])
                participant++;
            participants[i] = participant;
        }
    }

    /// <summary>Whose row it is; participants without a row own none.</summary>
    internal int ParticipantOf(int row)
    {
        var (low, high) = (0, FirstRows.Length - 1);
        while (high - low > 1)
        {
            var middle = (low + high) >>> 1;
            (low, high) = FirstRows[middle] <= row ? (middle, high) : (low, middle);
        }
        return low;
    }
}
