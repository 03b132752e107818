namespace IpdEngine.Stage2.Univariate;

/// <summary>Cochran's Q, I-squared, H-squared and R-squared.</summary>
/// <remarks>Higgins and Thompson 2002, Stat Med 21:1539; R-squared: Raudenbush 2009, in Cooper, Hedges and Valentine.</remarks>
internal static class Heterogeneity
{
    /// <summary>tr P and Q = y'Py at tau-squared zero.</summary>
    public static (double Trace, double Q) AtZero(WeightedRegression fit)
    {
        fit.Solve(0);
        return (fit.Traces().Trace, fit.ResidualSum);
    }

    /// <summary>I-squared in percent and H-squared, from tau-squared and the typical variance (k - p) / tr P; from Q where effects are equal by assumption.</summary>
    public static (double I2, double H2) Shares(TauEstimator estimator, double tau2, double trace, double q, int df)
    {
        if (estimator == TauEstimator.EE)
            return (q > 0 ? Math.Max(0, 100 * (q - df) / q) : 0, q / df);
        var typical = df / trace;
        return (100 * tau2 / (typical + tau2), tau2 / typical + 1);
    }

    /// <summary>R-squared in percent: the share of tau-squared that the moderators take away; the adjusted weighted one where effects are equal by assumption.</summary>
    public static double Explained(double[] y, double[] v, TauEstimator estimator, double tau2, WeightedRegression fit)
    {
        var ones = new double[y.Length];
        Array.Fill(ones, 1.0);
        var plain = new WeightedRegression(y, v, OrthonormalDesign.From([ones], y.Length, out _)!);
        if (estimator == TauEstimator.EE)
        {
            fit.Solve(0);
            plain.Solve(0);
            var total = plain.ResidualSum;
            return total > 0 ? Math.Max(0, 100 * (1 - fit.ResidualSum / total * (fit.K - 1) / (fit.K - fit.P))) : 0;
        }
        var without = TauSquared.Estimate(plain, estimator).Value;
        return without > 0 ? Math.Max(0, 100 * (without - tau2) / without) : 0;
    }
}
