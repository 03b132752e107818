using IpdEngine.Numerics.Minimisation;
using IpdEngine.Stage1.Sem.Estimation.Constraints;
using IpdEngine.Stage1.Sem.Likelihood;
using IpdEngine.Stage1.Sem.Observations;
using IpdEngine.Stage1.Sem.Ram;

namespace IpdEngine.Stage1.Sem.Estimation;

/// <summary>Fits models to one data set, of one group or several, by (full information) maximum likelihood; what belongs to the data alone is computed once.</summary>
public sealed class SemEstimator
{
    /// <summary>Most observed variables where errors are robust or values are missing: the information in all means and covariances grows with the fourth power of their number.</summary>
    public const int MostVariables = 60;

    /// <summary>Most observed variables of complete data with errors from the expected information.</summary>
    public const int MostCompleteVariables = 250;

    private static readonly double[] s_regressions = [0, 0.2, 0.4];
    private readonly SampleGroup[] _groups;

    /// <summary>An estimator for a data set of one group. Not to be shared between threads.</summary>
    /// <exception cref="ArgumentException">The data have more than <see cref="MostCompleteVariables"/> columns, or no row.</exception>
    public SemEstimator(PatternTable table)
        : this([table])
    {
    }

    /// <summary>An estimator for a data set of several groups, in order. Not to be shared between threads.</summary>
    /// <param name="groups">The data of each group, with the same columns.</param>
    /// <exception cref="ArgumentException">A group has more than <see cref="MostCompleteVariables"/> columns, other columns than the first, or no row.</exception>
    public SemEstimator(IReadOnlyList<PatternTable> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        if (groups.Count == 0)
            throw new ArgumentException("found no group of data, expected at least one", nameof(groups));
        foreach (var table in groups)
        {
            ArgumentNullException.ThrowIfNull(table, nameof(groups));
            if (table.Columns > MostCompleteVariables)
                throw new ArgumentException($"found {table.Columns} observed variables, expected at most {MostCompleteVariables}", nameof(groups));
            if (table.Columns != groups[0].Columns)
                throw new ArgumentException($"found groups of {groups[0].Columns} and {table.Columns} columns, expected the same columns in each", nameof(groups));
            if (table.Count == 0)
                throw new ArgumentException("found no row with an observed value, expected at least one in each group", nameof(groups));
        }

        _groups = [.. groups.Select(table => new SampleGroup(table))];
    }

    /// <summary>Fits a model.</summary>
    /// <param name="model">The model, over the data's columns: all of them.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Stops by an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">
    /// The model does not use every column, has no free parameter or another number of groups; constraints contradict each other; a fixed covariate, or with
    /// means that are no part of the model any variable, has missing values.
    /// </exception>
    public SemFit Fit(ModelStructure model, SemOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        Require(model, options);
        if (model.NeedsSample)
            model = model.With([.. _groups.Select(g => g.Moments)]);
        LikelihoodObjective objective = model.Observed > MostVariables ? new CompleteObjective(model, _groups) : new ModelObjective(model, [.. _groups.Select(g => g.Likelihood)]);
        var constraints = ConstraintSet.Of(model.Table);
        var search = Search(model, objective, constraints, options, cancellation);
        return new FitConclusion(_groups, model, objective, constraints, options).Of(search, cancellation);
    }

    private void Require(ModelStructure model, SemOptions options)
    {
        var columns = _groups[0].Table.Columns;
        if (columns > MostVariables && (options.Robust || options.Incomplete || !_groups.All(g => g.IsComplete)))
            throw new ArgumentException($"found {columns} observed variables, expected at most {MostVariables} where errors are robust or values are missing; complete rows by ML may have {MostCompleteVariables}", nameof(model));
        if (model.Observed != columns)
            throw new ArgumentException($"found a model of {model.Observed} observed variables, expected all {columns} columns of the data", nameof(model));
        if (model.Groups != _groups.Length)
            throw new ArgumentException($"found a model of {model.Groups} groups, expected {_groups.Length} as in the data", nameof(model));
        if (model.FreeCount == 0)
            throw new ArgumentException("found a model without a free parameter, expected at least one", nameof(model));
        if (!model.NeedsSample)
            return;
        var exogenous = model.Table.Rows.Where(r => r.Exogenous).Select(r => r.Left).ToHashSet(StringComparer.Ordinal);
        for (var column = 0; column < columns; column++)
        {
            var name = model.Variables[column];
            if ((exogenous.Contains(name) || !model.Table.HasMeans) && !_groups.All(g => g.IsCompleteIn(column)))
                throw new ArgumentException($"found missing values of {name}, expected none: {(model.Table.HasMeans ? "it is a fixed covariate" : "means are no part of the model")}", nameof(model));
        }
    }

    // The caller's start or lavaan's first; where it does not converge, starts with more carry-over. The best point is kept.
    private Minimum Search(ModelStructure model, LikelihoodObjective objective, ConstraintSet? constraints, SemOptions options, CancellationToken cancellation)
    {
        Minimum? best = null, last = null;
        var evaluations = 0;
        foreach (var regression in s_regressions)
        {
            var start = StartingValues.Of(model, _groups, regression == 0 ? options.Starts : null, regression);
            last = constraints is null ? Minimise(objective, start) : ConstrainedSearch.Minimise(objective, constraints, start, Minimise);
            evaluations += last.Evaluations;
            if (best is null || last.Converged || last.Value < best.Value)
                best = last;
            if (last.Converged || options.SingleStart)
                break;
        }

        // The objective is to stand where the result does.
        if (best != last && best!.Gradient.Length == objective.Count && double.IsFinite(objective.Value(best.Point)))
            objective.Gradient(best.Gradient);
        return best! with { Evaluations = evaluations };

        Minimum Minimise(Objective function, double[] start) => ScoringMinimiser.Minimise(
            function, start, tolerance: options.Tolerance, maximumIterations: options.MaximumIterations, newtonBelow: 5, cancellation: cancellation);
    }
}
