using Apache.Arrow;
using Apache.Arrow.Types;

namespace IpdEngine.Panel;

/// <summary>The sessions as Arrow arrays of full width, which analysis reads.</summary>
internal sealed class SessionArrays
{
    internal SessionArrays(PackedSessions rows, ParticipantTable participants)
    {
        Participant = ArrowColumns.Ints(Values<int>(rows, rows.CopyParticipants));
        Session = ArrowColumns.Ints(Values<int>(rows, (first, values) => rows.Session.CopyTo(first, values, 0)));
        Day = ArrowColumns.Ints(Values<int>(rows, rows.CopyDays), PanelSchema.UnknownDay);
        Numbers = [.. rows.Numbers.Select(column => ArrowColumns.Doubles(Values<double>(rows, column.CopyTo)))];
        List<Field> fields =
        [
            new(PanelSchema.Participant, ArrowColumns.DictionaryOfText, nullable: false),
            new(PanelSchema.Session, Int32Type.Default, nullable: false),
            new(PanelSchema.Day, Int32Type.Default, nullable: true),
            .. rows.Names.Select(name => new Field(name, DoubleType.Default, nullable: true)),
        ];
        Batch = new RecordBatch(new Schema(fields, metadata: null), [ArrowColumns.Codes(Participant, participants.Ids), Session, Day, .. Numbers], rows.Count);
    }

    internal RecordBatch Batch { get; }

    internal Int32Array Participant { get; }

    internal Int32Array Session { get; }

    internal Int32Array Day { get; }

    internal DoubleArray[] Numbers { get; }

    private static byte[] Values<T>(PackedSessions rows, Action<int, Span<T>> copy) where T : unmanaged
    {
        var bytes = ArrowColumns.Allocate<T>(rows.Count);
        if (rows.Count > 0)
            copy(0, ArrowColumns.View<T>(bytes));
        return bytes;
    }
}
