using IpdEngine.Worker.Inbox;

namespace IpdEngine.Worker.Draining;

/// <summary>
/// The queue: uploads of one study stand in one lane and go in order, lanes go side by side. A lane whose head is under way, or rests after a fault, lets others pass.
/// </summary>
internal sealed class Lanes : IDisposable
{
    private readonly Lock _turn = new();
    private readonly Dictionary<string, SortedSet<(string Order, string Id)>> _lanes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _laneOf = new(StringComparer.Ordinal);
    private readonly HashSet<string> _busy = new(StringComparer.Ordinal);
    private readonly HashSet<string> _reserved = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _work = new(0);

    /// <summary>Uploads that wait or are under way.</summary>
    public int Count
    {
        get
        {
            lock (_turn)
                return _laneOf.Count;
        }
    }

    /// <summary>
    /// Gives an upload its id and, at the same instant, its place in its lane: what came later waits behind it, however long it takes to be safe on the disk.
    /// <see cref="TryReady"/> makes it ready, <see cref="Abandon"/> gives the place up.
    /// </summary>
    /// <param name="ids">Gives the id.</param>
    /// <param name="lane">The study, or null where none can be read.</param>
    public string Reserve(UploadId ids, string? lane)
    {
        lock (_turn)
        {
            var id = ids.Next();
            _reserved.Add(id);
            Stand(id, id, lane ?? id);
            return id;
        }
    }

    /// <summary>An upload that stands in its lane may be worked on from now on; false where it has no place yet.</summary>
    public bool TryReady(string id)
    {
        lock (_turn)
            if (!_reserved.Remove(id))
                return _laneOf.ContainsKey(id);
        _work.Release();
        return true;
    }

    /// <summary>The upload did not come to be: its place is free. One that has been made ready meanwhile stays: it stands in the inbox after all.</summary>
    public void Abandon(string id)
    {
        lock (_turn)
            if (_reserved.Contains(id))
                Leave(id, remove: true);
    }

    /// <summary>Takes an upload up; one that is known stays where it is.</summary>
    /// <param name="id">Id of the upload.</param>
    /// <param name="order">Its place in its lane.</param>
    /// <param name="lane">The study, or the id where none can be read.</param>
    public void Add(string id, string order, string lane)
    {
        lock (_turn)
        {
            if (_laneOf.ContainsKey(id))
                return;
            Stand(id, order, lane);
        }
        _work.Release();
    }

    /// <summary>Waits for an upload whose turn it is; its lane stays closed until <see cref="Finish"/> or <see cref="PutBack"/>.</summary>
    public async Task<string> TakeAsync(CancellationToken cancel)
    {
        while (true)
        {
            await _work.WaitAsync(cancel);
            if (TryTake() is { } id)
                return id;
        }
    }

    /// <summary>The upload has its outcome: its lane goes on.</summary>
    public void Finish(string id) => Leave(id, remove: true);

    /// <summary>The upload could not be worked on now: it keeps its place.</summary>
    public void PutBack(string id) => Leave(id, remove: false);

    /// <inheritdoc/>
    public void Dispose() => _work.Dispose();

    // The lane whose head has waited longest goes first. Every upload has one release of the semaphore; one that came while its lane was busy is made good by Leave.
    private string? TryTake()
    {
        lock (_turn)
        {
            var free = _lanes.Where(lane => !_busy.Contains(lane.Key) && !_reserved.Contains(lane.Value.Min.Id)).Select(lane => (Lane: lane.Key, Head: lane.Value.Min)).ToList();
            if (free.Count == 0)
                return null;
            var next = free.MinBy(each => each.Head);
            _busy.Add(next.Lane);
            return next.Head.Id;
        }
    }

    private void Stand(string id, string order, string lane)
    {
        _laneOf.Add(id, lane);
        if (!_lanes.TryGetValue(lane, out var queue))
            _lanes.Add(lane, queue = []);
        queue.Add((order, id));
    }

    private void Leave(string id, bool remove)
    {
        bool waiting;
        lock (_turn)
        {
            var lane = _laneOf[id];
            var queue = _lanes[lane];
            // A place that is given up was never under way: its lane may be, with another upload.
            if (!_reserved.Remove(id))
                _busy.Remove(lane);
            if (remove)
            {
                _laneOf.Remove(id);
                queue.RemoveWhere(entry => entry.Id == id);
                if (queue.Count == 0)
                    _lanes.Remove(lane);
            }
            waiting = queue.Count > 0;
        }
        if (waiting)
            _work.Release();
    }
}
