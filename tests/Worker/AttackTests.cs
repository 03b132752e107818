using IpdEngine.Perf.Faults.Attacks;
using IpdEngine.Tests.Walls;
using Xunit;

namespace IpdEngine.Tests.Worker;

/// <summary>The attempts of <c>perf -- attacks</c>, and that its committed table is of these attempts.</summary>
public sealed class AttackTests
{
    [Fact]
    public async Task Every_attempt_that_does_not_take_its_time_comes_out_as_it_must() =>
        Faults.None(await AttackReport.TryAsync(AttackReport.Attempts.Where(attempt => attempt.Kind != "slowness"), _ => { }));

    [Fact]
    public void The_committed_table_holds_every_attempt_with_the_outcome_that_is_expected()
    {
        var table = Repository.Read("perf/results/attacks.md").Split('\n');
        Faults.None(
            from attempt in AttackReport.Attempts
            let row = $"| {attempt.Kind} | {attempt.Name} | {attempt.Expected} | "
            where !table.Any(line => line.StartsWith(row, StringComparison.Ordinal))
            select $"no row '{row}': run 'dotnet run --project perf -c Release -- attacks' again");
    }

    [Fact]
    public async Task Every_caller_meets_every_route_as_its_policy_says()
    {
        var rows = await RoleTable.MakeAsync();
        Faults.None(rows.SelectMany(row => row.Faults));
        Assert.True(rows.Count >= 25, $"{rows.Count} routes");
    }
}
