using System.Diagnostics;
using IpdEngine.Numerics.Random;
using IpdEngine.Stage1.Panels;
using Xunit;

namespace IpdEngine.Tests.Stage1.Panels;

/// <summary>Tables on which a panel model must fail end with a true status that names what is wrong, in bounded time.</summary>
public sealed class PanelHostileTests
{
    /// <summary>Model, what is done to a table of 60 rows and four waves, the statuses that are true, and what the reason or the parameter must name.</summary>
    public static TheoryData<string, string, string, string> Cases()
    {
        TheoryData<string, string, string, string> cases = [];
        foreach (var model in new[] { "riclpm", "clpm", "dpm", "lcmsr" })
        {
            cases.Add(model, "constant", "too_small", "s2~~s2");
            cases.Add(model, "absent", "too_small", "a3~~a3");
            cases.Add(model, "few", "too_small", "expected at least 20");
            cases.Add(model, "opposite", "not_converged,not_identified,inadmissible", "");
            cases.Add(model, "repeated", "not_converged,not_identified,inadmissible,boundary", "");
            cases.Add(model, "short", "ok,boundary,not_converged,not_identified,inadmissible", "");
            cases.Add(model, "large", "ok,boundary,inadmissible", "");
        }

        cases.Add("riclpm", "two waves", "not_identified", "17 parameters for 14 means");
        cases.Add("lcmsr", "two waves", "not_identified", "parameters for 14 means");
        cases.Add("clpm", "two waves", "ok", "");
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_hostile_table_ends_with_a_true_status(string model, string harm, string statuses, string named)
    {
        var (waves, data) = Harmed(harm);
        var clock = Stopwatch.StartNew();
        foreach (var fit in PanelTable.Fit(PanelShorthand.Parse($"{model}:a1-a{waves},s1-s{waves}"), data, [], new PanelOptions()))
        {
            var status = fit.Estimate.Status;
            Assert.True(statuses.Split(',').Contains(status.Name), $"{status.Name}: {status.Reason}");
            Assert.Contains(named, $"{status.Reason} {status.Parameter}", StringComparison.Ordinal);
            Assert.True(status.Reason.Length > 20, status.Reason);
            if (!status.Poolable)
                continue;
            Assert.All(fit.Estimate.Estimates, x => Assert.True(double.IsFinite(x)));
            Assert.All(fit.Estimate.Terms, term => Assert.True(fit.Estimate.StandardError(term) >= 0));
        }

        Assert.True(clock.Elapsed.TotalSeconds < 60, $"{model} ({harm}) took {clock.Elapsed}");
    }

    [Fact]
    public void An_infinite_score_is_refused()
    {
        var (_, data) = Harmed("");
        data[9] = double.NegativeInfinity;
        var fault = Assert.Throws<ArgumentException>(() => PanelTable.Fit(PanelShorthand.Parse("riclpm:a1-a4,s1-s4"), data, [], new PanelOptions()));
        Assert.Contains("infinite", fault.Message, StringComparison.Ordinal);
    }

    // Rows of a1, s1, a2, s2, ...: the shorthand has its columns by turns.
    private static (int Waves, double[] Data) Harmed(string harm)
    {
        var (waves, rows) = harm switch { "two waves" => (2, 60), "short" => (9, 21), "few" => (4, 12), _ => (4, 60) };
        var random = new Philox(31, 5);
        var data = new double[rows * 2 * waves];
        for (var row = 0; row < rows; row++)
        {
            double ia = random.NextNormal(), before = random.NextNormal(), other = random.NextNormal();
            for (var t = 0; t < waves; t++)
            {
                (before, other) = (0.4 * before - 0.1 * other + random.NextNormal(), 0.4 * other - 0.1 * before + random.NextNormal());
                var cell = (row * waves + t) * 2;
                (data[cell], data[cell + 1]) = (ia + before, other - 0.5 * ia);
                switch (harm)
                {
                    case "constant" when t == 1:
                        data[cell + 1] = 4;
                        break;
                    case "absent" when t == 2:
                        data[cell] = double.NaN;
                        break;
                    case "opposite":
                        data[cell + 1] = 3 - 2 * data[cell];
                        break;
                    case "repeated" when t == 1:
                        data[cell] = data[cell - 2];
                        break;
                    case "large":
                        data[cell] *= 1e9;
                        break;
                }
            }
        }

        return (waves, data);
    }
}
