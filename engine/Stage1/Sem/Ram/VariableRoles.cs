using IpdEngine.Stage1.Sem.Syntax;

namespace IpdEngine.Stage1.Sem.Ram;

/// <summary>Which variable is what in a model text, each list in lavaan's order (<c>lavNames</c>, 0.6-14).</summary>
internal sealed class VariableRoles
{
    private VariableRoles(IReadOnlyList<ParameterStatement> statements)
    {
        string[] Distinct(IEnumerable<string> names) => [.. names.Distinct(StringComparer.Ordinal)];
        Latent = Distinct(statements.Where(s => s.Operator == "=~").Select(s => s.Left));
        var latent = Latent.ToHashSet(StringComparer.Ordinal);
        var outcomes = Distinct(statements.Where(s => s.Operator == "~").Select(s => s.Left));
        var predictors = Distinct(statements.Where(s => s.Operator == "~").Select(s => s.Right));
        var indicators = Distinct(statements.Where(s => s.Operator == "=~").Select(s => s.Right));
        string[] observedIndicators = [.. indicators.Where(v => !latent.Contains(v))];
        string[] observedOutcomes = [.. outcomes.Where(v => !latent.Contains(v) && !observedIndicators.Contains(v))];
        string[] covariates = [.. predictors.Where(v => !latent.Contains(v) && !observedIndicators.Contains(v) && !observedOutcomes.Contains(v))];
        var covariances = statements.Where(s => s.Operator == "~~").ToArray();
        var intercepts = statements.Where(s => s.Operator == "~1").Select(s => s.Left).ToArray();
        var others = covariances.Select(s => s.Left).Concat(covariances.Select(s => s.Right)).Concat(intercepts).Where(v => !latent.Contains(v));
        Observed = Distinct([.. observedIndicators, .. observedOutcomes, .. covariates, .. others]);
        var spoken = covariances.SelectMany(s => new[] { s.Left, s.Right }).Concat(intercepts).ToHashSet(StringComparer.Ordinal);
        Exogenous = [.. covariates.Where(v => !spoken.Contains(v))];
        NotExogenous = [.. Observed.Where(v => !Exogenous.Contains(v))];
        ExogenousLatent = [.. Latent.Where(v => !indicators.Contains(v) && !outcomes.Contains(v))];
        EndLatent = [.. Latent.Where(v => outcomes.Contains(v) && !indicators.Contains(v) && !predictors.Contains(v))];
        EndObserved = [.. Observed.Where(v => outcomes.Contains(v) && !indicators.Contains(v) && !predictors.Contains(v))];
    }

    /// <summary>Latent variables.</summary>
    public IReadOnlyList<string> Latent { get; }

    /// <summary>Observed variables: indicators, outcomes, covariates, others.</summary>
    public IReadOnlyList<string> Observed { get; }

    /// <summary>Observed variables that only predict, and of whose moments the text says nothing.</summary>
    public IReadOnlyList<string> Exogenous { get; }

    /// <summary>The other observed variables.</summary>
    public IReadOnlyList<string> NotExogenous { get; }

    /// <summary>Latent variables that nothing predicts or measures them.</summary>
    public IReadOnlyList<string> ExogenousLatent { get; }

    /// <summary>Latent outcomes that predict and indicate nothing.</summary>
    public IReadOnlyList<string> EndLatent { get; }

    /// <summary>Observed outcomes that predict and indicate nothing.</summary>
    public IReadOnlyList<string> EndObserved { get; }

    public static VariableRoles Of(IReadOnlyList<ParameterStatement> statements) => new(statements);
}
