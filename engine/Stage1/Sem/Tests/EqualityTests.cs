using IpdEngine.Numerics;
using IpdEngine.Stage1.Sem.Estimation;
using IpdEngine.Stage1.Sem.Observations;
using IpdEngine.Stage1.Sem.Ram;

namespace IpdEngine.Stage1.Sem.Tests;

/// <summary>Score tests of the equalities that labels impose: would the fit be better were they released (lavaan's <c>lavTestScore</c>)?</summary>
/// <param name="Total">All equalities released at once.</param>
/// <param name="Univariate">Each parameter that is held equal to the first of its label, released alone.</param>
/// <remarks>Source: Bentler and Chou (1992), doi 10.1177/0049124192021002006; expected information, plain statistic whatever the errors, as in lavaan 0.6-14.</remarks>
public sealed record EqualityTests(TestResult Total, IReadOnlyList<ReleasedEquality> Univariate)
{
    /// <summary>The tests of a fit; null where no two parameters share a label.</summary>
    /// <param name="groups">The data of each group, as they were fitted.</param>
    /// <param name="fit">The fit; further constraints it may have stay imposed in the univariate tests.</param>
    /// <exception cref="ArgumentException">There are not as many groups of data as the model has.</exception>
    public static EqualityTests? Of(IReadOnlyList<PatternTable> groups, SemFit fit)
    {
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(fit);
        var (point, free) = (new FitPoint(groups, fit), FreeDirections.Of(fit));
        List<ReleasedEquality> released = [];
        HashSet<int> seen = [];
        for (var row = 0; row < fit.Model.Cells.Length; row++)
        {
            var cell = fit.Model.Cells[row];
            if (cell.Free < 0 || seen.Add(cell.Free))
                continue;
            Cell[] cells = [.. free.Cells, cell];
            var score = point.Score([cell])[0];
            released.Add(new ReleasedEquality(fit.Model.Table.Rows[row], TestResult.Of(score * score / free.Added(point.Information(cells)), 1)));
        }

        return released.Count == 0 ? null : new EqualityTests(Whole(point, free.Cells, released.Count), released);
    }

    private static TestResult Whole(FitPoint point, Cell[] cells, int df)
    {
        var (score, information) = (point.Score(cells), point.Information(cells));
        if (!Cholesky.TryFactor(information, cells.Length, 1e-13))
            return TestResult.Of(double.NaN, df, note: "without the equalities the model is not identified");
        var solved = (double[])score.Clone();
        Cholesky.Solve(information, cells.Length, solved);
        return TestResult.Of(VectorAlgebra.Dot(score, solved), df);
    }
}

/// <summary>One parameter released from its label.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Test">Its score test.</param>
public sealed record ReleasedEquality(ParameterRow Parameter, TestResult Test);
