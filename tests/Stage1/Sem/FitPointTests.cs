using IpdEngine.Stage1.Sem.Estimation;
using IpdEngine.Stage1.Sem.Likelihood;
using IpdEngine.Stage1.Sem.Observations;
using IpdEngine.Stage1.Sem.Ram;
using IpdEngine.Stage1.Sem.Tests;
using Xunit;

namespace IpdEngine.Tests.Stage1.Sem;

/// <summary>Scores and information in single cells held to differences of the likelihood, and to the model's own where cells share a parameter.</summary>
public class FitPointTests
{
    [Theory]
    [InlineData("riclpm_3", "trial12")]
    [InlineData("holzinger", "holzinger_missing")]
    [InlineData("lcmsr_4", "growth_5")]
    public void Scores_of_cells_are_differences_of_the_likelihood_and_add_up_to_the_models(string name, string data)
    {
        var wide = Wide.Read(data);
        var table = ParameterTable.Of(Wide.Syntax(name));
        var columns = wide.Mentioned(table.Rows.SelectMany(row => new[] { row.Left, row.Right }));
        var patterns = PatternBuilder.Build(wide.Columns(columns), columns.Length);

        // Short of the optimum, where scores are not zero.
        var fit = new SemEstimator(patterns).Fit(ModelStructure.Of(table, columns), new SemOptions { WithoutFitMeasures = true, MaximumIterations = 2 });
        var point = new FitPoint([patterns], fit);
        var cells = FreeDirections.Of(fit).Cells;
        var (score, information, q) = (point.Score(cells), point.Information(cells), fit.Model.FreeCount);
        var objective = new ModelObjective(fit.Model, new NormalLikelihood(patterns));
        double[] gradient = new double[q], expected = new double[q * q], at = [.. fit.Estimates];
        objective.Value(at);
        objective.Gradient(gradient);
        objective.Curvature(expected, exact: false);
        for (var i = 0; i < q; i++)
        {
            var sum = cells.Select((cell, k) => cell.Free == i ? score[k] : 0).Sum();
            Assert.Equal(-0.5 * gradient[i], sum, 1e-8 * (1 + Math.Abs(sum)));
            for (var j = 0; j < q; j++)
            {
                var shared = 0.0;
                for (var k = 0; k < cells.Length; k++)
                    for (var l = 0; l < cells.Length; l++)
                        shared += cells[k].Free == i && cells[l].Free == j ? information[k * cells.Length + l] : 0;
                Assert.Equal(0.5 * expected[i * q + j], shared, 1e-9 * Math.Sqrt(expected[i * q + i] * expected[j * q + j]));
            }

            const double h = 1e-6;
            at[i] = fit.Estimates[i] + h;
            var above = objective.Value(at);
            at[i] = fit.Estimates[i] - h;
            var below = objective.Value(at);
            at[i] = fit.Estimates[i];
            Assert.Equal(-(above - below) / (4 * h), sum, 1e-4 * (1 + Math.Abs(sum)) + 1e-6 * Math.Sqrt(expected[i * q + i]) * 10);
        }
    }
}
