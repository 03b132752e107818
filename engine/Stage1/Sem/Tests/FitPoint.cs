using IpdEngine.Numerics;
using IpdEngine.Stage1.Sem.Estimation;
using IpdEngine.Stage1.Sem.Likelihood;
using IpdEngine.Stage1.Sem.Observations;
using IpdEngine.Stage1.Sem.Ram;

namespace IpdEngine.Stage1.Sem.Tests;

/// <summary>A fit with its data: the score of log L and the information in any cells of the model's matrices, the fitted and the fixed ones alike.</summary>
/// <remarks>
/// With J the derivatives of the moments by the cells, g the gradient of -2 log L by the moments and C its curvature: score -J g / 2, information J C J' / 2.
/// Expected information under missing data takes the patterns as they are (Savalei 2010, doi 10.1080/00273171003680187), as lavaan has it.
/// </remarks>
internal sealed class FitPoint
{
    private readonly ImpliedMoments[] _moments;
    private readonly double[][] _gradients;
    private readonly double[][] _curvatures;
    private readonly int _m;

    /// <summary>Evaluates the data of each group at a fit.</summary>
    /// <exception cref="ArgumentException">There are not as many groups of data as the model has.</exception>
    public FitPoint(IReadOnlyList<PatternTable> groups, SemFit fit)
    {
        if (groups.Count != fit.Model.Groups)
            throw new ArgumentException($"found {groups.Count} groups of data, expected {fit.Model.Groups} as the model has", nameof(groups));
        Fit = fit;
        _moments = [.. groups.Select((_, g) => new ImpliedMoments(fit.Model, g))];
        (_gradients, _curvatures) = (new double[groups.Count][], new double[groups.Count][]);
        for (var g = 0; g < groups.Count; g++)
        {
            var likelihood = new NormalLikelihood(groups[g]);
            _m = likelihood.MomentCount;
            (_gradients[g], _curvatures[g]) = (new double[_m], new double[_m * _m]);
            _moments[g].Evaluate(fit.Estimates);
            likelihood.Evaluate(_moments[g].Mean, _moments[g].Covariance);
            likelihood.Differentiate();
            likelihood.Gradient(_gradients[g]);
            likelihood.Curvature(_curvatures[g], exact: false);
        }
    }

    /// <summary>The fit.</summary>
    public SemFit Fit { get; }

    /// <summary>Score of log L, one element a cell.</summary>
    public double[] Score(Cell[] cells) => [.. cells.Select(cell => -0.5 * VectorAlgebra.Dot(Direction(cell), _gradients[cell.Group]))];

    /// <summary>Expected information, cells x cells.</summary>
    public double[] Information(Cell[] cells)
    {
        var n = cells.Length;
        double[] information = new double[n * n], product = new double[_m];
        var directions = Array.ConvertAll(cells, cell => Direction(cell));
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < _m; k++)
                product[k] = VectorAlgebra.Dot(_curvatures[cells[i].Group].AsSpan(k * _m, _m), directions[i]);
            for (var j = i; j < n; j++)
                information[i * n + j] = information[j * n + i] = cells[i].Group == cells[j].Group ? 0.5 * VectorAlgebra.Dot(product, directions[j]) : 0;
        }

        return information;
    }

    // d (mu, vech Sigma) by one cell: ImpliedMoments has the formulas.
    private double[] Direction(in Cell cell)
    {
        var (moments, v, p) = (_moments[cell.Group], Fit.Model.Variables.Count, Fit.Model.Observed);
        var direction = new double[_m];
        var left = moments.TotalTransposed.AsSpan(cell.Row * v, p);
        switch (cell.Matrix)
        {
            case CellMatrix.Path:
                VectorAlgebra.AddScaled(Fit.Model.Table.HasMeans ? moments.Eta[cell.Column] : 0, left, direction.AsSpan(0, p));
                AddOuter(left, moments.Omega.AsSpan(cell.Column * v, p), 1, direction.AsSpan(p));
                break;
            case CellMatrix.Covariance:
                AddOuter(left, moments.TotalTransposed.AsSpan(cell.Column * v, p), cell.Row == cell.Column ? 0.5 : 1, direction.AsSpan(p));
                break;
            default:
                VectorAlgebra.AddScaled(1, left, direction.AsSpan(0, p));
                break;
        }

        return direction;
    }

    // vech += weight (x y' + y x')
    private static void AddOuter(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double weight, Span<double> vech)
    {
        var place = 0;
        for (var column = 0; column < x.Length; column++)
            for (var row = column; row < x.Length; row++)
                vech[place++] += weight * (x[row] * y[column] + y[row] * x[column]);
    }
}
