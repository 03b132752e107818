using IpdEngine.Numerics;
using IpdEngine.Stage1.Multilevel.LinearMixed;

namespace IpdEngine.Stage1.Multilevel.Lmm;

/// <summary>From rows to a fit: refuse what no fit can be had of, search, describe the optimum.</summary>
internal static class MixedFitting
{
    /// <summary>A relative standard deviation below this is zero: it moves the deviance by less than 1e-12.</summary>
    private const double Vanishing = 1e-7;

    /// <summary>Most columns of a random term: their covariance has 210 parameters.</summary>
    private const int WidestTerm = 20;

    /// <summary>Elements of the factor from which on one start is followed to its end, not three.</summary>
    private const int Large = 2_000_000;

    internal static LinearMixedResult Fit(ModelRows rows, LinearMixedOptions options)
    {
        if (Refuse(rows) is { } refusal)
            return new LinearMixedResult(refusal, null);
        var basis = FixedBasis.Of(rows.Response, rows.FixedColumns, rows.Rows, rows.Fixed, out var collinear);
        if (basis is null)
            return new LinearMixedResult(
                new FitStatus(FitStatusCode.NotIdentified, $"found column '{rows.FixedNames[collinear]}' determined by the columns before it, expected independent columns", rows.FixedNames[collinear]), null);
        var model = FittedModel.Of(rows, basis, options.MostElements);
        if (model is null)
            return new LinearMixedResult(
                new FitStatus(FitStatusCode.NotIdentified, $"found crossed grouping factors whose factorisation needs more than {options.MostElements:N0} elements, expected fewer levels or random columns"), null);

        var deviance = model.Deviance(options.Reml);
        var gradient = new PenalisedGradient(deviance);
        var search = new DevianceSearch(deviance, gradient) { Searches = model.Layout.Length > Large ? 1 : 3 };
        var end = search.Run();
        if (search.Vanished || !double.IsFinite(end.Deviance) || Vanishes(deviance, model, end))
            return new LinearMixedResult(new FitStatus(FitStatusCode.NotIdentified, "found no residual variance: fixed and random effects pass through every row", "sigma"), null);
        var theta = model.Parameters.ToTheta(end.Lambda, Vanishing);
        var curvature = new ThetaCurvature(deviance, gradient, theta);
        var fit = Describe(model, deviance, gradient, end, theta, curvature);
        // Where a variance is zero the other elements of its term may turn freely; elsewhere a flat direction is one that the data do not determine.
        return curvature.Flat && fit.Trail.Converged && !fit.Singular
            ? new LinearMixedResult(
                new FitStatus(FitStatusCode.NotIdentified, "the likelihood does not change along some direction of the random-effect covariances: two random terms say the same", "theta"), null)
            : new LinearMixedResult(Status(fit), fit, model);
    }

    private static FitStatus? Refuse(ModelRows rows)
    {
        if (rows.Rows <= rows.Fixed + 1)
            return new FitStatus(FitStatusCode.TooSmall, $"found {rows.Rows} complete rows, expected more than {rows.Fixed + 1} for {rows.Fixed} fixed effects and a residual variance");
        foreach (var block in rows.Blocks)
        {
            if (block.Levels.Count < 2)
                return new FitStatus(FitStatusCode.NotIdentified, $"found {block.Levels.Count} level of grouping factor '{block.Group}', expected at least 2", block.Group);
            if (block.Levels.Count >= rows.Rows)
                return new FitStatus(FitStatusCode.NotIdentified, $"found {block.Levels.Count} levels of grouping factor '{block.Group}' in {rows.Rows} rows, expected fewer than rows", block.Group);
            var widest = block.Terms.Max();
            if (widest > WidestTerm || block.Terms.Sum(q => q * q) > WidestTerm * WidestTerm)
                return new FitStatus(
                    FitStatusCode.NotIdentified, $"found {widest} correlated columns in a random term of '{block.Group}' ({block.Width} in all), expected at most {WidestTerm}: fewer columns, or || for uncorrelated ones", block.Group);
            if ((long)block.Levels.Count * widest >= rows.Rows)
                return new FitStatus(
                    FitStatusCode.NotIdentified, $"found {(long)block.Levels.Count * widest} random effects in a term of '{block.Group}' and {rows.Rows} rows, expected fewer than rows", block.Group);
        }

        return null;
    }

