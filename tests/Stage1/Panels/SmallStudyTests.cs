using IpdEngine.Numerics.Random;
using IpdEngine.Stage1;
using IpdEngine.Stage1.Panels;
using IpdEngine.Stage1.Sem.Estimation;
using Xunit;

namespace IpdEngine.Tests.Stage1.Panels;

/// <summary>Small simulated studies, where likelihoods are flat and solutions improper.</summary>
public class SmallStudyTests
{
    [Fact]
    public void No_other_start_finds_a_higher_likelihood()
    {
        var converged = 0;
        for (var replicate = 0UL; replicate < 60; replicate++)
        {
            var data = Simulate(new Philox(2026, replicate));
            var table = data.Patterns(incomplete: true);
            var fit = PanelModel.Fit(new PanelSample("own", "riclpm", data, table, 100, 1, null), new PanelOptions { Sensitivity = false }, CancellationToken.None);
            if (fit.Status.Code == FitStatusCode.NotConverged)
                continue;
            converged++;
            var layout = new PanelLayout(new PanelForm(data.Sessions, InterceptBlock.Free));
            foreach (var (intercept, within, carryover) in new[] { (0.05, 0.95, 0.8), (0.7, 0.3, 0.1), (0.3, 0.7, 0.4) })
            {
                var other = new SemEstimator(table).Fit(
                    layout.Model, new SemOptions { Starts = Starts(layout, intercept, within, carryover), WithoutFitMeasures = true });
                Assert.True(other.Deviance >= fit.Trail!.Objective - 1e-5, $"replicate {replicate}: {fit.Trail.Objective} and {other.Deviance} from another start");
            }
        }

        // Three waves and thirty persons may have no maximum at all; nearly all studies have one.
        Assert.InRange(converged, 58, 60);
    }

    private static Dictionary<string, double> Starts(PanelLayout layout, double intercept, double within, double carryover)
    {
        Dictionary<string, double> starts = new(StringComparer.Ordinal);
        foreach (var row in layout.Model.Table.Rows)
        {
            if (row.Operator == "~~" && row.Left == row.Right)
                starts[row.Name] = row.Left.StartsWith("RI", StringComparison.Ordinal) ? intercept : within;
            else if (row.Label is "aa" or "ss")
                starts[row.Label] = carryover;
        }

        return starts;
    }

    private static PanelData Simulate(Philox stream)
    {
        var (waves, persons) = (3 + stream.NextBelow(5), 30 + stream.NextBelow(121));
        var (share, dropout) = (0.8 * stream.NextUniform(), 0.1 * stream.NextUniform());
        double[] alliance = new double[persons * waves], symptom = new double[persons * waves];
        for (var person = 0; person < persons; person++)
        {
            var ia = Math.Sqrt(share) * stream.NextNormal();
            var @is = -0.4 * ia + Math.Sqrt(0.84 * share) * stream.NextNormal();
            var (wa, gone) = (stream.NextNormal(), false);
            var ws = -0.3 * wa + 0.95 * stream.NextNormal();
            for (var t = 0; t < waves; t++)
            {
                if (t > 0)
                {
                    (wa, ws) = (0.3 * wa - 0.1 * ws + 0.9 * stream.NextNormal(), 0.3 * ws - 0.1 * wa + 0.9 * stream.NextNormal());
                    gone |= stream.NextUniform() < dropout;
                }

                alliance[person * waves + t] = gone || stream.NextUniform() < 0.05 ? double.NaN : ia + wa;
                symptom[person * waves + t] = gone || stream.NextUniform() < 0.05 ? double.NaN : @is + ws;
            }
        }

        return PanelData.Of([.. Enumerable.Range(1, waves)], alliance, symptom, []);
    }
}
