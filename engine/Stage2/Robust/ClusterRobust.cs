using IpdEngine.Stage2.Inference;

namespace IpdEngine.Stage2.Robust;

/// <summary>Cluster-robust tests of pooled coefficients: the fit is the working model, clusters of effects are independent.</summary>
/// <remarks>
/// As clubSandwich's <c>vcovCR</c>, <c>coef_test</c>, <c>conf_int</c> and <c>Wald_test</c> for rma.uni and rma.mv fits (Pustejovsky and Tipton 2018, J Bus Econ Stat
/// 36:672; Tipton and Pustejovsky 2015), target and weights from the fit's own covariance; eigenvalues are cut relative to the largest, so that units do not matter.
/// </remarks>
public static class ClusterRobust
{
    /// <summary>Tests of a multilevel fit.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="clusters">Cluster of each effect (k), in the order of the fit's effects.</param>
    /// <param name="options">Adjustment, reference distribution, level.</param>
    /// <returns>The tests, or the reason why there are none: fewer than 2 clusters, no more clusters than coefficients where the adjustment divides by their
    /// difference, clusters tied to each other by random terms or V, a cluster that alone determines a coefficient under CR3.</returns>
    /// <exception cref="ArgumentException">Not one cluster an effect, or the level is not between 0 and 1.</exception>
    public static PoolOutcome<RobustFit> Test(MultilevelFit fit, IReadOnlyList<string> clusters, RobustOptions options)
    {
        ArgumentNullException.ThrowIfNull(fit);
        return Refuse(fit.K, fit.Coefficients.Count, clusters, options) is { } refusal
            ? PoolOutcome<RobustFit>.Refused(refusal)
            : Test(WorkingModel.Of(fit, clusters), fit.Coefficients, Tested(fit), options);
    }

    /// <summary>Tests of a univariate fit.</summary>
    /// <inheritdoc cref="Test(MultilevelFit, IReadOnlyList{string}, RobustOptions)"/>
    public static PoolOutcome<RobustFit> Test(UnivariateFit fit, IReadOnlyList<string> clusters, RobustOptions options)
    {
        ArgumentNullException.ThrowIfNull(fit);
        return Refuse(fit.K, fit.Coefficients.Count, clusters, options) is { } refusal
            ? PoolOutcome<RobustFit>.Refused(refusal)
            : Test(WorkingModel.Of(fit, clusters), fit.Coefficients, [.. Enumerable.Range(1, fit.Coefficients.Count - 1)], options);
    }

