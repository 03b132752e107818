using IpdEngine.Intake.Description;
using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Privacy;
using IpdEngine.Intake.Readers;
using IpdEngine.Panel;

namespace IpdEngine.Intake.Mapping;

/// <summary>
/// Maps the tables of an upload onto one <see cref="ItemTable"/>: cells become numbers, identifiers become pseudonyms, columns, sheets or dates become sessions.
/// Raw identifiers live in here and nowhere else.
/// </summary>
internal sealed class Mapper
{
    private readonly StudyDescription _study;
    private readonly string _descriptionFile;
    private readonly PseudonymKey _key;
    private readonly FindingLog _log;
    private readonly ParticipantFields _fields;
    private readonly SessionRows _rows;
    private readonly double[] _items;
    private readonly TextCodes _identifiers = new();
    private readonly HashSet<string> _dropped = new(StringComparer.Ordinal);

    public Mapper(StudyDescription study, string descriptionFile, PseudonymKey key, FindingLog log)
    {
        (_study, _descriptionFile, _key, _log) = (study, descriptionFile, key, log);
        _fields = new ParticipantFields(study, key);
        _items = new double[study.Alliance.Width + study.Symptom.Width + study.Extra.Sum(measure => measure.Width)];
        _rows = new SessionRows(_items.Length, study.Date is not null);
    }

    /// <summary>Reads a table to its end; false where a column is unknown or the reader broke off.</summary>
    /// <param name="table">The table.</param>
    /// <param name="decimalMark">The file's decimal mark.</param>
    /// <param name="sessions">True where the table holds sessions.</param>
    /// <param name="participants">True where the table holds the participant columns.</param>
    /// <param name="sheetSession">Session number that the sheet's name gives; 0 where none.</param>
    public bool Map(RawTable table, char decimalMark, bool sessions, bool participants, int sheetSession)
    {
        var finder = new ColumnFinder(table, _study.Drop, _descriptionFile, _log);
        var binder = new TableBinder(_study, _fields, finder, decimalMark);
        var binding = binder.Bind(sessions, participants, sheetSession);
        if (binding is not null)
        {
            var screen = new PersonalDataScreen(table.Columns, finder.Unused.Concat(Unbounded(binding, table)), finder.Sheet);
            using (var batches = new BatchesAhead(table, Math.Clamp(32768 / Math.Max(1, table.Columns.Count), 1, 2048)))
                while (batches.Next() is { } batch)
                {
                    screen.Look(batch);
                    for (var row = 0; row < batch.Count; row++)
                        Map(batch, row, binding);
                }
            screen.Report(_log);
            _dropped.UnionWith(finder.Dropped);
            foreach (var tally in binder.Tallies)
                tally.Report(_log);
            if (finder.Unused is { Count: > 0 } unused)
                _log.Note("columns-unused", $"{unused.Count} columns that the description does not use: {string.Join(", ", unused.Take(8).Select(column => table.Columns[column].Name))}{(unused.Count > 8 ? ", ..." : "")}",
                    "nothing: they are not stored", "name them in the description if they matter", null, null, finder.Sheet);
        }
        _log.AddRange(table.Findings);
        return binding is not null && table.Findings.All(finding => finding.Severity != Severity.Error);
    }

    /// <summary>The answers of all tables that were read.</summary>
    public ItemTable Finish()
    {
        foreach (var name in _study.Drop.Where(name => !_dropped.Contains(name)))
            _log.Add(new Finding("drop-not-found", Severity.Note, _descriptionFile, null, null, name, $"no column '{name}' to drop", "the name of a column", "check its spelling; nothing is wrong where the column is gone from the file"));
        return new ItemTable(_study, new Pseudonyms(_key, _study.Study, _identifiers), _fields, _rows);
    }

    // Identifiers become pseudonyms, sessions' dates become days, and scores have a range: what else is used could carry anything.
    private IEnumerable<int> Unbounded(TableBinding binding, RawTable table) =>
        binding.Fields.Where(field => field.Field == _fields.Arm || _fields.Covariates.Contains(field.Field)).Select(field => field.Column)
            .Concat(binding.Slots.Select(slot => slot.Date?.Column ?? -1).Where(column => column >= 0 && HeaderWords.KindOf(table.Columns[column].Name) == PersonalKind.BirthDate));

    private void Map(RawBatch batch, int row, TableBinding binding)
    {
        Span<char> buffer = stackalloc char[IdentifierText.MaximumLength];
        var sourceRow = batch.RowNumber(row);
        var id = IdentifierText.Of(batch, batch.Cell(row, binding.Participant), buffer);
        if (id.IsEmpty || NumberText.IsMissingMark(id))
        {
            if (IsBlank(batch, row))
                return;
            binding.Identifiers.Count();
            binding.Identifiers.AddFault("participant-missing", sourceRow, "a row without identifier", "an identifier in every row", "the row was left out; give it its identifier");
            return;
        }
        binding.Identifiers.Count();
        var participant = _identifiers.Code(id);
        var earliest = int.MaxValue;
        foreach (var slot in binding.Slots)
            earliest = Math.Min(earliest, AddSession(batch, row, sourceRow, id, participant, binding, slot));
        foreach (var field in binding.Fields)
            field.Field.Add(participant, field.Read(batch, batch.Cell(row, field.Column), sourceRow, id), earliest, sourceRow);
    }

    /// <summary>Adds the session of one slot and says when it was; int.MaxValue where it cannot be placed.</summary>
    private int AddSession(RawBatch batch, int row, long sourceRow, ReadOnlySpan<char> id, int participant, TableBinding binding, SessionSlot slot)
    {
        var answered = false;
        for (var i = 0; i < _items.Length; i++)
        {
            _items[i] = slot.Items[i] is { } item ? item.Cells.Read(batch, batch.Cell(row, item.Column), sourceRow, id) : double.NaN;
            answered |= !double.IsNaN(_items[i]);
        }
        var date = slot.Date is { } dated ? dated.Cells.Read(batch, batch.Cell(row, dated.Column), sourceRow) : DateCells.Unknown;
        var when = slot.Session;
        if (_study.SessionsByDate)
        {
            if (date == DateCells.Unknown)
                return Misplaced(slot.Date!.Cells.Tally, sourceRow, answered, "a row without date", "a date in every row, which orders the sessions");
            when = date;
        }
        else if (binding.Session is { } column)
        {
            var faulty = column.Cells.Tally.Faulty;
            var number = column.Cells.Read(batch, batch.Cell(row, column.Column), sourceRow, id);
            if (double.IsNaN(number))
                return faulty < column.Cells.Tally.Faulty ? int.MaxValue : Misplaced(column.Cells.Tally, sourceRow, answered, "a row without session number", "a session number in every row");
            when = (int)number;
        }
        // Rows that nobody answered count only where they give the others their number or their day.
        if (answered || _study.Date is not null)
            _rows.Add(participant, when, date, sourceRow, _items);
        return when;
    }

    private static int Misplaced(ColumnTally tally, long row, bool answered, string found, string expected)
    {
        if (answered)
        {
            tally.Count();
            tally.AddFault("session-missing", row, found, expected, "the row was left out; complete it");
        }
        return int.MaxValue;
    }

    private static bool IsBlank(RawBatch batch, int row)
    {
        for (var column = 0; column < batch.Columns; column++)
        {
            ref readonly var cell = ref batch.Cell(row, column);
            if (cell.Kind != RawKind.Empty && !(cell.Kind == RawKind.Text && batch.Text(cell).IsWhiteSpace()))
                return false;
        }
        return true;
    }
}
