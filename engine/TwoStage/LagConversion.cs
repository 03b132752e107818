using System.Numerics;
using IpdEngine.Stage1;

namespace IpdEngine.TwoStage;

/// <summary>Brings the lags of a study with unequal spacing to the common interval through the continuous-time process that they sample.</summary>
/// <remarks>
/// Phi(k) = expm(A k), so Phi(1) = Phi(k)^(1/k), the principal power; the covariance follows by the delta method with the Frechet
/// derivative of the power (Daleckii and Krein 1965: divided differences on the eigenbasis). Kuiper and Ryan 2018; Dormann, Guthier and Cortina 2020.
/// Standardised lags are converted as they stand: within-part SDs are taken as equal over waves.
/// </remarks>
internal static class LagConversion
{
    /// <summary>The fit with its four lags at lag 1, or the reason why there is no such process.</summary>
    public static (StudyEstimate? Fit, string Reason) ToLagOne(StudyEstimate fit)
    {
        if (fit.Lag == 1 || !fit.Status.Poolable)
            return (fit, "");
        var phi = (A: fit.Estimate("aa"), B: fit.Estimate("sa"), C: fit.Estimate("as"), D: fit.Estimate("ss"));
        var half = (phi.A + phi.D) / 2;
        var root = Complex.Sqrt(half * half - (phi.A * phi.D - phi.B * phi.C));
        Complex first = half + root, second = half - root;
        if ((first.Imaginary == 0 && Math.Min(first.Real, second.Real) <= 0) || Complex.Abs(first - second) < 1e-8)
            return (null, $"its lag-{fit.Lag} matrix has eigenvalues {first.Real:0.000} and {second.Real:0.000}, expected distinct and positive (or a complex pair): no continuous process gives it");

        var power = 1.0 / fit.Lag;
        Complex[] roots = [first, second];
        Complex[] powers = [Complex.Pow(first, power), Complex.Pow(second, power)];
        var basis = Eigenvectors(phi, first, second);
        var inverse = Inverse(basis);
        var converted = Real(Product(Product(basis, Diagonal(powers)), inverse));

        // Column j: the derivative of the power in the direction of lag j.
        var jacobian = new double[4, 4];
        for (var j = 0; j < 4; j++)
        {
            var inner = Product(Product(inverse, Direction(j)), basis);
            for (var r = 0; r < 2; r++)
                for (var c = 0; c < 2; c++)
                    inner[r, c] *= r == c ? power * powers[r] / roots[r] : (powers[0] - powers[1]) / (roots[0] - roots[1]);
            var derivative = Vector(Real(Product(Product(basis, inner), inverse)));
            for (var i = 0; i < 4; i++)
                jacobian[i, j] = derivative[i];
        }
        return (fit with { Terms = EffectDefinition.Lags, Estimates = Vector(converted), Covariance = Sandwich(jacobian, Ordered(fit)), Lag = 1 }, "");
    }

    private static double[,] Ordered(StudyEstimate fit)
    {
        var terms = fit.Terms.ToList();
        var places = EffectDefinition.Lags.Select(lag => terms.IndexOf(lag)).ToArray();
        var block = new double[4, 4];
        for (var i = 0; i < 4; i++)
            for (var j = 0; j < 4; j++)
                block[i, j] = fit.Covariance[places[i], places[j]];
        return block;
    }

    // Order aa, sa, ss, as of a matrix whose rows are outcomes (alliance, symptom) and whose columns are predictors.
    private static double[] Vector(double[,] m) => [m[0, 0], m[0, 1], m[1, 1], m[1, 0]];

    private static Complex[,] Direction(int lag) => lag switch
    {
        0 => new Complex[,] { { 1, 0 }, { 0, 0 } },
        1 => new Complex[,] { { 0, 1 }, { 0, 0 } },
        2 => new Complex[,] { { 0, 0 }, { 0, 1 } },
        _ => new Complex[,] { { 0, 0 }, { 1, 0 } },
    };

    private static Complex[,] Eigenvectors((double A, double B, double C, double D) m, Complex first, Complex second) =>
        Math.Abs(m.B) >= Math.Abs(m.C) && m.B != 0 ? new[,] { { m.B, m.B }, { first - m.A, second - m.A } }
        : m.C != 0 ? new[,] { { first - m.D, second - m.D }, { m.C, m.C } }
        : m.A >= m.D ? new Complex[,] { { 1, 0 }, { 0, 1 } }
        : new Complex[,] { { 0, 1 }, { 1, 0 } };

    private static Complex[,] Diagonal(Complex[] d) => new[,] { { d[0], Complex.Zero }, { Complex.Zero, d[1] } };

    private static Complex[,] Inverse(Complex[,] m)
    {
        var determinant = m[0, 0] * m[1, 1] - m[0, 1] * m[1, 0];
        return new[,] { { m[1, 1] / determinant, -m[0, 1] / determinant }, { -m[1, 0] / determinant, m[0, 0] / determinant } };
    }

    private static Complex[,] Product(Complex[,] a, Complex[,] b)
    {
        var product = new Complex[2, 2];
        for (var i = 0; i < 2; i++)
            for (var j = 0; j < 2; j++)
                product[i, j] = a[i, 0] * b[0, j] + a[i, 1] * b[1, j];
        return product;
    }

    private static double[,] Real(Complex[,] m) => new[,] { { m[0, 0].Real, m[0, 1].Real }, { m[1, 0].Real, m[1, 1].Real } };

    private static double[,] Sandwich(double[,] j, double[,] v)
    {
        var result = new double[4, 4];
        for (var r = 0; r < 4; r++)
            for (var c = 0; c < 4; c++)
                for (var k = 0; k < 4; k++)
                    for (var l = 0; l < 4; l++)
                        result[r, c] += j[r, k] * v[k, l] * j[c, l];
        return result;
    }
}
