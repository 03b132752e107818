using Apache.Arrow;
using Apache.Arrow.Types;

namespace IpdEngine.Panel;

/// <summary>The participants as value bytes in canonical order, on their way into Arrow.</summary>
internal sealed record ParticipantColumns(
    StringArray Ids, IReadOnlyList<Memory<byte>> Numbers, LabelledCodes Therapist, LabelledCodes Arm,
    IReadOnlyList<string> CovariateNames, IReadOnlyList<Memory<byte>> Covariates)
{
    internal RecordBatch ToBatch()
    {
        List<Field> fields =
        [
            new(PanelSchema.Participant, StringType.Default, nullable: false),
            .. PanelSchema.ParticipantNumbers.Select(name => new Field(name, DoubleType.Default, nullable: true)),
            new(PanelSchema.Therapist, ArrowColumns.DictionaryOfText, nullable: true),
            new(PanelSchema.Arm, ArrowColumns.DictionaryOfText, nullable: true),
            .. CovariateNames.Select(name => new Field(name, DoubleType.Default, nullable: true)),
        ];
        List<IArrowArray> arrays =
        [
            Ids,
            .. Numbers.Select(ArrowColumns.Doubles),
            Therapist.ToArrow(),
            Arm.ToArrow(),
            .. Covariates.Select(ArrowColumns.Doubles),
        ];
        return new RecordBatch(new Schema(fields, metadata: null), arrays, Ids.Length);
    }
}
