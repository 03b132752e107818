using IpdEngine.Cli.Output;
using IpdEngine.Stage2;
using IpdEngine.Stage2.Multilevel;
using IpdEngine.Stage2.Robust;

namespace IpdEngine.Cli.Pooling;

/// <summary>All that was asked of a table of dependent effects; what was not asked for is null.</summary>
internal sealed record MultilevelAnswer
{
    private const int GridPoints = 30;

    public required EffectRows Rows { get; init; }

    public required MultilevelFit Fit { get; init; }

    public PoolOutcome<RobustFit>? Robust { get; init; }

    public IReadOnlyList<ProfileInterval>? Profiles { get; init; }

    public MultilevelInfluence? Influence { get; init; }

    public IReadOnlyList<PoolOutcome<SignFlipTest>>? Permutation { get; init; }

    public PoolOutcome<EggerRegression>? Egger { get; init; }

    /// <exception cref="CommandException">The effects cannot be pooled at all, or an analysis that they do not allow was asked for.</exception>
    public static MultilevelAnswer Of(EffectRows rows, PoolRequest request)
    {
        if (request.Subgroup is not null || request.Cumulative is not null || request.Gosh is not null)
            throw new CommandException("found --subgroup, --cumulative or --gosh with dependent effects, expected them with independent ones: put a subgroup into --mods");
        var effects = DependentRows.Of(rows, request);
        var outcome = MultilevelModel.Fit(effects, new MultilevelOptions(request.Options.Estimator, request.Options.Test, request.Degrees, request.Options.Level));
        if (outcome.Fit is not { } fit)
            throw new CommandException(outcome.Refusal!.ToString());
        var clusters = DependentRows.Clusters(rows, request, effects.Random);
        return new MultilevelAnswer
        {
            Rows = rows,
            Fit = fit,
            Robust = request.Cluster is null ? null : ClusterRobust.Test(fit, clusters!, new RobustOptions(request.Adjustment, Level: request.Options.Level)),
            Profiles = request.Profile ? ProfileIntervals.All(fit, GridPoints) : null,
            Influence = request.Influence || request.LeaveOneOut ? Deletion.Of(fit, Needed(clusters)) : null,
            Permutation = request.Permutations is not { } most ? null : [.. fit.Coefficients.Select((_, j) => SignFlips.Test(fit, Needed(clusters), j, most, request.Seed))],
            Egger = request.Bias ? MultilevelEgger.Test(fit, Needed(clusters), level: request.Options.Level) : null,
        };
    }

    private static IReadOnlyList<string> Needed(IReadOnlyList<string>? clusters) =>
        clusters ?? throw new CommandException("found no clusters, expected --cluster COLUMN or a random term: it says which effects are left out or flipped together");
}
