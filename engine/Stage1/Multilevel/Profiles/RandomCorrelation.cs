using IpdEngine.Stage1.Multilevel.Lmm;

namespace IpdEngine.Stage1.Multilevel.Profiles;

/// <summary>The correlation of two random columns held: their rows of Lambda are a (1, 0, ...) and b (rho, sqrt(1 - rho^2), 0, ...); the others are all other elements, log a and log b.</summary>
internal sealed class RandomCorrelation : ProfiledParameter
{
    private readonly PenalisedDeviance _deviance;
    private readonly PenalisedGradient _gradient;
    private readonly LambdaTerm _term;
    private readonly int _a, _b, _first, _second;
    private readonly double[] _lambda;
    private readonly int[] _free;

    /// <param name="deviance">ML deviance.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="lambda">Lambda at the optimum, any shape; neither row is zero.</param>
    /// <param name="term">The term.</param>
    /// <param name="a">One column within it.</param>
    /// <param name="b">The other.</param>
    /// <param name="name">The parameter's name.</param>
    internal RandomCorrelation(PenalisedDeviance deviance, PenalisedGradient gradient, double[] lambda, LambdaTerm term, int a, int b, string name)
    {
        (_deviance, _gradient, _term, _a, _b, Name) = (deviance, gradient, term, a, b, name);
        var q = term.Columns;
        (_first, _second) = (term.Start + a * q, term.Start + b * q);
        _lambda = Rotations.RowsToFirstPlane(lambda, term, a, b);
        _free = [.. Enumerable.Range(0, lambda.Length).Where(k => (k < _first || k >= _first + q) && (k < _second || k >= _second + q))];
        Estimate = Math.Clamp(_lambda[_second] / Math.Sqrt(_lambda[_second] * _lambda[_second] + _lambda[_second + 1] * _lambda[_second + 1]), -1, 1);
    }

    internal override string Name { get; }

    internal override double Estimate { get; }

    internal override double Step => 0.25 * (1 - Math.Abs(Estimate)) + 0.02;

    internal override double Least => -1;

    internal override double Greatest => 1;

    internal override double[] Others(double[] lambda)
    {
        var turned = Rotations.RowsToFirstPlane(lambda, _term, _a, _b);
        var length = Math.Sqrt(turned[_second] * turned[_second] + turned[_second + 1] * turned[_second + 1]);
        return [.. _free.Select(k => turned[k]), Math.Log(turned[_first]), Math.Log(length)];
    }

    internal override double Evaluate(double value, ReadOnlySpan<double> others, Span<double> slopes)
    {
        var (a, b, rest) = (Math.Exp(others[^2]), Math.Exp(others[^1]), Math.Sqrt(Math.Max(0, 1 - value * value)));
        for (var k = 0; k < _free.Length; k++)
            _lambda[_free[k]] = others[k];
        _lambda[_first] = a;
        (_lambda[_second], _lambda[_second + 1]) = (b * value, b * rest);
        var result = _deviance.Value(_lambda);
        if (!double.IsFinite(result))
            return double.PositiveInfinity;
        _gradient.Compute();
        for (var k = 0; k < _free.Length; k++)
            slopes[k] = _gradient.Values[_free[k]];
        slopes[^2] = _gradient.Values[_first] * a;
        slopes[^1] = b * (_gradient.Values[_second] * value + _gradient.Values[_second + 1] * rest);
        return result;
    }
}
