using IpdEngine.Numerics;
using IpdEngine.Numerics.Minimisation;
using IpdEngine.Stage1.Sem.Estimation.Constraints;
using IpdEngine.Stage1.Sem.Fit;
using IpdEngine.Stage1.Sem.Likelihood;
using IpdEngine.Stage1.Sem.Ram;

namespace IpdEngine.Stage1.Sem.Estimation;

/// <summary>What follows from a search's end: information, covariance of the estimates, saturated model, fit measures.</summary>
internal sealed class FitConclusion(SampleGroup[] groups, ModelStructure model, LikelihoodObjective objective, ConstraintSet? constraints, SemOptions options)
{
    private readonly int _q = model.FreeCount;
    private double[] _information = [];

    /// <summary>The fit; the objective stands at the search's point.</summary>
    public SemFit Of(Minimum search, CancellationToken cancellation)
    {
        if (!double.IsFinite(search.Value))
            return Result(search, null, new InverseInformation(null, -1), [], null, null, []);
        IReadOnlyList<ParameterConstraint> active = constraints?.ActiveAt(search.Point) ?? [];
        ParameterConstraint[] binding = [.. active.Where(c => !c.IsBound)];
        var tangent = constraints?.TangentAt(search.Point, binding);
        var equalities = constraints is null ? 0 : binding.Length == 0 ? tangent!.Rank : constraints.TangentAt(search.Point, []).Rank;
        _information = new double[_q * _q];
        objective.Curvature(_information, exact: options.Incomplete || options.Robust);
        for (var i = 0; i < _q * _q; i++)
            _information[i] *= 0.5;
        var inverse = tangent is null ? InverseInformation.Of(_information, _q) : InverseInformation.Of(_information, tangent);
        double[]? meat = null, covariance = inverse.Matrix;
        if (options.Robust && inverse.Matrix is not null)
        {
            meat = Meat();
            covariance = new double[_q * _q];
            SymmetricAlgebra.Sandwich(meat, inverse.Matrix, covariance, new double[_q * _q], _q, _q);
        }

        string[] names = [.. active.Select(c => c.Text)];
        if (options.WithoutFitMeasures)
            return Result(search, covariance, inverse, [], null, null, names, equalities);
        SaturatedMoments[] saturated = [.. groups.Select((g, i) => g.Saturated(objective.Moments[i].Mean, objective.Moments[i].Covariance, cancellation))];
        var measures = Measures(search, saturated, tangent, inverse.Matrix, meat, equalities);
        var note = Array.Find(saturated, s => !s.Converged) is { } failed ? $"the saturated model has no maximum to compare with: {failed.Search.Story}" : null;
        return Result(search, covariance, inverse, measures, note, saturated, names, equalities);
    }

    // Sum of outer products of the rows' (or clusters') scores in the free parameters.
    private double[] Meat()
    {
        var total = new double[_q * _q];
        for (var g = 0; g < groups.Length; g++)
        {
            var (table, m) = (groups[g].Table, groups[g].Likelihood.MomentCount);
            double[] scores = new double[table.Count * m], parameterScores = new double[table.Count * _q], part = new double[_q * _q], jacobian = new double[m * _q];
            groups[g].Likelihood.Scores(scores);
            MatrixProduct.Transpose(objective.Jacobians[g], jacobian, _q, m);
            MatrixProduct.Add(scores, jacobian, parameterScores, table.Count, m, _q);
            ScoreProducts.Sum(parameterScores, _q, table, part);
            VectorAlgebra.AddScaled(1, part, total);
        }

        return total;
    }

