using IpdEngine.Intake.Readers;
using IpdEngine.Intake.Readers.Binary;
using IpdEngine.Intake.Readers.Spss;
using IpdEngine.Intake.Readers.Stata;
using IpdEngine.Tests.Walls;
using Xunit;

namespace IpdEngine.Tests.Readers.Binary;

/// <summary>The binary files that other programs wrote, under <c>tests/References/readers</c> and in the example corpus.</summary>
internal static class ReferenceFiles
{
    public static string Path(string folder, string file) => System.IO.Path.Combine(Repository.Root, "tests/References/readers", folder, file);

    public static IEnumerable<string> Names(string folder) =>
        Directory.EnumerateFiles(System.IO.Path.Combine(Repository.Root, "tests/References/readers", folder))
            .Select(f => System.IO.Path.GetFileName(f))
            .Where(f => f.EndsWith(".sav", StringComparison.Ordinal) || f.EndsWith(".zsav", StringComparison.Ordinal) || f.EndsWith(".dta", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    public static TheoryData<string> Theory(string folder)
    {
        var names = new TheoryData<string>();
        foreach (var name in Names(folder))
            names.Add(name);
        return names;
    }

    public static byte[] Bytes(string folder, string file) => File.ReadAllBytes(Path(folder, file));

    public static OpenedTable Open(byte[] bytes, string file, ReadOptions? options = null) =>
        StataFile.Recognises(bytes)
            ? StataFile.Open(new MemoryStream(bytes, writable: false), file, options ?? new ReadOptions())
            : SpssFile.Open(new MemoryStream(bytes, writable: false), file, options ?? new ReadOptions());
}
