using System.Buffers.Binary;
using System.Text;

namespace IpdEngine.Intake.Readers.Excel;

/// <summary>The central directory of a ZIP container, read with a bound on entries before any library allocates one object an entry.</summary>
/// <remarks>Layout: PKWARE APPNOTE 6.3.10, sections 4.3.12 (directory header), 4.3.14 to 4.3.16 (end records).</remarks>
internal sealed class ZipDirectory
{
    private const int MostEntries = 10_000;
    private const uint HeaderSignature = 0x02014b50, EndSignature = 0x06054b50, End64Signature = 0x06064b50, Locator64Signature = 0x07064b50;

    private ZipDirectory(string? fault, HashSet<string> names, bool encrypted)
    {
        Fault = fault;
        Names = names;
        IsEncrypted = encrypted;
    }

    /// <summary>Why the container cannot be used; null where it can.</summary>
    public string? Fault { get; }

    /// <summary>Names of the entries, with <c>/</c> between folders.</summary>
    public IReadOnlySet<string> Names { get; }

    /// <summary>Whether an entry is encrypted.</summary>
    public bool IsEncrypted { get; }

    /// <summary>Reads the directory of a seekable stream.</summary>
    public static ZipDirectory Of(Stream file)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (FindDirectory(file) is not (long offset, long size))
            return new("its end is missing: the file is truncated or damaged", names, false);
        if (offset < 0 || size < 0 || offset > file.Length - size)
            return new("its directory lies outside the file", names, false);
        bool encrypted = false;
        file.Position = offset;
        Span<byte> header = stackalloc byte[46];
        byte[] name = new byte[ushort.MaxValue];
        int entries = 0;
        while (file.Position < offset + size)
        {
            if (file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length || U32(header) != HeaderSignature)
                return new("its directory is damaged", names, encrypted);
            int length = U16(header[28..]), rest = U16(header[30..]) + U16(header[32..]);
            if (file.ReadAtLeast(name.AsSpan(0, length), length, throwOnEndOfStream: false) < length)
                return new("its directory is damaged", names, encrypted);
            file.Position += rest;
            encrypted |= (U16(header[8..]) & 1) != 0;
            if (++entries > MostEntries)
                return new($"it holds more than {MostEntries} entries", names, encrypted);
            if (!names.Add(Encoding.UTF8.GetString(name, 0, length).Replace('\\', '/')))
                return new("it holds two entries of one name", names, encrypted);
        }
        return new(null, names, encrypted);
    }

    private static (long Offset, long Size)? FindDirectory(Stream file)
    {
        int length = (int)Math.Min(file.Length, 22 + ushort.MaxValue);
        byte[] tail = new byte[length];
        file.Position = file.Length - length;
        file.ReadExactly(tail);
        for (int at = length - 22; at >= 0; at--)
        {
            ReadOnlySpan<byte> end = tail.AsSpan(at);
            if (U32(end) != EndSignature)
                continue;
            long size = U32(end[12..]), offset = U32(end[16..]);
            return size == uint.MaxValue || offset == uint.MaxValue ? FindDirectory64(file, file.Length - length + at) : (offset, size);
        }
        return null;
    }

    private static (long Offset, long Size)? FindDirectory64(Stream file, long end)
    {
        Span<byte> locator = stackalloc byte[20];
        if (end < locator.Length)
            return null;
        file.Position = end - locator.Length;
        file.ReadExactly(locator);
        long record = BinaryPrimitives.ReadInt64LittleEndian(locator[8..]);
        if (U32(locator) != Locator64Signature || record < 0 || record > file.Length - 56)
            return null;
        Span<byte> end64 = stackalloc byte[56];
        file.Position = record;
        file.ReadExactly(end64);
        return U32(end64) == End64Signature
            ? (BinaryPrimitives.ReadInt64LittleEndian(end64[48..]), BinaryPrimitives.ReadInt64LittleEndian(end64[40..]))
            : null;
    }

    private static uint U32(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    private static ushort U16(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16LittleEndian(bytes);
}
