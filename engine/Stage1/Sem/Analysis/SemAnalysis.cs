using IpdEngine.Stage1.Sem.Estimation;
using IpdEngine.Stage1.Sem.Ram;
using IpdEngine.Stage1.Sem.Syntax;

namespace IpdEngine.Stage1.Sem.Analysis;

/// <summary>Any model on any table: text and columns in, estimates with a status out.</summary>
public static class SemAnalysis
{
    // Scores and information in all moments of all groups must fit into memory.
    private const long MostScores = 40_000_000;

    /// <summary>Fits a model to a table. Whatever the data are, the result has a status; rows' order never matters.</summary>
    /// <param name="request">What is fitted, and how.</param>
    /// <param name="table">The data.</param>
    /// <param name="cancellation">Stops by an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ModelSyntaxException">The model text cannot be read.</exception>
    /// <exception cref="ArgumentException">The model does not fit the table: a variable, label or group is wrong; a value is infinite; too large a problem.</exception>
    public static SemResult Run(SemRequest request, SemTable table, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(table);
        var statements = ModelParser.Parse(request.Model);
        if (!statements.OfType<ParameterStatement>().Any())
            throw new ArgumentException("found a model without a parameter, expected at least one line with =~, ~ or ~~");
        var groups = GroupSplit.Of(table);
        var defaults = request.Defaults with { MeanStructure = request.Defaults.MeanStructure || request.Incomplete || table.Clusters is not null };
        var parameters = ParameterTable.Of(statements, defaults, groups.Labels.Count, request.Equal);
        var model = ModelStructure.Of(parameters, table.Names);
        if (model.FreeCount == 0)
            throw new ArgumentException("found a model without a free parameter, expected at least one");
        var sample = SemSample.Of(request, table, groups, model);
        if (sample.Refusal is not null)
            return Refused(sample.Refusal, groups, sample);
        var moments = model.Groups * MomentsOf(model);
        if (moments * Math.Max(moments, sample.Rows) > MostScores && (request.Robust || request.Incomplete))
            throw new ArgumentException($"found {sample.Rows} rows of {model.Observed} variables, expected {moments:N0} means and covariances times rows (or times themselves) to be at most {MostScores:N0}: use fewer variables, or listwise ML");
        var fit = new SemEstimator(sample.Tables).Fit(model, new SemOptions { Robust = request.Robust || table.Clusters is not null, Incomplete = request.Incomplete, MaximumIterations = 200 }, cancellation);
        var result = Conclude(fit, groups, sample);
        return request.Bootstrap is not null && result.Status.Code is not (FitStatusCode.NotConverged or FitStatusCode.NotIdentified)
            ? result with { Bootstrap = EstimateDraws.Of(fit, sample, request, cancellation) }
            : result;
    }

    private static SemResult Conclude(SemFit fit, GroupSplit groups, SemSample sample)
    {
        var clusters = sample.Tables.Sum(t => t.ClusterCount);
        var status = fit.Parameters > 0 && fit.Measure("df") < 0
            ? new FitStatus(FitStatusCode.NotIdentified, $"The model has {fit.Parameters} parameters for {fit.Parameters + (int)fit.Measure("df")} means and covariances.", fit.Model.Table.FreeNames[^1])
            : SemStatus.Of(fit, clusters > 0 ? clusters : fit.Rows);
        List<string> messages = [.. sample.Messages];
        if (fit.FitNote is not null)
            messages.Add(fit.FitNote);
        if (fit.ActiveConstraints.Count > 0)
            messages.Add($"active: {string.Join("; ", fit.ActiveConstraints)}");
        if (status.StandardErrorsUnstable)
            messages.Add($"{(clusters > 0 ? $"{clusters} clusters" : $"{fit.Rows} rows")} for {fit.Model.FreeCount} free parameters: standard errors are unstable");
        return new SemResult
        {
            Status = status,
            Fit = fit,
            Groups = groups.Labels,
            Estimates = EstimateRow.Of(fit),
            Standardised = double.IsFinite(fit.Deviance) ? StandardisedRow.Of(fit) : [],
            Explained = double.IsFinite(fit.Deviance) ? ExplainedVariance.Of(fit) : [],
            Clusters = clusters,
            Messages = messages,
        };
    }

    private static SemResult Refused(FitStatus status, GroupSplit groups, SemSample sample) =>
        new() { Status = status, Fit = null, Groups = groups.Labels, Messages = sample.Messages };

    private static long MomentsOf(ModelStructure model) => model.Observed * (model.Observed + 3L) / 2;
}
