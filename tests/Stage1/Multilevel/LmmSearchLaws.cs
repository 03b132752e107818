using IpdEngine.Numerics.Minimisation;
using IpdEngine.Numerics.Random;
using IpdEngine.Stage1.Multilevel.LinearMixed;
using IpdEngine.Stage1.Multilevel.Lmm;
using Xunit;

namespace IpdEngine.Tests.Stage1.Multilevel;

/// <summary>The optimum is the global one: no random start ends lower.</summary>
public sealed class LmmSearchLaws
{
    // The draws are fixed, so that a local optimum met once in thousands of draws cannot come and go with the seed.
    [Fact]
    public void No_other_start_ends_lower()
    {
        var random = new Philox(9, 1);
        for (var draw = 0; draw < 100; draw++)
        {
            var rows = DrawnModels.Make(draw % 5, 24 + 7 * draw % 37, Uniform(random, 480, 1));
            var basis = FixedBasis.Of(rows.Response, rows.FixedColumns, rows.Rows, rows.Fixed, out _)!;
            var model = FittedModel.Of(rows, basis, 1_000_000)!;
            var deviance = model.Deviance(reml: draw % 2 == 0);
            var gradient = new PenalisedGradient(deviance);
            var found = new DevianceSearch(deviance, gradient).Run();
            Assert.True(found.Converged, $"draw {draw}: the search ended at a scaled gradient of {found.ScaledGradient}");
            for (var k = 0; k < 8; k++)
            {
                var other = QuasiNewtonMinimiser.Minimise(
                    (point, slopes) =>
                    {
                        var value = deviance.Value(point);
                        if (!double.IsFinite(value))
                            return double.PositiveInfinity;
                        gradient.Compute();
                        gradient.Values.CopyTo(slopes);
                        return value;
                    },
                    Uniform(random, model.Parameters.Full, 1.5));
                Assert.True(other.Value >= found.Deviance - 1e-6, $"draw {draw}: found {found.Deviance:R}, another start ends at {other.Value:R}");
            }
        }
    }

    private static double[] Uniform(Philox random, int count, double bound) => [.. Enumerable.Range(0, count).Select(_ => bound * (2 * random.NextUniform() - 1))];
}
