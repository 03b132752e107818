using IpdEngine.Intake.Findings;

namespace IpdEngine.Intake.Readers.Opening;

/// <summary>The upper part of a table, for a look at it: what stands below is not read.</summary>
internal sealed class FirstRows : RawTable
{
    /// <summary>Code of the note that says that rows were left out.</summary>
    public const string Code = "rows-left-out";

    private readonly RawTable _table;
    private readonly long _most;
    private long _read;
    private bool _isCut;

    private FirstRows(RawTable table, long most) => (_table, _most) = (table, most);

    /// <inheritdoc/>
    public override IReadOnlyList<RawColumn> Columns => _table.Columns;

    /// <inheritdoc/>
    public override IReadOnlyList<Finding> Findings => !_isCut ? _table.Findings :
    [
        .. _table.Findings,
        new Finding(Code, Severity.Note, File, string.IsNullOrEmpty(Sheet) ? null : Sheet, null, null, $"more than {_most} rows", $"at most {_most} for a look", "nothing: what is stored is made of all rows"),
    ];

    /// <summary>The rows of a table that hold at most so many cells, and one row at least.</summary>
    public static RawTable Of(RawTable table, long cells) => new FirstRows(table, Math.Max(1, cells / Math.Max(1, table.Columns.Count))) { File = table.File, Sheet = table.Sheet };

    /// <inheritdoc/>
    public override bool Read(RawBatch batch)
    {
        if (_read >= _most)
        {
            _isCut |= _table.Read(batch);
            batch.Clear();
            return false;
        }
        if (!_table.Read(batch))
            return false;
        for (; batch.Count > _most - _read; _isCut = true)
            batch.DropRow();
        _read += batch.Count;
        return true;
    }

    /// <inheritdoc/>
    public override void Dispose() => _table.Dispose();
}
