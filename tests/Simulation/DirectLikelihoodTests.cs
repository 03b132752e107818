using IpdEngine.Numerics.Random;
using IpdEngine.Simulation.Stress;
using IpdEngine.Stage1.Panels;
using Xunit;

namespace IpdEngine.Tests.Simulation;

/// <summary>The second opinion must itself be right: its gradient against differences, its value against stage 1 at the same point.</summary>
public sealed class DirectLikelihoodTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Its_gradient_is_that_of_its_value(int number)
    {
        var (likelihood, point) = At(number);
        var stream = new Philox(5, (ulong)number);
        for (var i = 0; i < point.Length; i++)
            point[i] += 0.02 * stream.NextNormal();
        double[] gradient = new double[point.Length], unused = new double[point.Length];
        likelihood.Evaluate(point, gradient);
        for (var i = 0; i < point.Length; i++)
        {
            const double h = 1e-5;
            var at = point[i];
            point[i] = at + h;
            var up = likelihood.Evaluate(point, unused);
            point[i] = at - h;
            var down = likelihood.Evaluate(point, unused);
            point[i] = at;
            Assert.Equal((up - down) / (2 * h), gradient[i], 1e-4 * (1 + Math.Abs(gradient[i])));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void It_is_the_likelihood_that_stage_1_maximises(int number)
    {
        var truth = StressDesign.Truth(7, number);
        var fit = PanelModel.Fit(StressDesign.Study(7, number), "riclpm", new PanelOptions { Sensitivity = false, FitMeasures = false });
        var sample = DirectSample.Of(StressDesign.Study(7, number), truth.Panel.Waves);
        var ends = SecondOptimiser.Search(new DirectLikelihood(sample), sample, 7, number);
        Assert.True(fit.Status.Poolable);
        Assert.Equal(fit.Trail!.Objective, ends.Min(e => e.Value), 1e-6);
    }

    private static (DirectLikelihood Likelihood, double[] Point) At(int number)
    {
        var sample = DirectSample.Of(StressDesign.Study(7, number), StressDesign.Truth(7, number).Panel.Waves);
        var likelihood = new DirectLikelihood(sample);
        var ends = SecondOptimiser.Search(likelihood, sample, 7, number);
        return (likelihood, ends[0].Point);
    }
}
