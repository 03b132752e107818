using IpdEngine.Tests.Walls;
using Xunit;

namespace IpdEngine.Tests.Stage2.SmallStudy;

/// <summary>The record of agreement with metafor 3.8-1 over every usable data set of metadat 1.2 (smallstudy.R makes smallstudy.json).</summary>
public sealed class SmallStudyAgreementTests
{
    [Fact]
    public void Every_quantity_of_every_method_agrees_or_is_better_and_the_record_is_as_committed()
    {
        var agreement = SmallStudyAgreement.Run();
        Assert.True(agreement.Faults.Count == 0, $"{agreement.Faults.Count} faults:\n{string.Join('\n', agreement.Faults.Take(80))}");
        var record = agreement.Record();
        Assert.True(Repository.Read("tests/References/stage2/smallstudy.record.txt").ReplaceLineEndings("\n") == record, $"the record is now\n{record}");
    }
}
