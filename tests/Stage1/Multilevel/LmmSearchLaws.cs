using CsCheck;
using IpdEngine.Numerics.Minimisation;
using IpdEngine.Stage1.Multilevel.LinearMixed;
using IpdEngine.Stage1.Multilevel.Lmm;
using Xunit;

namespace IpdEngine.Tests.Stage1.Multilevel;

/// <summary>The optimum is the global one: no random start ends lower.</summary>
public sealed class LmmSearchLaws
{
    [Fact]
    public void No_other_start_ends_lower() =>
        (from rows in DrawnModels.Rows
         from reml in Gen.Bool
         from starts in Gen.Double[-1.5, 1.5].Array[16].Array[8]
         select (rows, reml, starts)).Sample(t =>
        {
            var basis = FixedBasis.Of(t.rows.Response, t.rows.FixedColumns, t.rows.Rows, t.rows.Fixed, out _)!;
            var model = FittedModel.Of(t.rows, basis, 1_000_000)!;
            var deviance = model.Deviance(t.reml);
            var gradient = new PenalisedGradient(deviance);
            var found = new DevianceSearch(deviance, gradient).Run();
            Assert.True(found.Converged, $"the search ended at a scaled gradient of {found.ScaledGradient}");
            foreach (var start in t.starts)
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
                    start.AsSpan(0, model.Parameters.Full));
                Assert.True(other.Value >= found.Deviance - 1e-6, $"found {found.Deviance:R}, another start ends at {other.Value:R}");
            }
        }, iter: 40);
}
