using IpdEngine.Intake.Findings;
using Xunit;

namespace IpdEngine.Tests.Intake;

/// <summary>Faults of a column, counted.</summary>
public sealed class ColumnTallyTests
{
    [Fact]
    public void The_first_ten_places_are_kept_in_whatever_order_they_come()
    {
        var rows = Enumerable.Range(1, 40).Select(row => (long)(row * 7)).ToList();
        foreach (var order in new[] { rows, Enumerable.Reverse(rows).ToList(), [.. rows.OrderBy(row => row * 37 % 101)] })
        {
            var (tally, log) = (new ColumnTally(null, "srs"), new FindingLog("x.csv"));
            foreach (var row in order)
            {
                tally.Count();
                tally.AddFault("score-out-of-range", row, $"'{row}'", "a value", "correct it");
            }
            tally.Report(log);
            var finding = Assert.Single(log.ToList());
            Assert.Equal((7L, 40L, "14, 21, 28, 35, 42, 49, 56, 63, 70"), (finding.Row!.Value, finding.Count, finding.FurtherRows));
            Assert.StartsWith("'7'", finding.Found, StringComparison.Ordinal);
        }
    }
}
