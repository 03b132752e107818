using CsCheck;
using IpdEngine.Numerics.Minimisation;
using IpdEngine.Stage1.Sem.Estimation;
using IpdEngine.Stage1.Sem.Likelihood;
using IpdEngine.Stage1.Sem.Observations;
using IpdEngine.Stage1.Sem.Ram;
using Xunit;

namespace IpdEngine.Tests.Stage1.Sem;

/// <summary>Analytic derivatives held to central differences, at random points of models with loadings, lags, means and feedback.</summary>
public class DerivativeTests
{
    private const string Loop = """
        f =~ 1*x1 + l2*x2 + x3
        x4 ~ b1*x5 + f
        x5 ~ b2*x4
        f ~~ f; x1 ~~ v*x1; x2 ~~ v*x2; x3 ~~ x3; x4 ~~ x4; x5 ~~ x5; x1 ~~ x2
        x1 ~ 1; x2 ~ 1; x3 ~ m*1; x4 ~ m*1; x5 ~ 1; f ~ fm*1
        """;

    public static TheoryData<string, string> Models() => new()
    {
        { "riclpm_3", "trial12" }, { "riclpm_4_same_session", "demo_growth_missing" }, { "riclpm_3_singular", "trial12" },
        { "political_democracy", "political_democracy" }, { "loop", "holzinger_missing" },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void Gradient_and_observed_information_are_the_derivatives_of_the_likelihood(string model, string data)
    {
        var (objective, point) = At(model, data);
        Gen.Double[-0.05, 0.05].Array[objective.Count].Sample(
            shift =>
            {
                double[] x = [.. point.Zip(shift, (p, s) => p + s)];
                if (!double.IsFinite(objective.Value(x)))
                    return;
                var (n, gradient, hessian) = (objective.Count, new double[objective.Count], new double[objective.Count * objective.Count]);
                objective.Gradient(gradient);
                objective.Curvature(hessian, exact: true);
                double[] up = new double[n], down = new double[n];
                for (var i = 0; i < n; i++)
                {
                    const double h = 1e-6;
                    var original = x[i];
                    x[i] = original + h;
                    var above = objective.Value(x);
                    objective.Gradient(up);
                    x[i] = original - h;
                    var below = objective.Value(x);
                    objective.Gradient(down);
                    x[i] = original;
                    var scale = 1 + Math.Abs(hessian[i * n + i]);
                    Assert.Equal((above - below) / (2 * h), gradient[i], 1e-4 * (1 + Math.Abs(gradient[i])) + 1e-6 * scale);
                    for (var j = 0; j < n; j++)
                    {
                        var tolerance = 2e-6 * Math.Sqrt(scale * (1 + Math.Abs(hessian[j * n + j])));
                        Assert.Equal((up[j] - down[j]) / (2 * h), hessian[i * n + j], tolerance);
                        Assert.Equal(hessian[j * n + i], hessian[i * n + j], 1e-9 * Math.Sqrt(scale * (1 + Math.Abs(hessian[j * n + j]))));
                    }
                }
            },
            iter: 10,
            threads: 1);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Standardised_coefficients_have_the_jacobian_of_their_formula(string model, string data)
    {
        var fit = Fit(model, data);
        var q = fit.Model.FreeCount;
        for (var row = 0; row < fit.Model.Table.Rows.Count; row++)
        {
            var gradient = new double[q];
            var value = Standardised.Of(fit).Value(row, 1, gradient);
            if (!double.IsFinite(value))
                continue;
            for (var i = 0; i < q; i++)
            {
                const double h = 1e-6;
                var difference = (StandardisedAt(fit, row, i, h) - StandardisedAt(fit, row, i, -h)) / (2 * h);
                Assert.Equal(difference, gradient[i], 1e-6 * (1 + Math.Abs(difference)));
            }
        }
    }

    [Fact]
    public void Expected_information_is_the_mean_of_the_observed_one_for_complete_data_at_the_sample_moments()
    {
        // At the saturated maximum of complete data the two are the same matrix.
        var wide = Wide.Read("political_democracy");
        string[] columns = ["x1", "x2", "x3", "y1"];
        var likelihood = new NormalLikelihood(PatternBuilder.Build(wide.Columns(columns), 4));
        var saturated = SaturatedMoments.Estimate(likelihood, CancellationToken.None);
        Assert.True(saturated.Converged);
        likelihood.Evaluate(saturated.Mean, saturated.Covariance);
        double[] expected = new double[14 * 14], observed = new double[14 * 14];
        likelihood.Curvature(expected, exact: false);
        likelihood.Curvature(observed, exact: true);
        for (var i = 0; i < 14 * 14; i++)
            Assert.Equal(expected[i], observed[i], 1e-7);
    }

    [Fact]
    public void Scores_sum_to_the_gradient_and_vanish_at_the_maximum()
    {
        var wide = Wide.Read("trial12");
        string[] columns = ["a1", "s1", "a2", "s2"];
        var likelihood = new NormalLikelihood(PatternBuilder.Build(wide.Columns(columns), 4));
        var saturated = SaturatedMoments.Estimate(likelihood, CancellationToken.None);
        foreach (var shift in new[] { 0.0, 0.1 })
        {
            likelihood.Evaluate([.. saturated.Mean.Select(m => m + shift)], saturated.Covariance);
            likelihood.Differentiate();
            double[] gradient = new double[14], scores = new double[likelihood.Table.Count * 14];
            likelihood.Gradient(gradient);
            likelihood.Scores(scores);
            for (var i = 0; i < 14; i++)
            {
                var sum = Enumerable.Range(0, likelihood.Table.Count).Sum(row => scores[row * 14 + i]);
                Assert.Equal(-0.5 * gradient[i], sum, 1e-8);
                if (shift == 0)
                    Assert.Equal(0, sum, 1e-4);
            }
        }
    }

    private static double StandardisedAt(SemFit fit, int row, int parameter, double shift)
    {
        var moved = (double[])fit.Estimates.Clone();
        moved[parameter] += shift;
        var moments = new ImpliedMoments(fit.Model);
        moments.Evaluate(moved);
        var shadow = new SemFit
        {
            Model = fit.Model,
            Rows = fit.Rows,
            Patterns = fit.Patterns,
            Estimates = moved,
            Covariance = null,
            InverseInformation = null,
            Undetermined = -1,
            Search = fit.Search,
            VariableCovariance = moments.Omega,
            Fit = [],
            FitNote = null,
            Moments = moments,
        };
        return Standardised.Of(shadow).Value(row, 1, new double[fit.Model.FreeCount]);
    }

    private static (Objective Objective, double[] Point) At(string model, string data)
    {
        var fit = Fit(model, data, out var likelihood);
        return (new ModelObjective(fit.Model, likelihood), fit.Estimates);
    }

    private static SemFit Fit(string model, string data) => Fit(model, data, out _);

    private static SemFit Fit(string model, string data, out NormalLikelihood likelihood)
    {
        var wide = Wide.Read(data);
        var table = ParameterTable.Of(model == "loop" ? Loop : Wide.Syntax(model));
        var columns = wide.Mentioned(table.Rows.SelectMany(row => new[] { row.Left, row.Right }));
        var patterns = PatternBuilder.Build(wide.Columns(columns), columns.Length);
        likelihood = new NormalLikelihood(patterns);
        return new SemEstimator(patterns).Fit(ModelStructure.Of(table, columns), new SemOptions { WithoutFitMeasures = true });
    }
}
