using IpdEngine.Tests.Walls;
using Xunit;

namespace IpdEngine.Tests.Stage2.Multilevel;

/// <summary>The record of agreement with metafor's rma.mv and clubSandwich (multilevel.R makes multilevel/*.json).</summary>
public sealed class MultilevelAgreementTests
{
    [Fact]
    public void Every_quantity_of_every_model_agrees_or_is_better_and_the_record_is_as_committed()
    {
        var tally = MultilevelAgreement.Run().Tally;
        Assert.True(tally.Faults.Count == 0, $"{tally.Faults.Count} faults:\n{string.Join('\n', tally.Faults.GroupBy(f => f[..f.IndexOf(':', StringComparison.Ordinal)]).Select(g => $"{g.Count()} x {g.First()}").Take(120))}\n{tally.Record()}");
        var record = tally.Record();
        Assert.True(Repository.Read("tests/References/stage2/multilevel.record.txt").ReplaceLineEndings("\n") == record, $"the record is now\n{record}");
    }
}
