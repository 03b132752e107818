using System.Buffers.Binary;

namespace IpdEngine.Intake.Readers.Stata;

/// <summary>Reads the keys by which rows name their strLs: the variable and observation that first held the text.</summary>
/// <remarks>
/// Source: Stata, <c>help dta_117</c> to <c>help dta_119</c>: 4 + 4, 2 + 6 and 3 + 5 bytes. ReadStat, and so haven, writes version 119 with the 2 + 6 bytes of
/// version 118. The first text of a file is always named by its own cell: that tells which of the two wrote it.
/// </remarks>
internal sealed class StataLongTextKeys(StataVersion version, bool bigEndian)
{
    private const int ReadStatBits = 48;

    private int _observationBits = version.Number switch { 117 => 32, 118 => 48, _ => 40 };
    private bool _settled = version.Number != 119;

    /// <summary>One number for variable and observation; 0 is the empty text.</summary>
    /// <param name="variable">From 1.</param>
    /// <param name="observation">From 1.</param>
    /// <returns>The key, or null where a row cannot name them.</returns>
    public static ulong? Of(ulong variable, ulong observation) =>
        variable < 1UL << 24 && observation < 1UL << 40 ? variable << 40 | observation : null;

    /// <summary>The key in a cell; null where it is out of range.</summary>
    /// <param name="cell">Its eight bytes.</param>
    /// <param name="column">The cell's variable, from 1.</param>
    /// <param name="row">The cell's observation, from 1.</param>
    public ulong? Read(ReadOnlySpan<byte> cell, int column, long row)
    {
        var word = bigEndian ? BinaryPrimitives.ReadUInt64BigEndian(cell) : BinaryPrimitives.ReadUInt64LittleEndian(cell);
        if (!_settled && word != 0)
        {
            _settled = true;
            if (Split(word, ReadStatBits) == Of((ulong)column, (ulong)row))
                _observationBits = ReadStatBits;
        }
        return Split(word, _observationBits);
    }

    // The variable stands first: in the lower bits where the least significant byte comes first.
    private ulong? Split(ulong word, int observationBits)
    {
        var variableBits = 64 - observationBits;
        return bigEndian
            ? Of(word >> observationBits, word & ((1UL << observationBits) - 1))
            : Of(word & ((1UL << variableBits) - 1), word >> variableBits);
    }
}
