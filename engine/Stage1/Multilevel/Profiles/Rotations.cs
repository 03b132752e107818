using IpdEngine.Stage1.Multilevel.LinearMixed;
using IpdEngine.Stage1.Multilevel.Lmm;

namespace IpdEngine.Stage1.Multilevel.Profiles;

/// <summary>Rotations of Lambda's columns, which leave Lambda Lambda' as it is.</summary>
internal static class Rotations
{
    /// <summary>One row of a term along the first axis: (length, 0, ...).</summary>
    internal static double[] RowToFirstAxis(double[] lambda, LambdaTerm term, int row) => Triangular(lambda, term, [row]);

    /// <summary>Two rows of a term in the plane of the first two axes: (length, 0, ...) and (., at or above 0, 0, ...).</summary>
    internal static double[] RowsToFirstPlane(double[] lambda, LambdaTerm term, int first, int second) => Triangular(lambda, term, [first, second]);

    private static double[] Triangular(double[] lambda, LambdaTerm term, int[] front)
    {
        var q = term.Columns;
        int[] order = [.. front, .. Enumerable.Range(0, q).Where(k => !front.Contains(k))];
        var permuted = new double[q * q];
        for (var k = 0; k < q; k++)
            lambda.AsSpan(term.Start + order[k] * q, q).CopyTo(permuted.AsSpan(k * q));
        var triangle = new double[q * q];
        RelativeFactor.Unpack(RelativeFactor.Theta(permuted, q, q, 0), q, triangle);
        var result = (double[])lambda.Clone();
        for (var k = 0; k < q; k++)
            triangle.AsSpan(k * q, q).CopyTo(result.AsSpan(term.Start + order[k] * q));
        return result;
    }
}
