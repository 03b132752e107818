using IpdEngine.Numerics;

namespace IpdEngine.Stage1.Multilevel.LinearMixed;

/// <summary>Fits a linear mixed model with one grouping factor and any number of correlated random columns, by REML or ML.</summary>
/// <remarks>Reference program: lme4 and lmerTest; the optimum is global over the starts of <see cref="GlobalSearch"/>.</remarks>
internal static class MixedModel
{
    /// <summary>A relative standard deviation below this is zero: it moves the deviance by less than 1e-12.</summary>
    private const double Vanishing = 1e-7;

    /// <summary>The fit, or null with the status that says why there is none.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="reml">True for REML, false for ML.</param>
    /// <param name="status">How it ended.</param>
    /// <param name="searches">Starts followed to the end.</param>
    internal static MixedFit? Fit(MixedData data, bool reml, out FitStatus status, int searches = 3)
    {
        if (Refuse(data) is { } refusal)
        {
            status = refusal;
            return null;
        }

        var basis = FixedBasis.Of(data, out var collinear);
        if (basis is null)
        {
            status = new FitStatus(
                FitStatusCode.NotIdentified, $"found column '{data.FixedNames[collinear]}' determined by the columns before it, expected independent columns", data.FixedNames[collinear]);
            return null;
        }

        var deviance = new ProfiledDeviance(GroupProducts.Of(data, basis), data.Rows, reml, basis.LogDeterminant);
        basis.Release();
        var end = new GlobalSearch(deviance) { Searches = searches }.Run();
        var fit = double.IsFinite(end.Deviance) ? Describe(data, basis, deviance, end) : null;
        if (fit is null || Vanishes(deviance, data))
        {
            status = new FitStatus(FitStatusCode.NotIdentified, "found no residual variance: fixed and random effects pass through every row", "sigma");
            return null;
        }

        status = !end.Converged
            ? new FitStatus(FitStatusCode.NotConverged, fit.Trail.Reason)
            : fit.Singular
                ? new FitStatus(FitStatusCode.Boundary, "the random-effect covariance is singular at the optimum", SingularTerm(fit))
                : new FitStatus(FitStatusCode.Ok, fit.Trail.Reason);
        return fit;
    }

    private static FitStatus? Refuse(MixedData data)
    {
        if (data.Rows <= data.Fixed + 1)
            return new FitStatus(FitStatusCode.TooSmall, $"found {data.Rows} rows, expected more than {data.Fixed + 1} for {data.Fixed} fixed effects and a residual variance");
        if (data.Groups < 2 || data.Groups >= data.Rows)
            return new FitStatus(FitStatusCode.NotIdentified, $"found {data.Groups} groups in {data.Rows} rows, expected at least 2, and fewer than rows");
        return null;
    }

    /// <summary>Whether what fixed effects leave of y, or random effects leave of that, is no more than rounding.</summary>
    private static bool Vanishes(ProfiledDeviance deviance, MixedData data)
    {
        var left = deviance.Products.Total[Triangle.Length(deviance.Products.Columns) - 1];
        return left <= 1e-24 * VectorAlgebra.Dot(data.Response, data.Response) || deviance.ResidualSquares <= 1e-12 * left;
    }

    private static MixedFit Describe(MixedData data, FixedBasis basis, ProfiledDeviance deviance, SearchEnd end)
    {
        // Lower triangular from here on, as lme4 has it: the degrees of freedom depend on which elements count as parameters.
        var lambda = new double[data.Random * data.Random];
        RelativeFactor.Unpack(RelativeFactor.Theta(end.Lambda, data.Random, data.Random, Vanishing), data.Random, lambda);
        var criterion = deviance.Value(lambda);
        var derivatives = new DevianceDerivatives(deviance, RelativeFactor.Elements(data.Random));
        derivatives.Compute();
        var (p, q, variance) = (data.Fixed, data.Random, deviance.ResidualSquares / deviance.Freedom);
        var ofBasis = new double[p];
        deviance.BasisCoefficients(ofBasis);
        var satterthwaite = new Satterthwaite(deviance, derivatives);
        double[] unit = new double[p], freedom = new double[p];
        var contrasts = new double[p * p];
        for (var i = 0; i < p; i++)
        {
            unit[i] = 1;
            basis.Contrast(unit, contrasts.AsSpan(i * p, p));
            freedom[i] = satterthwaite.DegreesOfFreedom(contrasts.AsSpan(i * p, p));
            unit[i] = 0;
        }

        for (var k = 0; k < q * q; k++)
            lambda[k] /= deviance.Products.Scales[k / q];
        var theta = RelativeFactor.Pack(lambda, q);
        var g = RelativeFactor.Covariance(lambda, q);
        var random = new double[q, q];
        for (var a = 0; a < q; a++)
            for (var b = 0; b < q; b++)
                random[a, b] = variance * g[a * q + b];
        return new MixedFit
        {
            FixedNames = data.FixedNames,
            Coefficients = basis.Coefficients(ofBasis),
            Covariance = Covariance(contrasts, derivatives.BasisCovariance, p, variance),
            DegreesOfFreedom = freedom,
            RandomNames = data.RandomNames,
            Theta = theta,
            RandomCovariance = random,
            Sigma = Math.Sqrt(variance),
            Criterion = criterion,
            Singular = RelativeFactor.IsSingular(theta, q),
            Groups = data.Groups,
            Rows = data.Rows,
            Trail = new OptimiserTrail(end.Converged, Reason(end), end.Iterations, deviance.Evaluations, criterion, end.ScaledGradient),
        };
    }

    private static double[,] Covariance(ReadOnlySpan<double> contrasts, ReadOnlySpan<double> ofBasis, int p, double variance)
    {
        var covariance = new double[p, p];
        for (var i = 0; i < p; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = 0.0;
                for (var a = 0; a < p; a++)
                    for (var b = 0; b < p; b++)
                        sum += contrasts[i * p + a] * ofBasis[a * p + b] * contrasts[j * p + b];
                covariance[i, j] = covariance[j, i] = variance * sum;
            }
        }

        return covariance;
    }

    private static string Reason(SearchEnd end) => end.Converged
        ? $"the scaled gradient vanished after {end.Iterations} Newton steps"
        : $"no lower point was found after {end.Iterations} Newton steps at a scaled gradient of {end.ScaledGradient:G3}";

    private static string SingularTerm(MixedFit fit)
    {
        for (var k = 0; k < fit.RandomNames.Count; k++)
            if (fit.RandomCovariance[k, k] < RelativeFactor.SingularTolerance * RelativeFactor.SingularTolerance * fit.Sigma * fit.Sigma)
                return $"sd({fit.RandomNames[k]})";
        return $"cor({string.Join(", ", fit.RandomNames)})";
    }
}
