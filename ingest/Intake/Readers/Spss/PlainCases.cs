using IpdEngine.Intake.Readers.Binary;

namespace IpdEngine.Intake.Readers.Spss;

/// <summary>Cases that are not packed: eight bytes an element.</summary>
internal sealed class PlainCases(ByteSource source) : SpssCases(source)
{
    /// <inheritdoc/>
    public override bool Next(Span<byte> row)
    {
        if (Source.Remaining == 0)
            return false;
        if (Source.Remaining < row.Length)
            throw Inside((int)Source.Remaining, row.Length);
        Source.Read(row);
        return true;
    }

    /// <inheritdoc/>
    public override bool AtEnd() => Source.Remaining == 0;
}