    /// <summary>Wald tests of linear constraints of a multilevel fit's coefficients.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="clusters">Cluster of each effect (k).</param>
    /// <param name="constraints">Rows of coefficients' weights (q x p), tested to be zero together.</param>
    /// <param name="options">Adjustment.</param>
    /// <exception cref="ArgumentException">Not one cluster an effect, or the constraints have another width than there are coefficients.</exception>
    public static PoolOutcome<RobustWald> Wald(MultilevelFit fit, IReadOnlyList<string> clusters, double[,] constraints, RobustOptions options)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(constraints);
        if (constraints.GetLength(1) != fit.Coefficients.Count || constraints.GetLength(0) == 0)
            throw new ArgumentException($"Found constraints {constraints.GetLength(0)} x {constraints.GetLength(1)}, expected one row at least and {fit.Coefficients.Count} columns.", nameof(constraints));
        if (Refuse(fit.K, fit.Coefficients.Count, clusters, options) is { } refusal)
            return PoolOutcome<RobustWald>.Refused(refusal);
        var working = WorkingModel.Of(fit, clusters);
        if (working.Fit is not { } model)
            return PoolOutcome<RobustWald>.Refused(working.Refusal!);
        if (RobustMoments.Of(model, options.Adjustment, out var fault) is not { } moments)
            return PoolOutcome<RobustWald>.Refused(Undetermined(fault));
        return PoolOutcome<RobustWald>.Of(RobustContrasts.Wald(moments, Orthonormal(model, fit.Coefficients), OnOrthonormal(model, constraints), constraints.GetLength(0)));
    }

    private static PoolOutcome<RobustFit> Test(PoolOutcome<WorkingModel> working, IReadOnlyList<Coefficient> pooled, int[] tested, RobustOptions options)
    {
        if (working.Fit is not { } model)
            return PoolOutcome<RobustFit>.Refused(working.Refusal!);
        if (RobustMoments.Of(model, options.Adjustment, out var fault) is not { } moments)
            return PoolOutcome<RobustFit>.Refused(Undetermined(fault));
        var (p, count) = (pooled.Count, model.Clusters.Count);
        var covariance = model.Design.BackTransformCovariance(moments.Covariance);
        double[] degrees = new double[p], contrast = new double[p];
        var coefficients = new Coefficient[p];
        for (var j = 0; j < p; j++)
        {
            model.Design.Row(j, contrast);
            degrees[j] = RobustContrasts.Satterthwaite(moments, contrast);
            var df = options.Degrees switch
            {
                RobustDegrees.Clusters => count - 1,
                RobustDegrees.ClustersLessCoefficients => count - p,
                RobustDegrees.Normal => double.PositiveInfinity,
                _ => degrees[j],
            };
            coefficients[j] = PoolTests.Test(pooled[j].Term, pooled[j].Estimate, Math.Sqrt(covariance[j, j]), df, ReferenceDistribution.Critical(options.Level, df));
        }
        var constraints = new double[tested.Length, p];
        for (var i = 0; i < tested.Length; i++)
            constraints[i, tested[i]] = 1;
        return PoolOutcome<RobustFit>.Of(new RobustFit
        {
            Options = options,
            Clusters = count,
            Coefficients = coefficients,
            Covariance = covariance,
            SatterthwaiteDegrees = degrees,
            Moderation = tested.Length == 0 ? null : RobustContrasts.Wald(moments, Orthonormal(model, pooled), OnOrthonormal(model, constraints), tested.Length),
        });
    }

    private static PoolRefusal? Refuse(int k, int p, IReadOnlyList<string> clusters, RobustOptions options)
    {
        ArgumentNullException.ThrowIfNull(clusters);
        ArgumentNullException.ThrowIfNull(options);
        if (clusters.Count != k)
            throw new ArgumentException($"Found {clusters.Count} clusters for {k} effects, expected one each.", nameof(clusters));
        if (!(options.Level > 0 && options.Level < 1))
            throw new ArgumentException($"Found level {options.Level}, expected a number between 0 and 1, such as 0.95.", nameof(options));
        var count = clusters.Distinct(StringComparer.Ordinal).Count();
        if (count < 2)
            return new PoolRefusal("too_few", "found one cluster, expected at least 2: robust errors come from differences between clusters");
        var needsMore = options.Adjustment == RobustAdjustment.CR1p || options.Degrees == RobustDegrees.ClustersLessCoefficients;
        return needsMore && count <= p
            ? new PoolRefusal("too_few", $"found {count} clusters for {p} coefficients, expected more clusters than coefficients: use CR2 with Satterthwaite degrees of freedom")
            : null;
    }

    private static PoolRefusal Undetermined(int cluster) => new("not_identified",
        $"found a cluster (number {cluster + 1} in order of labels) without which a coefficient is not determined, which CR3 cannot leave out: use CR2");

    private static int[] Tested(MultilevelFit fit) =>
        fit.Options.Tested is { Count: > 0 } chosen ? [.. chosen] : [.. Enumerable.Range(0, fit.Coefficients.Count).Where(j => !fit.Effects.Design[j].Value.All(x => x.Equals(1.0)))];

    // Constraints on b = R^-1 g as constraints on g.
    private static double[] OnOrthonormal(WorkingModel model, double[,] constraints)
    {
        var (q, p) = (constraints.GetLength(0), model.P);
        double[] row = new double[p], result = new double[q * p];
        for (var j = 0; j < p; j++)
        {
            model.Design.Row(j, row);
            for (var i = 0; i < q; i++)
                for (var x = 0; x < p; x++)
                    result[i * p + x] += constraints[i, j] * row[x];
        }
        return result;
    }

    // g = R b, by the upper triangle of R^-1.
    private static double[] Orthonormal(WorkingModel model, IReadOnlyList<Coefficient> pooled)
    {
        var p = model.P;
        double[] g = new double[p], row = new double[p];
        for (var j = p - 1; j >= 0; j--)
        {
            model.Design.Row(j, row);
            g[j] = pooled[j].Estimate;
            for (var x = j + 1; x < p; x++)
                g[j] -= row[x] * g[x];
            g[j] /= row[j];
        }
        return g;
    }
}
