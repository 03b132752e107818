using IpdEngine.Numerics.Minimisation;
using IpdEngine.Stage1.Multilevel.LinearMixed;
using IpdEngine.Stage1.Multilevel.Lmm;
using MathNet.Numerics.Distributions;

namespace IpdEngine.Stage1.Multilevel.Profiles;

/// <summary>Profile likelihood intervals of every parameter of a linear mixed model, on the ML deviance as lme4's <c>confint(method = "profile")</c>.</summary>
/// <remarks>
/// The ends are where the signed root of the deviance's rise, zeta, is a normal quantile: roots found to 1e-6, not interpolated.
/// Source: Bates, Mächler, Bolker and Walker 2015, doi 10.18637/jss.v067.i01, section 5.1.
/// </remarks>
public static class ProfileIntervals
{
    private const int MostSteps = 60;

    /// <summary>Standard deviations and correlations of the random terms, sigma, fixed effects; in that order.</summary>
    /// <param name="result">A model with a fit.</param>
    /// <param name="level">Coverage, such as 0.95.</param>
    /// <exception cref="ArgumentException">A model without a fit, a level outside 0 to 1.</exception>
    public static IReadOnlyList<ProfileInterval> Of(LinearMixedResult result, double level)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.Model is not { } model || result.Fit is not { } fit)
            throw new ArgumentException($"found a model without a fit ({result.Status.Reason}), expected a fitted one", nameof(result));
        if (!(level > 0 && level < 1))
            throw new ArgumentException($"found level {level}, expected one between 0 and 1", nameof(level));
        var deviance = model.Deviance(reml: false);
        var gradient = new PenalisedGradient(deviance);
        var end = new DevianceSearch(deviance, gradient).Run();
        var quantile = Normal.InvCDF(0, 1, 0.5 + level / 2);
        // A variance at zero is a stationary point of the others too: each minimum is sought from the optimum and from where every direction varies.
        double[][] starts = [end.Lambda, Lifted(end.Lambda, model.Parameters)];
        return [.. Parameters(model, fit, deviance, gradient, end).Select(p => Interval(p, starts, end.Deviance, quantile))];
    }

    private static List<ProfiledParameter> Parameters(FittedModel model, LinearMixedFit fit, PenalisedDeviance deviance, PenalisedGradient gradient, SearchEnd end)
    {
        deviance.Value(end.Lambda);
        var sigma = Math.Sqrt(deviance.ResidualSquares / deviance.Freedom);
        var ofBasis = new double[deviance.Fixed];
        var solution = gradient.Solution();
        for (var k = 0; k < ofBasis.Length; k++)
            ofBasis[k] = -solution[model.Layout.Sparse + k];
        var beta = model.Basis.Coefficients(ofBasis);
        var parameters = new List<ProfiledParameter>();
        foreach (var term in model.Parameters.Terms)
        {
            var (block, scales) = (model.Rows.Blocks[term.Factor], model.Products.Scales[term.Factor]);
            string Column(int k) => block.Names[term.Column + k];
            var deviations = Enumerable.Range(0, term.Columns)
                .Select(k => new RandomDeviation(deviance, gradient, end.Lambda, sigma, term, k, scales[term.Column + k], $"sd_{Column(k)}|{block.Group}")).ToList();
            for (var a = 0; a < term.Columns; a++)
            {
                parameters.Add(deviations[a]);
                // A correlation of a column that does not vary is no parameter.
                for (var b = a + 1; b < term.Columns; b++)
                    if (Math.Min(deviations[a].Estimate * scales[term.Column + a], deviations[b].Estimate * scales[term.Column + b]) > RelativeFactor.SingularTolerance * sigma)
                        parameters.Add(new RandomCorrelation(deviance, gradient, end.Lambda, term, a, b, $"cor_{Column(b)}.{Column(a)}|{block.Group}"));
            }
        }

        parameters.Add(new ResidualDeviation(deviance, gradient, sigma));
        for (var k = 0; k < beta.Length; k++)
            parameters.Add(new FixedCoefficient(deviance, gradient, model, k, beta[k], fit.StandardError(k)));
        return parameters;
    }

    private static double[] Lifted(double[] lambda, LambdaLayout layout)
    {
        var lifted = (double[])lambda.Clone();
        foreach (var t in layout.Terms)
        {
            var q = t.Columns;
            var widened = new double[2 * q * q];
            for (var a = 0; a < q; a++)
            {
                lambda.AsSpan(t.Start + a * q, q).CopyTo(widened.AsSpan(2 * a * q));
                widened[2 * a * q + q + a] = 0.3;
            }

            RelativeFactor.Unpack(RelativeFactor.Theta(widened, q, 2 * q, 0), q, lifted.AsSpan(t.Start, q * q));
        }

        return lifted;
    }

    private static ProfileInterval Interval(ProfiledParameter parameter, double[][] starts, double lowest, double quantile) =>
        new(parameter.Name, parameter.Estimate, End(parameter, starts, lowest, quantile, -1), End(parameter, starts, lowest, quantile, 1));

    /// <summary>Where zeta reaches the quantile on one side; the bound where it never does.</summary>
    private static double End(ProfiledParameter parameter, double[][] starts, double lowest, double quantile, int side)
    {
        var bound = side < 0 ? parameter.Least : parameter.Greatest;
        double[][] others = Array.ConvertAll(starts, parameter.Others);
        double Zeta(double value)
        {
            var least = double.NaN;
            for (var k = 0; k < others.Length; k++)
            {
                var minimum = QuasiNewtonMinimiser.Minimise((point, slopes) => parameter.Evaluate(value, point, slopes), others[k], tolerance: 3e-7, maximumIterations: 200);
                if (!double.IsFinite(minimum.Value))
                    continue;
                // The first start follows the path of the minimum; the second stays where every direction varies.
                if (k == 0)
                    others[k] = minimum.Point;
                if (!(minimum.Value >= least))
                    least = minimum.Value;
            }

            return Math.Sqrt(Math.Max(0, least - lowest));
        }

        // Outwards by growing steps until the quantile is passed or the bound is reached.
        var (near, zetaNear, step) = (parameter.Estimate, 0.0, parameter.Step);
        double far, zetaFar;
        for (var k = 0; ; k++, step *= 1.6)
        {
            far = near + side * step;
            var inside = double.IsInfinity(bound) || side * (bound - far) > 0;
            if (!inside)
                far = double.IsInfinity(bound) ? far : near + (bound - near) * 0.5;
            if (!inside && Math.Abs(bound - near) <= 1e-7 * (1 + Math.Abs(bound)))
                return bound;
            zetaFar = Zeta(far);
            if (double.IsNaN(zetaFar) || k == MostSteps)
                return double.NaN;
            if (zetaFar >= quantile)
                break;
            (near, zetaNear) = (far, zetaFar);
        }

        return Root(Zeta, quantile, (near, zetaNear), (far, zetaFar));
    }

    /// <summary>Between two points by false position in the Illinois manner, zeta being almost straight (Dowell and Jarratt 1971, doi 10.1007/BF01934364).</summary>
    private static double Root(Func<double, double> zeta, double quantile, (double At, double Zeta) near, (double At, double Zeta) far)
    {
        var (a, fa, b, fb) = (near.At, near.Zeta - quantile, far.At, far.Zeta - quantile);
        for (var k = 0; k < MostSteps; k++)
        {
            var middle = b - fb * (b - a) / (fb - fa);
            var value = zeta(middle) - quantile;
            if (double.IsNaN(value))
                return double.NaN;
            if (Math.Abs(value) < 1e-6)
                return middle;
            if (value < 0 == fb < 0)
                fa /= 2;
            else
                (a, fa) = (b, fb);
            (b, fb) = (middle, value);
        }

        return b;
    }
}

/// <summary>A profile likelihood interval.</summary>
/// <param name="Parameter">Name as lme4 has it: <c>sd_(Intercept)|g</c>, <c>cor_x.(Intercept)|g</c>, <c>sigma</c>, a fixed effect.</param>
/// <param name="Estimate">ML estimate.</param>
/// <param name="Low">Lower end; NaN where the search failed.</param>
/// <param name="High">Upper end.</param>
public sealed record ProfileInterval(string Parameter, double Estimate, double Low, double High);
