using CsCheck;
using IpdEngine.Numerics;
using IpdEngine.Stage1.Multilevel.LinearMixed;
using IpdEngine.Stage1.Multilevel.Lmm;
using IpdEngine.Stage1.Multilevel.Profiles;
using Xunit;

namespace IpdEngine.Tests.Stage1.Multilevel;

/// <summary>The deviance is minus twice the normal log-likelihood, and every analytic derivative is what finite differences say, whatever the model.</summary>
public sealed class LmmDerivativeLaws
{
    private const double Step = 1e-5;

    private static Gen<(ModelRows Rows, bool Reml, double[] Noise)> Points { get; } =
        from rows in DrawnModels.Rows
        from reml in Gen.Bool
        from noise in Gen.Double[-1, 1].Array[16]
        select (rows, reml, noise);

    [Fact]
    public void The_deviance_is_that_of_the_normal_distribution_with_V_written_out() => Points.Sample(point =>
    {
        var (model, deviance, lambda) = Model(point);
        Assert.Equal(Dense(model, lambda, point.Reml), deviance.Value(lambda), 1e-7);
    }, iter: 60);

    [Fact]
    public void The_gradient_is_that_of_finite_differences() => Points.Sample(point =>
    {
        var (_, deviance, lambda) = Model(point);
        var gradient = new PenalisedGradient(deviance);
        deviance.Value(lambda);
        gradient.Compute();
        double[] found = [.. gradient.Values], residual = [.. gradient.ResidualSlopes];
        for (var k = 0; k < lambda.Length; k++)
        {
            var (up, upSquares) = At(lambda, k, Step);
            var (down, downSquares) = At(lambda, k, -Step);
            Close((up - down) / (2 * Step), found[k]);
            Close((upSquares - downSquares) / (2 * Step), residual[k]);
        }

        (double, double) At(double[] at, int k, double step)
        {
            double[] moved = [.. at];
            moved[k] += step;
            return (deviance.Value(moved), deviance.ResidualSquares);
        }
    }, iter: 60);

    [Fact]
    public void The_slopes_of_a_contrast_and_of_its_variance_are_those_of_finite_differences() => Points.Sample(point =>
    {
        var (model, deviance, lambda) = Model(point);
        var gradient = new PenalisedGradient(deviance);
        double[] contrast = [0.7, -1.2], means = new double[lambda.Length], variances = new double[lambda.Length], unused = new double[lambda.Length];
        deviance.Value(lambda);
        gradient.MeanSlopes(contrast, means);
        gradient.ContrastSlopes(contrast, variances);
        for (var k = 0; k < lambda.Length; k++)
        {
            var (up, upVariance) = At(k, Step);
            var (down, downVariance) = At(k, -Step);
            Close((up - down) / (2 * Step), means[k]);
            Close((upVariance - downVariance) / (2 * Step), variances[k]);
        }

        (double, double) At(int k, double step)
        {
            double[] moved = [.. lambda];
            moved[k] += step;
            deviance.Value(moved);
            var solution = gradient.Solution();
            var mean = -contrast[0] * solution[model.Layout.Sparse] - contrast[1] * solution[model.Layout.Sparse + 1];
            return (mean, gradient.ContrastSlopes(contrast, unused));
        }
    }, iter: 40);

