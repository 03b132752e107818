using IpdEngine.Numerics;
using IpdEngine.Stage1.Sem.Estimation;
using IpdEngine.Stage1.Sem.Estimation.Constraints;
using IpdEngine.Stage1.Sem.Likelihood;
using IpdEngine.Stage1.Sem.Observations;
using IpdEngine.Stage1.Sem.Ram;
using MathNet.Numerics.LinearAlgebra.Double;

namespace IpdEngine.Stage1.Sem.Tests;

/// <summary>tr(B0 E^-1) of a model at any point: B0 the products of its scores, E its observed information, which away from the optimum need not be positive definite.</summary>
internal static class InformationTrace
{
    /// <summary>The trace in the directions that the model's equality constraints leave; NaN where E is singular.</summary>
    public static double Of(IReadOnlyList<PatternTable> groups, ModelStructure model, double[] point)
    {
        var q = model.FreeCount;
        NormalLikelihood[] likelihoods = [.. groups.Select(table => new NormalLikelihood(table))];
        var objective = new ModelObjective(model, likelihoods);
        if (!double.IsFinite(objective.Value(point)))
            return double.NaN;
        double[] gradient = new double[q], information = new double[q * q], meat = new double[q * q], part = new double[q * q];
        objective.Gradient(gradient);
        objective.Curvature(information, exact: true);
        for (var g = 0; g < likelihoods.Length; g++)
        {
            var (n, m) = (groups[g].Count, likelihoods[g].MomentCount);
            double[] moments = new double[n * m], scores = new double[n * q];
            likelihoods[g].Scores(moments);
            for (var row = 0; row < n; row++)
                for (var i = 0; i < q; i++)
                    scores[row * q + i] = VectorAlgebra.Dot(moments.AsSpan(row * m, m), objective.Jacobians[g].AsSpan(i * m, m));
            ScoreProducts.Sum(scores, q, groups[g], part);
            VectorAlgebra.AddScaled(1, part, meat);
        }

        var (e, b) = (new DenseMatrix(q, q, information) * 0.5, new DenseMatrix(q, q, meat));
        if (ConstraintSet.Of(model.Table)?.TangentAt(point, []) is { } tangent)
        {
            // Row-major q x r is the transpose of column-major r x q.
            var basis = new DenseMatrix(tangent.Reduced, q, tangent.Basis);
            (e, b) = ((DenseMatrix)(basis * e * basis.Transpose()), (DenseMatrix)(basis * b * basis.Transpose()));
        }

        var trace = e.LU().Solve(b).Trace();
        return double.IsFinite(trace) ? trace : double.NaN;
    }
}
