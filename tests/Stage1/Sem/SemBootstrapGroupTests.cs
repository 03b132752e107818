using IpdEngine.Stage1.Sem.Analysis;
using IpdEngine.Stage1.Sem.Bootstrap;
using IpdEngine.Stage1.Sem.Ram;
using IpdEngine.Tests.Stage1.Agreement;
using Xunit;

namespace IpdEngine.Tests.Stage1.Sem;

/// <summary>The bootstrap of any model, by group.</summary>
public class SemBootstrapGroupTests
{
    private const string Model = "x9 ~ c(a1, a2)*x7 + ageyr\nx8 ~ x7\nd := a1 - a2";

    [Fact]
    public void Draws_of_two_groups_are_the_same_whatever_the_workers_and_order_of_rows()
    {
        var (one, two) = (Run(1, reversed: false), Run(2, reversed: true));
        Assert.Equal(one.Draws.Select(d => d.Values), two.Draws.Select(d => d.Values));
        Assert.Equal(one.Statistics, two.Statistics);
    }

    [Fact]
    public void Bootstrap_errors_are_near_the_robust_ones()
    {
        var result = SemAnalysis.Run(Request(2), AgreementData.Read("holzinger").Table("pasteur"));
        foreach (var row in result.Estimates.Where(e => e.StandardError > 0 && e.Label.Length > 0))
        {
            var drawn = result.Bootstrap!.Statistics.First(s => s.Name == row.Label);
            Assert.Equal(row.Estimate, drawn.Estimate, 1e-10);
            Assert.InRange(drawn.StandardError / row.StandardError, 0.75, 1.35);
        }

        Assert.Equal(200, result.Bootstrap!.Statuses.Sum(s => s.Value));
    }

    private static BootstrapResult Run(int workers, bool reversed) =>
        SemAnalysis.Run(Request(workers), AgreementData.Read("holzinger").Table("pasteur", reversed: reversed)).Bootstrap!;

    private static SemRequest Request(int workers) =>
        new(Model) { Defaults = ModelDefaults.Named("sem"), Robust = true, Bootstrap = new BootstrapOptions(200, 7, Workers: workers) };
}
