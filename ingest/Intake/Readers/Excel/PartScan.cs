using System.Buffers;

namespace IpdEngine.Intake.Readers.Excel;

/// <summary>What unpacking one part of a workbook once, without keeping it, tells of it.</summary>
/// <param name="Bytes">Bytes unpacked; one more than the bound where it was passed.</param>
/// <param name="HasDocumentType">Whether it declares a document type, by which entities are defined.</param>
/// <param name="LongestRun">Longest run of bytes without a tag, to the nearest block.</param>
/// <param name="Depth">A bound on how deep elements nest.</param>
/// <param name="FormulasWithoutValue">Formulas whose value no program has stored.</param>
internal readonly record struct PartScan(long Bytes, bool HasDocumentType, long LongestRun, long Depth, long FormulasWithoutValue)
{
    private const int Block = 128 * 1024;
    private const int Overlap = 256;

    /// <summary>Unpacks up to <paramref name="most"/> bytes.</summary>
    public static PartScan Of(Stream part, long most)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Block + Overlap);
        try
        {
            long bytes = 0, run = 0, longest = 0, open = 0, depth = 0, formulas = 0;
            bool documentType = false;
            int kept = 0;
            while (true)
            {
                int read = part.ReadAtLeast(buffer.AsSpan(kept, Block), Block, throwOnEndOfStream: false);
                if (read == 0)
                    return new(bytes, documentType, longest, depth, formulas);
                bytes += read;
                ReadOnlySpan<byte> fresh = buffer.AsSpan(kept, read), all = buffer.AsSpan(0, kept + read);
                run = fresh.Contains((byte)'<') ? 0 : run + read;
                longest = Math.Max(longest, run);
                open += fresh.Count((byte)'<') - 2 * fresh.Count("</"u8) - fresh.Count("/>"u8) - fresh.Count("<?"u8);
                depth = Math.Max(depth, open);
                documentType |= bytes <= 4 * Block && all.IndexOf("<!DOCTYPE"u8) >= 0;
                formulas += CountBareFormulas(all, kept);
                if (bytes > most)
                    return new(bytes, documentType, longest, depth, formulas);
                kept = Math.Min(Overlap, all.Length);
                all[^kept..].CopyTo(buffer);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // A formula is followed by its value, unless the program that wrote the file never computed it. Each is counted when its end and the bytes after it
    // (at most 16) first lie in the buffer together.
    private static int CountBareFormulas(ReadOnlySpan<byte> text, int known)
    {
        int count = 0, at = 0;
        while (text[at..].IndexOf("</f>"u8) is int found and >= 0)
        {
            int after = at + found + 4;
            at = after;
            if (after + 16 > text.Length || after + 16 <= known)
                continue;
            ReadOnlySpan<byte> next = text[after..];
            bool empty = next.StartsWith("</c>"u8) || next.StartsWith("<v/>"u8) || next.StartsWith("<v />"u8) || next.StartsWith("<v></v>"u8);
            ReadOnlySpan<byte> cell = text[Math.Max(0, after - Overlap)..after];
            if (empty && cell[Math.Max(cell.LastIndexOf("<c "u8), 0)..].IndexOf("t=\"str\""u8) < 0)
                count++;
        }
        return count;
    }
}
