using IpdEngine.Numerics;
using IpdEngine.Stage1.Sem.Estimation;
using IpdEngine.Stage1.Sem.Syntax;

namespace IpdEngine.Stage1.Sem.Tests;

/// <summary>The Wald test of constraints on a fitted model's labels: h'(H V H')^-1 h with V the covariance of the estimates, robust where the fit is (lavaan's <c>lavTestWald</c>).</summary>
public static class WaldTest
{
    /// <summary>The test of all constraints together.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="constraints">Equations between labels, one a line: <c>aa == ss</c>, <c>as == 0</c>.</param>
    /// <exception cref="ModelSyntaxException">The text cannot be read.</exception>
    /// <exception cref="ArgumentException">It holds something other than equations, or an equation names what is no label.</exception>
    public static TestResult Of(SemFit fit, string constraints)
    {
        ArgumentNullException.ThrowIfNull(fit);
        var statements = ModelParser.Parse(constraints);
        if (statements.Count == 0 || statements.Any(s => s is not ConstraintStatement { Operator: "==" }))
            throw new ArgumentException($"found '{constraints.Trim()}', expected equations between labels, one a line, such as aa == ss", nameof(constraints));
        var (q, k) = (fit.Model.FreeCount, statements.Count);
        if (fit.Covariance is null)
            return TestResult.Of(double.NaN, k, note: "the fit has no covariance of its estimates");
        double[] values = new double[k], slopes = new double[k * q];
        for (var i = 0; i < k; i++)
        {
            var equation = (ConstraintStatement)statements[i];
            var (left, right) = (Evaluate(fit, equation.Left, equation.Line), Evaluate(fit, equation.Right, equation.Line));
            values[i] = left.Value - right.Value;
            for (var j = 0; j < q; j++)
                slopes[i * q + j] = left.Gradient[j] - right.Gradient[j];
        }

        double[] covariance = new double[k * k], solved = (double[])values.Clone();
        SymmetricAlgebra.Congruence(fit.Covariance, slopes, covariance, new double[k * q], q, k);
        if (!Cholesky.TryFactor(covariance, k, 1e-12))
            return TestResult.Of(double.NaN, k, note: "the constraints depend on one another, or on ones that the model has");
        Cholesky.Solve(covariance, k, solved);
        return TestResult.Of(VectorAlgebra.Dot(values, solved), k);
    }

    private static Derivative Evaluate(SemFit fit, Expression expression, int line)
    {
        var rows = fit.Model.Table.Rows;
        int RowOf(string label)
        {
            for (var row = 0; row < rows.Count; row++)
                if (rows[row].Label == label)
                    return row;
            throw new ArgumentException($"line {line}: found '{label}', expected a label of the model");
        }

        return expression.Evaluate(
            label => fit.ValueOf(RowOf(label)),
            label =>
            {
                var gradient = new double[fit.Model.FreeCount];
                if (rows[RowOf(label)].Free is >= 0 and var free)
                    gradient[free] = 1;
                return gradient;
            },
            fit.Model.FreeCount);
    }
}
