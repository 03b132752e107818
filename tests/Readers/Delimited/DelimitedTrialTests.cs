using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IpdEngine.Tests.Walls;
using Xunit;

namespace IpdEngine.Tests.Readers.Delimited;

/// <summary>The delimited trials of the example corpus, cell for cell as Python's csv module reads them.</summary>
public sealed class DelimitedTrialTests
{
    private static readonly JsonElement Expected =
        JsonDocument.Parse(Repository.Read("tests/References/readers/delimited/trials.json")).RootElement.GetProperty("files");

    public static TheoryData<string> Trials() => [.. Expected.EnumerateObject().Select(file => file.Name)];

    [Theory]
    [MemberData(nameof(Trials))]
    public void A_trial_reads_as_another_program_reads_it(string name)
    {
        JsonElement expected = Expected.GetProperty(name);
        Reading reading = Reading.Of(Path.Combine(Repository.Root, "ingest/Intake/Example/trials", name));
        Assert.Equal(expected.GetProperty("encoding").GetString(), reading.Setting("encoding"));
        Assert.Equal(expected.GetProperty("separator").GetString(), reading.Setting("separator").Replace("tab", "\t", StringComparison.Ordinal));
        Assert.Equal(expected.GetProperty("columns").EnumerateArray().Select(column => column.GetString()), reading.Columns);
        Assert.Equal(expected.GetProperty("rows").GetInt32(), reading.Rows.Count);
        Assert.Equal(expected.GetProperty("first").EnumerateArray().Select(cell => cell.GetString()), reading.Rows[0]);
        string cells = string.Join('\x1e', reading.Rows.Select(row => string.Join('\x1f', row)));
        Assert.Equal(expected.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(cells))));
    }

    [Fact]
    public void The_decimal_comma_of_the_German_trial_is_seen()
    {
        Reading reading = Reading.Of(Path.Combine(Repository.Root, "ingest/Intake/Example/trials/trial01_ambulanz.csv"));
        Assert.Equal(',', reading.File.DecimalMark);
        Assert.Equal("encoding-assumed", reading.Codes);
    }

    [Fact]
    public void Blank_rows_at_the_end_are_left_out_and_told()
    {
        Reading reading = Reading.Of(Path.Combine(Repository.Root, "ingest/Intake/Example/trials/trial09_cbt.csv"));
        Assert.Equal("blank-rows", reading.Codes);
        Assert.Equal("Patient ", reading.Columns[0]);
        Assert.Equal(2, reading.RowNumbers[0]);
    }
}
