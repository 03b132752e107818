using System.Buffers;
using System.Text;

namespace IpdEngine.Intake.Readers.Delimited;

/// <summary>What one pass over the bytes of a text file tells of its encoding: bounded memory, several gigabytes a second for plain
/// text.</summary>
/// <param name="Mark">The encoding that a byte order mark names, or null.</param>
/// <param name="MarkLength">Bytes of the mark.</param>
/// <param name="Length">Bytes of the file.</param>
/// <param name="Sequences">Valid UTF-8 sequences of more than one byte.</param>
/// <param name="Broken">Bytes that no valid UTF-8 sequence holds.</param>
/// <param name="Nulls">NUL bytes.</param>
/// <param name="NullsEven">NUL bytes at even places of the first block.</param>
/// <param name="NullsOdd">NUL bytes at odd places of the first block.</param>
/// <param name="Controls">Control bytes of the first block that no text holds.</param>
/// <param name="FirstBlock">Bytes of the first block.</param>
/// <param name="Commas">Whether there is a comma anywhere.</param>
internal sealed record TextSurvey(
    Encoding? Mark, int MarkLength, long Length, long Sequences, long Broken, long Nulls, int NullsEven, int NullsOdd, int Controls,
    int FirstBlock,
    bool Commas)
{
    private const int Block = 256 * 1024;

    /// <summary>Whether the bytes can be handed on as they are: strict UTF-8 without NUL.</summary>
    public bool IsStrictUtf8 => Broken == 0 && Nulls == 0;

    /// <summary>Reads the whole stream from its start.</summary>
    public static TextSurvey Of(Stream file)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Block);
        try
        {
            int kept = 0, markLength = 0, nullsEven = 0, nullsOdd = 0, controls = 0, firstBlock = -1;
            long length = 0, sequences = 0, broken = 0, nulls = 0;
            bool commas = false;
            Encoding? mark = null;
            while (true)
            {
                int read = file.ReadAtLeast(buffer.AsSpan(kept, Block - kept), Block - kept, throwOnEndOfStream: false);
                Span<byte> fresh = buffer.AsSpan(kept, read);
                length += read;
                nulls += fresh.Count((byte)0);
                commas = commas || fresh.Contains((byte)',');
                if (firstBlock < 0)
                {
                    firstBlock = read;
                    (mark, markLength) = MarkOf(fresh);
                    (nullsEven, nullsOdd, controls) = CountOdd(fresh);
                }
                bool last = read == 0 || kept + read < Block;
                kept = Validate(buffer.AsSpan(0, kept + read), last, ref sequences, ref broken);
                if (last)
                    return new(mark, markLength, length, sequences, broken, nulls, nullsEven, nullsOdd, controls, firstBlock, commas);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // Returns how many bytes of an unfinished sequence were moved to the front of the buffer.
    private static int Validate(Span<byte> bytes, bool last, ref long sequences, ref long broken)
    {
        int at = 0;
        while (at < bytes.Length)
        {
            int plain = bytes[at..].IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            if (plain < 0)
                return 0;
            at += plain;
            OperationStatus status = Rune.DecodeFromUtf8(bytes[at..], out _, out int consumed);
            if (status == OperationStatus.NeedMoreData && !last)
            {
                bytes[at..].CopyTo(bytes);
                return bytes.Length - at;
            }
            if (status == OperationStatus.Done)
                sequences++;
            else
                broken += consumed;
            at += consumed;
        }
        return 0;
    }

    private static (Encoding? Mark, int Length) MarkOf(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("\uFEFF"u8))
            return (Encoding.UTF8, 3);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]))
            return (Encoding.UTF32, 4);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return (Encoding.Unicode, 2);
        return head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? (Encoding.BigEndianUnicode, 2) : (null, 0);
    }

    private static (int Even, int Odd, int Controls) CountOdd(ReadOnlySpan<byte> block)
    {
        int even = 0, odd = 0, controls = 0;
        for (int i = 0; i < block.Length; i++)
        {
            if (block[i] == 0)
                _ = (i & 1) == 0 ? even++ : odd++;
            else if (block[i] < 0x20 && block[i] is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or 0x0C or 0x1A))
                controls++;
        }
        return (even, odd, controls);
    }
}
