using IpdEngine.Intake.Findings;
using IpdEngine.Tests.Readers.Binary;
using Xunit;

namespace IpdEngine.Tests.Readers.Fuzz;

/// <summary>A file that was cut off never passes for a whole one.</summary>
public sealed class BinaryTruncationTests
{
    private const int Cuts = 1500;

    public static TheoryData<string, string> Files()
    {
        var files = new TheoryData<string, string>();
        foreach (var folder in new[] { "spss", "stata" })
            foreach (var name in ReferenceFiles.Names(folder))
                files.Add(folder, name);
        return files;
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_cut_off_anywhere_is_refused_or_complete(string folder, string file)
    {
        var bytes = ReferenceFiles.Bytes(folder, file);
        var whole = BinaryReading.Of(bytes, file);
        Assert.False(whole.Refused);
        // Every length at the end, where the rows are; evenly spread ones before.
        var step = Math.Max(1, bytes.Length / Cuts);
        for (var length = bytes.Length - 1; length >= 0; length -= length > bytes.Length - 300 ? 1 : step)
        {
            var reading = BinaryReading.Of(bytes[..length], file);
            Assert.True(reading.Refused || Told(reading) || OnlyTheEndIsLost(reading, whole), $"cut at {length} of {bytes.Length}: {reading.Rows} of {whole.Rows} rows and no error");
        }
    }

    // A file that tells neither its number of cases nor its end comes with a warning, always.
    private static bool Told(BinaryReading reading) => reading.Findings.Any(f => f.Code == "end-unverified" && f.Severity == Severity.Warning);

    // All rows that the header declares: what is lost is a mark of the end, or value labels of a Stata file up to version 115, none of which need come.
    private static bool OnlyTheEndIsLost(BinaryReading reading, BinaryReading whole) => reading.Rows == whole.Rows && whole.Rows > 0;
}
