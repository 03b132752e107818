using IpdEngine.Numerics;
using IpdEngine.Stage1.Sem.Observations;

namespace IpdEngine.Stage1.Sem.Estimation;

/// <summary>What each row moves the estimates by, corrected for its leverage: robust errors and degrees of freedom for small samples.</summary>
/// <remarks>
/// A is the information of all rows, I_i the expected information of row i (that of its missing-data pattern), s_i its score. The influence is
/// f_i = (A - I_i)^-1 s_i, one Newton step without the row: its squares sum to the Huber-White sandwich with each score divided by one minus its leverage (Mancl and
/// DeRouen 2001, doi 10.1111/j.0006-341X.2001.00126.x; HC3 in a regression). Where a leverage exceeds .75 the row's information is halved until
/// it does not (the bound of Fay and Graubard 2001, doi 10.1111/j.0006-341X.2001.01198.x). The sandwich is itself a sum of N terms, heavy-tailed ones for a covariance
/// structure: the degrees of freedom of g'V g are 2 (sum u_i^2)^2 / (sum u_i^4 - (sum u_i^2)^2 / N), u_i = g'f_i (Pan and Wall 2002, doi 10.1002/sim.1142).
/// </remarks>
internal sealed class CaseInfluence
{
    private const double LargestLeverage = 0.75;
    private readonly double[] _influence;
    private readonly int _rows;
    private readonly int _q;

    private CaseInfluence(double[] influence, int rows, int q) => (_influence, _rows, _q) = (influence, rows, q);

    /// <summary>The influences at a fit's solution.</summary>
    /// <param name="fit">A converged fit with an information matrix.</param>
    /// <param name="table">Its data.</param>
    public static CaseInfluence Of(SemFit fit, PatternTable table)
    {
        var q = fit.Model.FreeCount;
        var (information, reduced, factor) = (new double[q * q], new double[q * q], new double[q * q]);
        var inverse = fit.InverseInformation!.ToArray();
        Cholesky.Factor(inverse, q);
        Cholesky.Inverse(inverse, q, information);
        var pattern = new PatternInformation(fit.Moments, table.Columns, q);
        var influence = new double[table.Count * q];
        foreach (var rows in table.Patterns)
        {
            pattern.Stand(rows.Observed);
            pattern.Expected(reduced);
            Leave(information, reduced, factor, q);
            for (var row = rows.First; row < rows.First + rows.Count; row++)
            {
                var target = influence.AsSpan(row * q, q);
                pattern.Score(table.Rows.AsSpan(row * table.Stride, table.Columns), target);
                Cholesky.Solve(factor, q, target);
            }
        }

        return new CaseInfluence(influence, table.Count, q);
    }

    /// <summary>Covariance of the estimates, q x q.</summary>
    public double[] Covariance()
    {
        var covariance = new double[_q * _q];
        SymmetricAlgebra.AddCrossProducts(_influence, covariance, _rows, _q);
        return covariance;
    }

    /// <summary>Degrees of freedom of the variance of a function of the estimates, at least 1.</summary>
    /// <param name="gradient">The function's gradient, q.</param>
    public double DegreesOfFreedom(ReadOnlySpan<double> gradient)
    {
        var (squares, fourths) = (0.0, 0.0);
        for (var row = 0; row < _rows; row++)
        {
            var u = VectorAlgebra.Dot(_influence.AsSpan(row * _q, _q), gradient);
            (squares, fourths) = (squares + u * u, fourths + u * u * u * u);
        }

        return Math.Max(1, 2 * squares * squares / (fourths - squares * squares / _rows));
    }

    // The factor of A - c I, c = 1 unless the leverage is too large.
    private static void Leave(double[] information, double[] one, double[] factor, int q)
    {
        for (var share = 1.0; ; share /= 2)
        {
            for (var i = 0; i < q * q; i++)
                factor[i] = LargestLeverage * information[i] - share * one[i];
            if (!Cholesky.TryFactor(factor, q))
                continue;
            for (var i = 0; i < q * q; i++)
                factor[i] = information[i] - share * one[i];
            Cholesky.Factor(factor, q);
            return;
        }
    }
}