    [Fact]
    public void The_slopes_of_every_profiled_parameter_are_those_of_finite_differences() => Points.Sample(point =>
    {
        var (model, _, lambda) = Model(point);
        var deviance = model.Deviance(reml: false);
        var gradient = new PenalisedGradient(deviance);
        var term = model.Parameters.Terms.MaxBy(t => t.Columns)!;
        var parameters = new List<(ProfiledParameter Parameter, double Value)>
        {
            (new ResidualDeviation(deviance, gradient, 0.6), 0.7),
            (new RandomDeviation(deviance, gradient, lambda, 0.6, term, term.Columns - 1, 1.3, "sd"), 0.4),
            (new FixedCoefficient(deviance, gradient, model, 1, 1, 0.2), 0.8),
        };
        if (term.Columns > 1)
            parameters.Add((new RandomCorrelation(deviance, gradient, lambda, term, 0, 1, "cor"), -0.3));
        foreach (var (parameter, value) in parameters)
        {
            var others = parameter.Others(lambda);
            double[] slopes = new double[others.Length], unused = new double[others.Length];
            parameter.Evaluate(value, others, slopes);
            for (var k = 0; k < others.Length; k++)
            {
                double At(double step)
                {
                    double[] moved = [.. others];
                    moved[k] += step;
                    return parameter.Evaluate(value, moved, unused);
                }

                Close((At(Step) - At(-Step)) / (2 * Step), slopes[k]);
            }
        }
    }, iter: 40);

    private static void Close(double differences, double found) =>
        Assert.True(Math.Abs(differences - found) <= 2e-5 * (1 + Math.Abs(found)), $"found slope {found:R}, finite differences say {differences:R}");

    private static (FittedModel Model, PenalisedDeviance Deviance, double[] Lambda) Model((ModelRows Rows, bool Reml, double[] Noise) point)
    {
        var basis = FixedBasis.Of(point.Rows.Response, point.Rows.FixedColumns, point.Rows.Rows, point.Rows.Fixed, out _)!;
        var model = FittedModel.Of(point.Rows, basis, 1_000_000)!;
        double[] lambda = [.. Enumerable.Range(0, model.Parameters.Full).Select(k => 0.9 * point.Noise[k])];
        return (model, model.Deviance(point.Reml), lambda);
    }

    /// <summary>-2 log L of y ~ N(X beta, sigma^2 V), beta and sigma at their best, by the whole of V.</summary>
    private static double Dense(FittedModel model, double[] lambda, bool reml)
    {
        var (rows, n, p) = (model.Rows, model.Rows.Rows, model.Rows.Fixed);
        var v = new double[n * n];
        for (var i = 0; i < n; i++)
            v[i * n + i] = 1;
        foreach (var t in model.Parameters.Terms)
        {
            var (block, scales) = (rows.Blocks[t.Factor], model.Products.Scales[t.Factor]);
            var g = RelativeFactor.Covariance(lambda.AsSpan(t.Start, t.Columns * t.Columns), t.Columns);
            for (var i = 0; i < n; i++)
                for (var j = 0; j < n; j++)
                    for (var a = 0; block.Codes[i] == block.Codes[j] && a < t.Columns; a++)
                        for (var b = 0; b < t.Columns; b++)
                            v[i * n + j] += block.Columns[i * block.Width + t.Column + a] / scales[t.Column + a] * g[a * t.Columns + b] * block.Columns[j * block.Width + t.Column + b] / scales[t.Column + b];
        }

        Assert.True(Cholesky.TryFactor(v, n));
        var whitened = new double[n * (p + 1)];
        for (var i = 0; i < n; i++)
        {
            rows.FixedColumns.AsSpan(i * p, p).CopyTo(whitened.AsSpan(i * (p + 1)));
            whitened[i * (p + 1) + p] = rows.Response[i];
        }

        Cholesky.SolveTransposed(v, n, whitened, p + 1);
        var cross = new double[(p + 1) * (p + 1)];
        SymmetricAlgebra.AddCrossProducts(whitened, cross, n, p + 1);
        Assert.True(Cholesky.TryFactor(cross, p + 1));
        var freedom = reml ? n - p : n;
        var fixedDeterminant = reml ? 2 * Enumerable.Range(0, p).Sum(k => Math.Log(cross[k * (p + 1) + k])) : 0;
        return Cholesky.LogDeterminant(v, n) + fixedDeterminant - rows.LogWeights + freedom * (1 + Math.Log(2 * Math.PI * cross[^1] * cross[^1] / freedom));
    }
}
