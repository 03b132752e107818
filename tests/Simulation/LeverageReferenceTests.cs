using System.Text.Json;
using IpdEngine.Stage1.Panels;
using IpdEngine.Tests.Stage1.Panels;
using IpdEngine.Tests.Walls;
using Xunit;

namespace IpdEngine.Tests.Simulation;

/// <summary>Leverage-corrected errors against R: lavaan's scores and information matrices, put together by the script beside the numbers.</summary>
public sealed class LeverageReferenceTests
{
    // Estimates and errors of an iterated fit: 1e-4 of a standard error, 1e-4 relative; degrees of freedom hold fourth powers of the scores.
    private const double Iterated = 1e-4;

    [Fact]
    public void Errors_and_degrees_of_freedom_are_those_of_lavaan_s_scores()
    {
        using var json = JsonDocument.Parse(Repository.Read("tests/References/simulation/leverage.json"));
        double[] Numbers(string name) => [.. json.RootElement.GetProperty(name).EnumerateArray().Select(x => x.GetDouble())];
        double[][] rows = [.. json.RootElement.GetProperty("data").EnumerateArray().Select(r => r.EnumerateArray().Select(x => x.GetDouble()).ToArray())];
        var waves = rows[0].Length / 2;
        double[] Of(int construct) => [.. rows.SelectMany(r => Enumerable.Range(0, waves).Select(t => r[2 * t + construct]))];
        var study = PanelStudies.Of(Of(0), Of(1), waves, rows.Length);
        var plain = PanelModel.Fit(study, "riclpm", new PanelOptions { Sensitivity = false, FitMeasures = false }).Rows.Where(r => r.Component == "unstd").ToArray();
        var leverage = PanelModel.Fit(study, "riclpm", new PanelOptions { Sensitivity = false, FitMeasures = false, SmallSample = "leverage" }).Rows.Where(r => r.Component == "unstd").ToArray();
        for (var lag = 0; lag < 4; lag++)
        {
            var error = Numbers("se_leverage")[lag];
            Assert.Equal(Numbers("est")[lag], leverage[lag].Estimate, Iterated * error);
            Assert.Equal(Numbers("se_mlr")[lag], plain[lag].StandardError, Iterated * error);
            Assert.Equal(error, leverage[lag].StandardError, Iterated * error);
            Assert.Equal(Numbers("df")[lag], leverage[lag].DegreesOfFreedom, 10 * Iterated * Numbers("df")[lag]);
        }
    }
}
