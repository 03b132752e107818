using IpdEngine.Tests.Walls;
using Xunit;

namespace IpdEngine.Tests.Stage1.Agreement;

/// <summary>
/// The record of agreement with lavaan 0.6-14 and OpenMx 2.21 on data sets that come with R packages (data.R, lavaan.R and openmx.R make the references).
/// With IPD_RECORD=1 in the environment the test writes the record instead of comparing it.
/// </summary>
public sealed class SemAgreementTests
{
    private const string Place = "tests/References/agreement/record.txt";

    [Fact]
    public void Every_pair_of_model_and_data_agrees_and_the_record_is_as_committed()
    {
        var (lavaan, openMx) = (SemAgreement.Run("lavaan.json"), SemAgreement.Run("openmx.json"));
        string[] faults = [.. lavaan.Faults, .. openMx.Faults];
        Assert.True(faults.Length == 0, $"{faults.Length} faults:\n{string.Join('\n', faults.Take(80))}");
        Assert.True(lavaan.Pairs + openMx.Pairs >= 180, $"{lavaan.Pairs} and {openMx.Pairs} pairs");
        var record = lavaan.Record("lavaan 0.6-14") + openMx.Record("OpenMx 2.21");
        if (Environment.GetEnvironmentVariable("IPD_RECORD") == "1")
            File.WriteAllText(Path.Combine(Repository.Root, Place), record);
        Assert.True(Repository.Read(Place).ReplaceLineEndings("\n") == record, $"the record is now\n{record}");
    }
}
