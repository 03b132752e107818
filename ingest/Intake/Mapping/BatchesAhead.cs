using IpdEngine.Intake.Readers;

namespace IpdEngine.Intake.Mapping;

/// <summary>The batches of a table in their order, the next of which is read on another core while one is mapped; a table of one batch needs neither.</summary>
internal sealed class BatchesAhead(RawTable table, int rows) : IDisposable
{
    private RawBatch _batch = new(table.Columns.Count, rows);
    private RawBatch? _next;
    private Task<bool>? _reading;

    /// <summary>The next batch, which lives until the one after it; null at the end.</summary>
    public RawBatch? Next()
    {
        if (!(_reading?.GetAwaiter().GetResult() ?? table.Read(_batch)))
            return null;
        if (_reading is not null)
            (_batch, _next) = (_next!, _batch);
        if (_batch.IsFull || _reading is not null)
        {
            var next = _next ??= new RawBatch(table.Columns.Count, rows);
            _reading = Task.Run(() => table.Read(next));
        }
        return _batch;
    }

    /// <summary>Waits for the reading that is under way: the table is its owner's again.</summary>
    public void Dispose()
    {
        if (_reading is not null)
            Task.WaitAny(_reading);
    }
}
