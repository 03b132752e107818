using IpdEngine.Numerics;
using IpdEngine.Numerics.Minimisation;
using IpdEngine.Stage1.Sem.Fit;
using IpdEngine.Stage1.Sem.Likelihood;
using IpdEngine.Stage1.Sem.Observations;
using IpdEngine.Stage1.Sem.Ram;

namespace IpdEngine.Stage1.Sem.Estimation;

/// <summary>Fits models to one data set by (full information) maximum likelihood; what belongs to the data alone is computed once.</summary>
public sealed class SemEstimator
{
    /// <summary>Most observed variables: the information in all means and covariances grows with the fourth power of their number.</summary>
    public const int MostVariables = 60;

    private static readonly double[] s_regressions = [0, 0.2, 0.4];
    private readonly PatternTable _table;
    private readonly NormalLikelihood _likelihood;
    private readonly AvailableMoments _available;
    private SaturatedMoments? _saturated;
    private SaturatedScores? _saturatedScores;

    /// <summary>An estimator for a data set. Not to be shared between threads.</summary>
    /// <exception cref="ArgumentException">The data have more than <see cref="MostVariables"/> columns, or no row.</exception>
    public SemEstimator(PatternTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (table.Columns > MostVariables)
            throw new ArgumentException($"found {table.Columns} observed variables, expected at most {MostVariables}", nameof(table));
        if (table.Count == 0)
            throw new ArgumentException("found no row with an observed value, expected at least one", nameof(table));
        _table = table;
        _likelihood = new NormalLikelihood(table);
        _available = AvailableMoments.Of(table);
    }

    /// <summary>Fits a model.</summary>
    /// <param name="model">The model, over the data's columns: all of them.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Stops by an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">The model does not use every column, or has no free parameter.</exception>
    public SemFit Fit(ModelStructure model, SemOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        if (model.Observed != _table.Columns)
            throw new ArgumentException($"found a model of {model.Observed} observed variables, expected all {_table.Columns} columns of the data", nameof(model));
        if (model.FreeCount == 0)
            throw new ArgumentException("found a model without a free parameter, expected at least one", nameof(model));
        var objective = new ModelObjective(model, _likelihood);
        var search = Search(model, objective, options, cancellation);
        return double.IsFinite(search.Value) ? Conclude(model, objective, search, options, cancellation)
            : Result(model, objective, search, null, new InverseInformation(null, -1), [], null);
    }

    // The caller's start or lavaan's first; where it does not converge, starts with more carry-over. The best point is kept.
    private Minimum Search(ModelStructure model, ModelObjective objective, SemOptions options, CancellationToken cancellation)
    {
        Minimum? best = null, last = null;
        var evaluations = 0;
        foreach (var regression in s_regressions)
        {
            var start = StartingValues.Of(model, _available, regression == 0 ? options.Starts : null, regression);
            last = ScoringMinimiser.Minimise(
                objective, start, tolerance: options.Tolerance, maximumIterations: options.MaximumIterations, newtonBelow: 5, cancellation: cancellation);
            evaluations += last.Evaluations;
            if (best is null || last.Converged || last.Value < best.Value)
                best = last;
            if (last.Converged)
                break;
        }

        // The objective is to stand where the result does.
        if (best != last && double.IsFinite(objective.Value(best!.Point)))
            objective.Gradient(best.Gradient);
        return best! with { Evaluations = evaluations };
    }

    private SemFit Conclude(ModelStructure model, ModelObjective objective, Minimum search, SemOptions options, CancellationToken cancellation)
    {
        var (q, m) = (model.FreeCount, _likelihood.MomentCount);
        var information = new double[q * q];
        objective.Curvature(information, exact: options.Incomplete || options.Robust);
        for (var i = 0; i < q * q; i++)
            information[i] *= 0.5;
        var inverse = InverseInformation.Of(information, q);
        double[]? meat = null, covariance = inverse.Matrix;
        if (options.Robust && inverse.Matrix is not null)
        {
            var scores = new double[_table.Count * m];
            var parameterScores = new double[_table.Count * q];
            _likelihood.Scores(scores);
            for (var row = 0; row < _table.Count; row++)
                for (var i = 0; i < q; i++)
                    parameterScores[row * q + i] = VectorAlgebra.Dot(scores.AsSpan(row * m, m), objective.Jacobian.AsSpan(i * m, m));
            meat = new double[q * q];
            ScoreProducts.Sum(parameterScores, q, _table, meat);
            covariance = new double[q * q];
            SymmetricAlgebra.Sandwich(meat, inverse.Matrix, covariance, new double[q * q], q, q);
        }

        if (options.WithoutFitMeasures)
            return Result(model, objective, search, covariance, inverse, [], null);
        _saturated ??= SaturatedMoments.Estimate(_likelihood, objective.Moments.Mean, objective.Moments.Covariance, cancellation);
        var fit = Measures(model, objective, search, options, inverse.Matrix, meat);
        var note = _saturated.Converged ? null : $"the saturated model has no maximum to compare with: {_saturated.Search.Story}";
        return Result(model, objective, search, covariance, inverse, fit, note);
    }

    private IReadOnlyList<KeyValuePair<string, double>> Measures(
        ModelStructure model, ModelObjective objective, Minimum search, SemOptions options, double[]? inverse, double[]? meat)
    {
        var saturated = _saturated!;
        SampleMatrices? sample = null;
        if (saturated.Converged && inverse is not null && (options.Robust || options.Incomplete))
        {
            _saturatedScores ??= SaturatedScores.Of(_likelihood, saturated);
            if (_saturatedScores.Inverse is not null)
            {
                sample = new SampleMatrices
                {
                    Moments = _likelihood.MomentCount,
                    SaturatedInverse = _saturatedScores.Inverse,
                    SaturatedInformation = _saturatedScores.Information,
                    SaturatedMeat = _saturatedScores.Meat,
                    CompleteInformation = _saturatedScores.Complete,
                    Parameters = model.FreeCount,
                    Jacobian = objective.Jacobian,
                    ModelInverse = inverse,
                    ModelMeat = meat ?? [],
                };
            }
        }

        return FitMeasures.Of(new FitInput(
            _table.Count, model.FreeCount, _likelihood.MomentCount - model.FreeCount, search.Value, saturated.Converged ? saturated.Deviance : double.NaN,
            saturated.Mean, saturated.Covariance, objective.Moments.Mean, objective.Moments.Covariance, Baseline.Of(_table, _available), sample, options.Robust,
            options.Incomplete));
    }

    private SemFit Result(
        ModelStructure model, ModelObjective objective, Minimum search, double[]? covariance, InverseInformation inverse,
        IReadOnlyList<KeyValuePair<string, double>> fit, string? note) => new()
        {
            Model = model,
            Rows = _table.Count,
            Patterns = _table.PatternCount,
            Estimates = search.Point,
            Covariance = covariance,
            InverseInformation = inverse.Matrix,
            Undetermined = inverse.Fault,
            Search = search,
            VariableCovariance = objective.Moments.Omega,
            Fit = fit,
            FitNote = note,
            Moments = objective.Moments,
        };
}
