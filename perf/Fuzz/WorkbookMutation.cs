using System.IO.Compression;

namespace IpdEngine.Perf.Fuzz;

/// <summary>Damage inside a workbook: one part of it is damaged and all are zipped again, so that it reaches the XML.</summary>
internal static class WorkbookMutation
{
    public static byte[] Of(Mutation mutation, byte[] workbook)
    {
        using var source = new ZipArchive(new MemoryStream(workbook, writable: false), ZipArchiveMode.Read);
        var parts = source.Entries.Select(entry => (entry.FullName, Bytes: Unpack(entry))).ToList();
        var chosen = mutation.Next(parts.Count);
        var (name, bytes) = parts[chosen];
        parts[chosen] = (name, TextMutation.Of(mutation, bytes, parts[mutation.Next(parts.Count)].Bytes));
        if (mutation.Next(20) == 0)
            parts.RemoveAt(mutation.Next(parts.Count));
        using var target = new MemoryStream();
        using (var archive = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var part in parts)
            {
                using var entry = archive.CreateEntry(part.FullName, CompressionLevel.Fastest).Open();
                entry.Write(part.Bytes);
            }
        return target.ToArray();
    }

    private static byte[] Unpack(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
