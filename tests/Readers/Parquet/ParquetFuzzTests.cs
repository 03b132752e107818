using CsCheck;
using IpdEngine.Intake.Findings;
using IpdEngine.Tests.Panel;
using IpdEngine.Tests.Panel.Tables;
using Xunit;

namespace IpdEngine.Tests.Readers.Parquet;

/// <summary>Any bytes give a table or a finding: never another exception, never without end.</summary>
public sealed class ParquetFuzzTests
{
    [Theory]
    [InlineData("snappy", "v1")]
    [InlineData("zstd", "v2")]
    [InlineData("gzip", "v1")]
    [InlineData("uncompressed", "v2")]
    public void A_damaged_file_gives_rows_or_a_finding(string codec, string version)
    {
        var bytes = Sample(codec, version);
        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte, Gen.Int[1, 8]).Sample((at, value, length) =>
        {
            byte[] damaged = [.. bytes];
            damaged.AsSpan(at, Math.Min(length, bytes.Length - at)).Fill(value);
            var reading = Reading.OfBytes(damaged, "t.parquet");
            Assert.True(reading.Rows.Count <= 300 || reading.Findings.Any(finding => finding.Severity == Severity.Error), $"{reading.Rows.Count} rows");
        }, iter: 400);
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        var bytes = Sample("snappy", "v1");
        for (var length = 5; length < bytes.Length; length += 13)
            Assert.Contains(Reading.OfBytes(bytes[..length], "t.parquet").Findings, finding => finding.Severity == Severity.Error);
    }

    [Fact]
    public void A_footer_that_claims_too_much_is_refused_with_what_to_do()
    {
        byte[] bytes = [.. "PAR1"u8, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0x7F, .. "PAR1"u8];
        var finding = Assert.Single(Reading.OfBytes(bytes, "t.parquet").Findings);
        Assert.Equal(("file-corrupt", Severity.Error), (finding.Code, finding.Severity));
        Assert.NotEmpty(finding.Remedy);
    }

    [Fact]
    public void A_footer_nested_without_end_is_refused()
    {
        byte[] footer = [.. Enumerable.Repeat((byte)0x5C, 100_000)];
        byte[] bytes = [.. "PAR1"u8, .. footer, .. BitConverter.GetBytes(footer.Length), .. "PAR1"u8];
        Assert.Contains("32 deep", Assert.Single(Reading.OfBytes(bytes, "t.parquet").Findings).Found, StringComparison.Ordinal);
    }

    private static byte[] Sample(string codec, string version)
    {
        using var scratch = new Scratch();
        DuckDb.Query(
            $"""
            copy (select i as id, case when i % 7 = 3 then null else i * 0.1 end as score, 'p' || (i % 11) as patient, 'note ' || i as note
                  from range(0, 300) t(i)) to '{scratch["t.parquet"]}' (format parquet, compression {codec}, parquet_version {version})
            """);
        return File.ReadAllBytes(scratch["t.parquet"]);
    }
}
