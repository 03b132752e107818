namespace IpdEngine.Intake.Readers.Stata;

/// <summary>Missing values of each storage type: a full stop, or one of 26 letters.</summary>
/// <remarks>Source: Stata, <c>help dta_118</c>, section 5.3.2.</remarks>
internal static class StataMissing
{
    /// <summary>What a stored number is when it is no letter: a value, or the full stop.</summary>
    public const int Value = -1;

    /// <summary>The full stop.</summary>
    public const int Plain = 0;

    private const int Letters = 26;

    /// <summary>-1 for a value, 0 for the full stop, 1 to 26 for a letter.</summary>
    public static int OfByte(sbyte value) => value > 100 ? value - 101 : Value;

    /// <inheritdoc cref="OfByte"/>
    public static int OfInt(short value) => value > 32_740 ? value - 32_741 : Value;

    /// <inheritdoc cref="OfByte"/>
    public static int OfLong(int value) => value > 2_147_483_620 ? value - 2_147_483_621 : Value;

    /// <inheritdoc cref="OfByte"/>
    /// <remarks>Infinities and what is no number count as the full stop.</remarks>
    public static int OfFloat(float value)
    {
        if (value < 1.7014118e38f)
            return Value;
        var steps = BitConverter.SingleToInt32Bits(value) - 0x7f000000;
        return steps % 0x800 == 0 && steps / 0x800 <= Letters && steps > 0 ? steps / 0x800 : Plain;
    }

    /// <inheritdoc cref="OfFloat"/>
    public static int OfDouble(double value)
    {
        if (value < 8.98846567431158e307)
            return Value;
        var steps = BitConverter.DoubleToInt64Bits(value) - 0x7fe0_0000_0000_0000;
        return steps % 0x100_0000_0000 == 0 && steps / 0x100_0000_0000 <= Letters && steps > 0 ? (int)(steps / 0x100_0000_0000) : Plain;
    }

    /// <summary>The letters, each at its number less one.</summary>
    public static ReadOnlySpan<char> Alphabet => "abcdefghijklmnopqrstuvwxyz";
}