    /// <summary>Whether what fixed effects leave of y, or random effects leave of that, is no more than rounding.</summary>
    private static bool Vanishes(PenalisedDeviance deviance, FittedModel model, SearchEnd end)
    {
        deviance.Value(end.Lambda);
        var left = model.Products.BorderSquare[^1];
        return left <= 1e-24 * VectorAlgebra.Dot(model.Rows.Response, model.Rows.Response) || !(deviance.ResidualSquares > 1e-12 * left);
    }

    private static FitStatus Status(LinearMixedFit fit) => !fit.Trail.Converged
        ? new FitStatus(FitStatusCode.NotConverged, fit.Trail.Reason)
        : fit.Singular
            ? new FitStatus(FitStatusCode.Boundary, "the random-effect covariance is singular at the optimum", SingularTerm(fit))
            : new FitStatus(FitStatusCode.Ok, fit.Trail.Reason);

    private static LinearMixedFit Describe(FittedModel model, PenalisedDeviance deviance, PenalisedGradient gradient, SearchEnd end, double[] theta, ThetaCurvature curvature)
    {
        var criterion = deviance.Value(model.Parameters.ToFull(theta));
        var p = deviance.Fixed;
        double[] unit = new double[p], freedom = new double[p], ofBasis = new double[p];
        var contrasts = new double[p * p];
        var solution = gradient.Solution();
        for (var k = 0; k < p; k++)
            ofBasis[k] = -solution[model.Layout.Sparse + k];
        double[] effects = [.. solution[..model.Layout.Sparse]];
        for (var i = 0; i < p; i++)
        {
            unit[i] = 1;
            model.Basis.Contrast(unit, contrasts.AsSpan(i * p, p));
            freedom[i] = curvature.DegreesOfFreedom(contrasts.AsSpan(i * p, p));
            unit[i] = 0;
        }

        var random = RandomTerms.Of(model, deviance, theta, effects, curvature.Sigma);
        return new LinearMixedFit
        {
            FixedNames = model.Rows.FixedNames,
            Coefficients = model.Basis.Coefficients(ofBasis),
            Covariance = Covariance(deviance, contrasts, p, curvature.Sigma),
            DegreesOfFreedom = freedom,
            Random = random,
            Sigma = curvature.Sigma,
            Criterion = criterion,
            Reml = deviance.Reml,
            Singular = random.Any(r => RelativeFactor.IsSingular(r.Theta, r.Names.Count)),
            Rows = model.Rows.Rows,
            Trail = new OptimiserTrail(end.Converged, Reason(end), end.Iterations, deviance.Evaluations, criterion, end.ScaledGradient),
        };
    }

    /// <summary>sigma^2 C (Q'V^-1 Q)^-1 C', through U_QQ^-T C'.</summary>
    private static double[,] Covariance(PenalisedDeviance deviance, double[] contrasts, int p, double sigma)
    {
        var border = deviance.Factor.Layout.Supernodes[^1];
        var u = new double[p * p];
        for (var k = 0; k < p; k++)
            deviance.Factor.Values.AsSpan(border.Offset + k * border.Stride, p).CopyTo(u.AsSpan(k * p));
        for (var i = 0; i < p; i++)
            Cholesky.SolveTransposed(u, p, contrasts.AsSpan(i * p, p));
        var covariance = new double[p, p];
        for (var i = 0; i < p; i++)
            for (var j = 0; j < p; j++)
                covariance[i, j] = sigma * sigma * VectorAlgebra.Dot(contrasts.AsSpan(i * p, p), contrasts.AsSpan(j * p, p));
        return covariance;
    }

    private static string Reason(SearchEnd end) => end.Converged
        ? $"the scaled gradient vanished after {end.Iterations} steps"
        : $"no lower point was found after {end.Iterations} steps at a scaled gradient of {end.ScaledGradient:G3}";

    private static string SingularTerm(LinearMixedFit fit)
    {
        var term = fit.Random.First(r => RelativeFactor.IsSingular(r.Theta, r.Names.Count));
        for (var k = 0; k < term.Names.Count; k++)
            if (term.StandardDeviation(k) < RelativeFactor.SingularTolerance * fit.Sigma)
                return $"sd({term.Names[k]} | {term.Group})";
        return $"cor({string.Join(", ", term.Names)} | {term.Group})";
    }
}
