namespace IpdEngine.Intake.Mapping;

/// <summary>Session rows as they arrive, column by column.</summary>
internal sealed class SessionRows(int width, bool dated)
{
    public ChunkedColumn<int> Participant { get; } = new();

    public ChunkedColumn<int> When { get; } = new();

    public ChunkedColumn<int> Date { get; } = new();

    public ChunkedColumn<int> SourceRow { get; } = new();

    public IReadOnlyList<NumberColumn> Items { get; } = [.. Enumerable.Range(0, width).Select(_ => new NumberColumn())];

    public void Add(int participant, int when, int date, long sourceRow, ReadOnlySpan<double> items)
    {
        Participant.Add(participant);
        When.Add(when);
        if (dated)
            Date.Add(date);
        SourceRow.Add((int)Math.Min(sourceRow, int.MaxValue));
        for (var i = 0; i < items.Length; i++)
            Items[i].Add(items[i]);
    }

    /// <summary>Indices of the rows by participant, session and row of the file.</summary>
    public int[] Sorted()
    {
        var order = new int[Participant.Count];
        var keys = new long[order.Length];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
            keys[i] = ((long)Participant[i] << 32) | (uint)(When[i] ^ int.MinValue);
        }
        Array.Sort(keys, order);
        for (int first = 0, next; first < order.Length; first = next)
        {
            for (next = first + 1; next < order.Length && keys[next] == keys[first]; next++) { }
            order.AsSpan(first, next - first).Sort();
        }
        return order;
    }
}
