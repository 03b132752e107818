using IpdEngine.Intake.Readers;

namespace IpdEngine.Intake.Mapping;

/// <summary>The batches of a table in their order, the next of which is read on another core while one is mapped.</summary>
internal sealed class BatchesAhead : IDisposable
{
    private readonly RawTable _table;
    private RawBatch _free, _coming;
    private Task<bool> _reading;

    public BatchesAhead(RawTable table, int rows)
    {
        _table = table;
        (_free, _coming) = (new RawBatch(table.Columns.Count, rows), new RawBatch(table.Columns.Count, rows));
        _reading = Read(_coming);
    }

    /// <summary>The next batch, which the one before it makes room for; null at the end.</summary>
    public RawBatch? Next()
    {
        if (!_reading.GetAwaiter().GetResult())
            return null;
        (_free, _coming) = (_coming, _free);
        _reading = Read(_coming);
        return _free;
    }

    /// <summary>Waits for the reading that is under way: the table is its owner's again.</summary>
    public void Dispose() => Task.WaitAny(_reading);

    private Task<bool> Read(RawBatch batch) => Task.Run(() => _table.Read(batch));
}
