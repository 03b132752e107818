using Apache.Arrow;
using Apache.Arrow.Types;

namespace IpdEngine.Panel;

/// <summary>The sessions as value bytes in canonical order, on their way into Arrow.</summary>
internal sealed record SessionColumns(
    Memory<byte> Participant, Memory<byte> Session, Memory<byte> Day, Memory<byte> Alliance, Memory<byte> Symptom,
    IReadOnlyList<string> MeasureNames, IReadOnlyList<Memory<byte>> Measures)
{
    internal RecordBatch ToBatch(ParticipantTable participants)
    {
        var participant = ArrowColumns.Codes(ArrowColumns.Ints(Participant), participants.Ids);
        List<Field> fields =
        [
            new(PanelSchema.Participant, ArrowColumns.DictionaryOfText, nullable: false),
            new(PanelSchema.Session, Int32Type.Default, nullable: false),
            new(PanelSchema.Day, Int32Type.Default, nullable: true),
            new(PanelSchema.Alliance, DoubleType.Default, nullable: true),
            new(PanelSchema.Symptom, DoubleType.Default, nullable: true),
            .. MeasureNames.Select(name => new Field(name, DoubleType.Default, nullable: true)),
        ];
        List<IArrowArray> arrays =
        [
            participant,
            ArrowColumns.Ints(Session),
            ArrowColumns.Ints(Day, PanelSchema.UnknownDay),
            ArrowColumns.Doubles(Alliance),
            ArrowColumns.Doubles(Symptom),
            .. Measures.Select(ArrowColumns.Doubles),
        ];
        return new RecordBatch(new Schema(fields, metadata: null), arrays, Session.Length / sizeof(int));
    }
}
