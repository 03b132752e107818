namespace IpdEngine.Intake.Readers.Spss;

/// <summary>Where a column lies in a case and how it is read.</summary>
/// <param name="Kind">Number, date or text.</param>
/// <param name="Offset">First byte in the case.</param>
/// <param name="Width">Bytes of text, padding of segments left out; 0 for a number.</param>
/// <param name="LastSegment">Declared bytes of the last segment; <paramref name="Width"/> where there is but one.</param>
/// <param name="Missing">User-missing values, or null.</param>
internal readonly record struct SpssField(RawKind Kind, int Offset, int Width, int LastSegment, SpssMissing? Missing)
{
    /// <summary>Bytes of text in each segment of a very long string but the last.</summary>
    public const int SegmentBytes = 255;

    /// <summary>Bytes from one segment to the next.</summary>
    public const int SegmentStride = 256;

    // Segments are counted as if each held 252 bytes, though each holds 255: a slip of old that every writer keeps.
    private const int CountedBytes = 252;

    /// <summary>Segments of a string of some width.</summary>
    public static int Segments(int width) => width <= SegmentBytes ? 1 : (width + CountedBytes - 1) / CountedBytes;

    /// <summary>The text of the field: in place where it has one segment, gathered in <paramref name="scratch"/> otherwise.</summary>
    public ReadOnlySpan<byte> Text(ReadOnlySpan<byte> row, Span<byte> scratch)
    {
        if (Width <= SegmentBytes)
            return row.Slice(Offset, Width);
        var segments = Segments(Width);
        var written = 0;
        for (var i = 0; i < segments; i++)
        {
            var length = Math.Min(Width - written, i == segments - 1 ? LastSegment : SegmentBytes);
            row.Slice(Offset + i * SegmentStride, length).CopyTo(scratch[written..]);
            written += length;
        }
        return scratch[..written];
    }
}
