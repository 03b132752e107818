using IpdEngine.Stage1;
using IpdEngine.Stage1.Panels;

namespace IpdEngine.Simulation.Stress;

/// <summary>One study of the stress corpus under both optimisers.</summary>
public sealed record StressCase(int Number, int Waves, int Persons, FitStatus Status, double Ours, double Best, int Agreeing, double Share, double Radius, double Largest, string Story)
{
    private const int StartStream = 3;
    private static readonly PanelOptions s_options = new() { Sensitivity = false, FitMeasures = false };

    /// <summary>Draws and fits the study of one number.</summary>
    public static StressCase Of(ulong seed, int number)
    {
        var truth = StressDesign.Truth(seed, number);
        var study = StressDesign.Study(seed, number);
        var fit = PanelModel.Fit(study, "riclpm", s_options);
        if (fit.Status.Code == FitStatusCode.TooSmall)
            return new StressCase(number, truth.Panel.Waves, truth.Participants, fit.Status, double.NaN, double.NaN, 0, double.NaN, double.NaN, double.NaN, fit.Status.Reason);
        var sample = DirectSample.Of(study, truth.Panel.Waves);
        var likelihood = new DirectLikelihood(sample);
        var ends = SecondOptimiser.Search(likelihood, sample, Streams.At(seed, number, StartStream));
        var best = ends.OrderBy(e => e.Value).First();
        var lags = new LagMatrix(best.Point[likelihood.Lags], best.Point[likelihood.Lags + 1], best.Point[likelihood.Lags + 2], best.Point[likelihood.Lags + 3]);
        var largest = best.Point.Skip(likelihood.Intercepts).Max(Math.Abs);
        return new StressCase(number, truth.Panel.Waves, truth.Participants, fit.Status, fit.Trail!.Objective, best.Value,
            ends.Count(e => e.Value < best.Value + 1e-4), likelihood.SmallestShare(best.Point), lags.SpectralRadius, largest, string.Join(" ", ends.Select(e => $"{e.Reason}:{e.Iterations}:{e.Value - best.Value:G3}")));
    }
}
