using IpdEngine.Stage1.Sem.Estimation;
using IpdEngine.Stage1.Sem.Observations;

namespace IpdEngine.Stage1.Sem.Tests;

/// <summary>The likelihood-ratio test of a model within a larger one, both fitted to the same data.</summary>
/// <remarks>
/// Scaled differences of robust fits: Satorra and Bentler (2001), doi 10.1007/BF02296192, divides by (d0 c0 - d1 c1) / (d0 - d1), which may be negative;
/// Satorra and Bentler (2010), doi 10.1007/s11336-009-9135-y, takes c1 from the larger model at the smaller one's estimates, and is positive for identified models.
/// </remarks>
public static class NestedTest
{
    /// <summary>The plain difference of the deviances.</summary>
    public static TestResult Plain(SemFit larger, SemFit smaller) => TestResult.Of(Difference(larger, smaller, out var df), df);

    /// <summary>The scaled difference of 2001.</summary>
    public static TestResult SatorraBentler2001(SemFit larger, SemFit smaller) => Scaled(larger, smaller, Factor(larger));

    /// <summary>The scaled difference of 2010.</summary>
    /// <param name="larger">The larger model, fitted with robust errors and fit measures.</param>
    /// <param name="smaller">The smaller model, fitted the same way.</param>
    /// <param name="groups">The data of each group, as they were fitted.</param>
    public static TestResult SatorraBentler2010(SemFit larger, SemFit smaller, IReadOnlyList<PatternTable> groups)
    {
        ArgumentNullException.ThrowIfNull(larger);
        ArgumentNullException.ThrowIfNull(smaller);
        ArgumentNullException.ThrowIfNull(groups);
        if (Degrees(larger) == 0)
            return Scaled(larger, smaller, 1);

        // c d = tr(B1 A1^-1) - tr(B0 E^-1) at any point: the first part is the larger fit's, the second is taken at the smaller one's estimates.
        var saturated = Degrees(larger) * Factor(larger) + larger.Measure("scaling.factor.h0") * larger.Parameters;
        return Scaled(larger, smaller, (saturated - InformationTrace.Of(groups, larger.Model, Values(larger, smaller))) / Degrees(larger));
    }

    private static TestResult Scaled(SemFit larger, SemFit smaller, double largerFactor)
    {
        var difference = Difference(larger, smaller, out var df);
        if (df == 0)
            return TestResult.Of(difference, 0);
        var scale = (Degrees(smaller) * Factor(smaller) - Degrees(larger) * largerFactor) / df;
        return scale > 0
            ? TestResult.Of(difference / scale, df, scale)
            : TestResult.Of(double.NaN, df, scale, $"the scaling factor of the difference is {(scale < 0 ? "negative" : "not defined")}: take the test of 2010");
    }

    private static double Difference(SemFit larger, SemFit smaller, out int df)
    {
        ArgumentNullException.ThrowIfNull(larger);
        ArgumentNullException.ThrowIfNull(smaller);
        df = larger.Parameters - smaller.Parameters;
        if (df < 0 || larger.Rows != smaller.Rows || larger.Model.Observed != smaller.Model.Observed)
        {
            throw new ArgumentException(
                $"found a larger model of {larger.Parameters} parameters for {larger.Rows} rows and a smaller one of {smaller.Parameters} for {smaller.Rows}, expected the larger first, both on the same data",
                nameof(smaller));
        }

        return smaller.Deviance - larger.Deviance;
    }

    private static double Degrees(SemFit fit) => fit.Measure("df");

    private static double Factor(SemFit fit) => Degrees(fit) == 0 ? 1 : fit.Measure("chisq.scaling.factor");

    // The larger model's free parameters at the smaller one's values; what the smaller model does not have is zero there.
    private static double[] Values(SemFit larger, SemFit smaller)
    {
        Dictionary<(string, string, string, int), double> known = [];
        for (var row = 0; row < smaller.Model.Table.Rows.Count; row++)
        {
            var parameter = smaller.Model.Table.Rows[row];
            known[(parameter.Left, parameter.Operator, parameter.Right, parameter.Group)] = smaller.ValueOf(row);
            if (parameter.Operator == "~~")
                known[(parameter.Right, parameter.Operator, parameter.Left, parameter.Group)] = smaller.ValueOf(row);
        }

        var values = new double[larger.Model.FreeCount];
        foreach (var parameter in larger.Model.Table.Rows)
            if (parameter.Free >= 0)
                values[parameter.Free] = known.GetValueOrDefault((parameter.Left, parameter.Operator, parameter.Right, parameter.Group));
        return values;
    }
}
