using System.Text.RegularExpressions;
using IpdEngine.Tests.Walls;
using Xunit;

namespace IpdEngine.Tests.Stage2;

/// <summary>The record of agreement with metafor 3.8-1 of everything beyond the pool itself (sensitivity.R makes sensitivity.json).</summary>
public sealed partial class SensitivityAgreementTests
{
    [Fact]
    public void Every_diagnostic_interval_subgroup_and_permutation_agrees_or_is_better_and_the_record_is_as_committed()
    {
        var ledger = SensitivityAgreement.Run();
        Assert.True(ledger.Faults.Count == 0, $"{ledger.Faults.Count} faults:\n{string.Join('\n', ledger.Faults.Take(60))}");
        // Counts are compared; the worst distance is shown, and its power of ten may be another on another processor.
        var record = ledger.Record();
        var committed = Repository.Read("tests/References/stage2/sensitivity.record.txt").ReplaceLineEndings("\n");
        Assert.True(Worst().Replace(committed, "") == Worst().Replace(record, ""), $"the record is now\n{record}");
    }

    [GeneratedRegex("  worst .*")]
    private static partial Regex Worst();
}
