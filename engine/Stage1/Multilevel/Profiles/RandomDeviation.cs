using IpdEngine.Numerics;
using IpdEngine.Stage1.Multilevel.Lmm;

namespace IpdEngine.Stage1.Multilevel.Profiles;

/// <summary>The standard deviation of one random column held: its row of Lambda is (c / sigma, 0, ...), which a rotation always allows; the others are all other elements and log sigma.</summary>
internal sealed class RandomDeviation : ProfiledParameter
{
    private readonly PenalisedDeviance _deviance;
    private readonly PenalisedGradient _gradient;
    private readonly LambdaTerm _term;
    private readonly int _column, _row;
    private readonly double _scale, _sigma;
    private readonly double[] _lambda;
    private readonly int[] _free;

    /// <param name="deviance">ML deviance.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="lambda">Lambda at the optimum, any shape.</param>
    /// <param name="sigma">sigma there.</param>
    /// <param name="term">The term.</param>
    /// <param name="column">The column within it.</param>
    /// <param name="scale">What the column was divided by.</param>
    /// <param name="name">The parameter's name.</param>
    internal RandomDeviation(PenalisedDeviance deviance, PenalisedGradient gradient, double[] lambda, double sigma, LambdaTerm term, int column, double scale, string name)
    {
        (_deviance, _gradient, _term, _scale, _sigma, Name) = (deviance, gradient, term, scale, sigma, name);
        (_column, _row) = (column, term.Start + column * term.Columns);
        var q = term.Columns;
        var own = lambda.AsSpan(_row, q);
        Estimate = sigma * Math.Sqrt(VectorAlgebra.Dot(own, own)) / scale;
        _lambda = (double[])lambda.Clone();
        _free = [.. Enumerable.Range(0, lambda.Length).Where(k => k < _row || k >= _row + q)];
    }

    internal override string Name { get; }

    internal override double Estimate { get; }

    internal override double Step => Math.Max(0.25 * Estimate, 0.05 * _sigma / _scale);

    internal override double Least => 0;

    internal override double[] Others(double[] lambda)
    {
        var turned = Rotations.RowToFirstAxis(lambda, _term, _column);
        return [.. _free.Select(k => turned[k]), Math.Log(_sigma)];
    }

    internal override double Evaluate(double value, ReadOnlySpan<double> others, Span<double> slopes)
    {
        var sigma = Math.Exp(others[^1]);
        for (var k = 0; k < _free.Length; k++)
            _lambda[_free[k]] = others[k];
        _lambda.AsSpan(_row, _term.Columns).Clear();
        _lambda[_row] = value * _scale / sigma;
        var result = _deviance.Value(_lambda, sigma);
        if (!double.IsFinite(result))
            return double.PositiveInfinity;
        _gradient.Compute();
        double Slope(int k) => LogSlope(_deviance, _gradient, k) + _gradient.ResidualSlopes[k] / (sigma * sigma);
        for (var k = 0; k < _free.Length; k++)
            slopes[k] = Slope(_free[k]);
        slopes[^1] = 2 * _deviance.Freedom - 2 * _deviance.ResidualSquares / (sigma * sigma) - Slope(_row) * _lambda[_row];
        return result;
    }
}