    private IReadOnlyList<KeyValuePair<string, double>> Measures(
        Minimum search, SaturatedMoments[] saturated, RowReduction? tangent, double[]? inverse, double[]? meat, int equalities)
    {
        var covariate = new bool[model.Observed];
        var freeCovariate = new bool[model.Observed];
        for (var i = 0; i < model.Observed; i++)
        {
            var name = model.Variables[i];
            covariate[i] = model.Table.Rows.Any(r => r.Exogenous && r.Left == name);
            freeCovariate[i] = model.Table.Covariates.Contains(name);
        }

        var layout = new MomentLayout(model.Observed, groups.Length, model.Table.HasMeans, covariate);
        var converged = Array.TrueForAll(saturated, s => s.Converged);
        SampleMatrices? sample = converged && inverse is not null && (options.Robust || options.Incomplete) ? Sample(layout, saturated, tangent, inverse, meat) : null;
        GroupMoments[] moments = [.. groups.Select((g, i) => new GroupMoments(
            g.Table.Count, saturated[i].Mean, saturated[i].Covariance, objective.Moments[i].Mean, objective.Moments[i].Covariance,
            Baseline.Of(g, freeCovariate, covariate, model.Table.HasMeans)))];
        var fixedPart = moments.Sum(m => m.Baseline.FixedDeviance);
        return FitMeasures.Of(new FitInput(
            moments, layout, _q - equalities, search.Value - fixedPart, converged ? saturated.Sum(s => s.Deviance) - fixedPart : double.NaN, sample, options.Robust,
            options.Incomplete));
    }

    // Everything in the directions that constraints leave.
    private SampleMatrices? Sample(MomentLayout layout, SaturatedMoments[] saturated, RowReduction? tangent, double[] inverse, double[]? meat)
    {
        var scores = groups.Select((g, i) => g.Scores(saturated[i])).ToArray();
        var information = layout.Stack([.. scores.Select(s => s.Information)]);
        var saturatedInverse = layout.IsWhole ? scores[0].Inverse : InverseOf(information, layout.Count);
        if (saturatedInverse is null)
            return null;
        var jacobian = layout.StackRows(objective.Jacobians, _q);
        if (tangent is not null)
        {
            var (r, reduced) = (tangent.Reduced, new double[tangent.Reduced * layout.Count]);
            for (var i = 0; i < _q; i++)
                for (var j = 0; j < r; j++)
                    VectorAlgebra.AddScaled(tangent.Basis[i * r + j], jacobian.AsSpan(i * layout.Count, layout.Count), reduced.AsSpan(j * layout.Count, layout.Count));
            jacobian = reduced;
            inverse = InverseInformation.Of(InverseInformation.Reduce(_information, tangent), r).Matrix!;
            meat = meat is null ? null : InverseInformation.Reduce(meat, tangent);
        }

        return new SampleMatrices
        {
            Moments = layout.Count,
            SaturatedInverse = saturatedInverse,
            SaturatedInformation = information,
            SaturatedMeat = layout.Stack([.. scores.Select(s => s.Meat)]),
            CompleteInformation = layout.Stack([.. scores.Select(s => s.Complete)]),
            Parameters = tangent?.Reduced ?? _q,
            Jacobian = jacobian,
            ModelInverse = inverse,
            ModelMeat = meat ?? [],
        };
    }

    private static double[]? InverseOf(double[] information, int m)
    {
        var (factor, inverse) = ((double[])information.Clone(), new double[m * m]);
        if (!Cholesky.TryFactor(factor, m, 1e-13))
            return null;
        Cholesky.Inverse(factor, m, inverse);
        return inverse;
    }

    private SemFit Result(
        Minimum search, double[]? covariance, InverseInformation inverse, IReadOnlyList<KeyValuePair<string, double>> fit, string? note,
        SaturatedMoments[]? saturated, string[] active, int equalities = 0) => new()
        {
            Model = model,
            Rows = groups.Sum(g => g.Table.Count),
            Patterns = groups.Sum(g => g.Table.PatternCount),
            Estimates = search.Point,
            Covariance = covariance,
            InverseInformation = inverse.Matrix,
            Undetermined = inverse.Fault,
            Search = search,
            VariableCovariance = objective.Moments[0].Omega,
            Fit = fit,
            FitNote = note,
            Parameters = _q - equalities,
            ActiveConstraints = active,
            Groups = [.. groups.Select((g, i) => new GroupFit(g.Table.Count, g.Table.PatternCount, objective.Moments[i], saturated?[i].Mean, saturated?[i].Covariance))],
            Information = _information,
            Moments = objective.Moments[0],
        };
}
