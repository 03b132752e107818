using IpdEngine.Stage2;
using IpdEngine.Stage2.Moderators;
using IpdEngine.Stage2.Permutation;
using IpdEngine.Stage2.Robust;
using IpdEngine.Stage2.Sensitivity;
using IpdEngine.Stage2.SmallStudy;
using IpdEngine.Stage2.Univariate;

namespace IpdEngine.Cli.Pooling;

/// <summary>All that was asked of a table of independent effects; what was not asked for is null.</summary>
internal sealed record PoolAnswer
{
    public required EffectRows Rows { get; init; }

    public required UnivariateFit Fit { get; init; }

    /// <summary>tau-squared by profile likelihood; refused for estimators that maximise none.</summary>
    public required PoolOutcome<VarianceInterval> LikelihoodInterval { get; init; }

    public PoolOutcome<SubgroupAnalysis>? Subgroups { get; init; }

    public IReadOnlyList<LeaveOneOutRow>? LeaveOneOut { get; init; }

    public PoolOutcome<IReadOnlyList<CumulativeRow>>? Cumulative { get; init; }

    public PoolOutcome<IReadOnlyList<InfluenceRow>>? Influence { get; init; }

    public IReadOnlyList<BaujatPoint>? Baujat { get; init; }

    public PoolOutcome<GoshResult>? Gosh { get; init; }

    public PoolOutcome<PermutationResult>? Permutation { get; init; }

    public SmallStudyAnswer? SmallStudy { get; init; }

    public PoolOutcome<RobustFit>? Robust { get; init; }

    /// <exception cref="Output.CommandException">The effects cannot be pooled at all.</exception>
    public static PoolAnswer Of(EffectRows rows, PoolRequest request)
    {
        var outcome = RandomEffects.Fit(rows.Effects, request.Options);
        if (outcome.Fit is not { } fit)
            throw new Output.CommandException(outcome.Refusal!.ToString());
        var plain = rows.Effects with { Moderators = [], Intercept = true };
        return new PoolAnswer
        {
            Rows = rows,
            Fit = fit,
            LikelihoodInterval = Stage2.Univariate.LikelihoodInterval.Of(fit),
            Subgroups = request.Subgroup is not { } group ? null : Stage2.Moderators.Subgroups.Fit(plain, group, rows.Texts(group), request.Options, request.SubgroupTau),
            LeaveOneOut = request.LeaveOneOut ? Stage2.Sensitivity.LeaveOneOut.Of(fit) : null,
            Cumulative = request.Cumulative is not { } order ? null : Stage2.Sensitivity.Cumulative.Of(fit, rows.Numbers(order)
                ?? throw new Output.CommandException($"found no column '{order}', expected the column in whose order effects enter, such as the year")),
            Influence = request.Influence ? Stage2.Sensitivity.Influence.Of(fit) : null,
            Baujat = request.Influence ? Stage2.Sensitivity.Baujat.Of(fit) : null,
            Gosh = request.Gosh is not { } most ? null : Stage2.Sensitivity.Gosh.Of(fit, new GoshOptions(most, request.Seed, Environment.ProcessorCount)),
            Permutation = request.Permutations is not { } draws ? null
                : PermutationTests.Of(fit, new PermutationOptions(Draws: draws, Seed: request.Seed, Workers: Environment.ProcessorCount)),
            Robust = request.Cluster is null ? null
                : ClusterRobust.Test(fit, DependentRows.Clusters(rows, request, [])!, new RobustOptions(request.Adjustment, Level: request.Options.Level)),
            SmallStudy = request.Bias ? SmallStudyAnswer.Of(rows, request.Options, fit) : null,
        };
    }
}

/// <summary>The small-study methods on the effects without moderators.</summary>
internal sealed record SmallStudyAnswer(
    PoolOutcome<EggerFit> Egger, PoolOutcome<EggerFit> EggerClassic, PoolOutcome<EggerFit>? BySampleSize, PoolOutcome<RankCorrelationFit> Rank,
    PoolOutcome<TrimAndFillFit> TrimAndFill, PoolOutcome<PetPeeseFit> PetPeese, PoolOutcome<SelectionFit> Selection, PoolOutcome<ExcessSignificanceFit> Excess)
{
    public static SmallStudyAnswer Of(EffectRows rows, PoolOptions options, UnivariateFit fit)
    {
        var effects = rows.Effects with { Moderators = [], Intercept = true };
        var sizes = rows.Numbers("ni");
        var towards = fit.Coefficients[0].Estimate < 0 ? SelectionAlternative.Less : SelectionAlternative.Greater;
        return new SmallStudyAnswer(
            EggerTest.Of(effects, new EggerOptions(), options),
            EggerTest.Of(effects, new EggerOptions(EggerModel.Multiplicative), options),
            sizes is null || sizes.Any(n => !(n > 0)) ? null : EggerTest.Of(effects, new EggerOptions(EggerModel.Additive, Stage2.SmallStudy.EggerPredictor.InverseRootSampleSize, sizes), options),
            RankCorrelation.Of(effects),
            Stage2.SmallStudy.TrimAndFill.Of(effects, options),
            Stage2.SmallStudy.PetPeese.Of(effects, new PetPeeseOptions(), options),
            StepSelection.Fit(effects, new SelectionOptions(Alternative: towards, Level: options.Level)),
            ExcessSignificance.Of(effects, options));
    }
}
