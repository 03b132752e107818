using IpdEngine.Intake.Readers;

namespace IpdEngine.Intake.Mapping;

/// <summary>Which column of one table stands for what.</summary>
/// <param name="Participant">Column of the identifier.</param>
/// <param name="Identifiers">Counts rows and those without identifier.</param>
/// <param name="Session">Column of the session's number; null where the slot gives it.</param>
/// <param name="Slots">The sessions of a row: one in long tables and session sheets, one a session in wide ones, none in a participants' sheet.</param>
/// <param name="Fields">Participant columns.</param>
internal sealed record TableBinding(
    int Participant, Findings.ColumnTally Identifiers, BoundNumber? Session, SessionSlot[] Slots, BoundField[] Fields);

/// <summary>A column of numbers.</summary>
/// <param name="Column">Its index.</param>
/// <param name="Cells">Reads it.</param>
internal sealed record BoundNumber(int Column, NumberCells Cells);

/// <summary>A column of dates.</summary>
/// <param name="Column">Its index.</param>
/// <param name="Cells">Reads it.</param>
internal sealed record BoundDate(int Column, DateCells Cells);

/// <summary>One session of a row.</summary>
/// <param name="Session">Its number where names or sheets give it; 0 otherwise.</param>
/// <param name="Date">Column of its date, or null.</param>
/// <param name="Items">Columns of all measures' items one after the other; null where this session lacks the measure.</param>
internal sealed record SessionSlot(int Session, BoundDate? Date, BoundNumber?[] Items);

/// <summary>A participant column: numbers or labels. Long tables repeat its cells from row to row, so a cell that reads as the last one did is not read again.</summary>
internal sealed record BoundField(int Column, NumberCells? Numbers, LabelCells? Labels, RawColumn Source, ParticipantField Field)
{
    private const int LongestRepeated = 32;
    private readonly char[] _text = new char[LongestRepeated];
    private int _length;
    private double _value;

    public double Read(RawBatch batch, in RawCell cell, long row, ReadOnlySpan<char> identifier)
    {
        var text = batch.Text(cell);
        if (cell.Kind == RawKind.Text && _length > 0 && text.SequenceEqual(_text.AsSpan(0, _length)))
        {
            Numbers?.Tally.Count();
            return _value;
        }
        var value = Numbers is not null ? Numbers.Read(batch, cell, row, identifier) : Labels!.Read(batch, cell, Source);
        if (cell.Kind != RawKind.Text || double.IsNaN(value) || text.Length > LongestRepeated)
            return value;
        text.CopyTo(_text);
        (_length, _value) = (text.Length, value);
        return value;
    }
}
