using IpdEngine.Numerics;
using IpdEngine.Stage2.Inference;
using IpdEngine.Stage2.Multilevel;
using IpdEngine.Stage2.Univariate;

namespace IpdEngine.Stage2.Robust;

/// <summary>A fit as its clusters see it: design, working covariance and residuals of each, and the model-based covariance of the coefficients.</summary>
/// <remarks>The design is orthonormal, X = Z R: no cluster-robust quantity depends on the columns that span it, and R^-1 leads back.</remarks>
internal sealed class WorkingModel
{
    private WorkingModel(IReadOnlyList<WorkingCluster> clusters, double[] covariance, OrthonormalDesign design) =>
        (Clusters, Covariance, Design) = (clusters, covariance, design);

    /// <summary>Clusters in ordinal order of their labels.</summary>
    public IReadOnlyList<WorkingCluster> Clusters { get; }

    /// <summary>(Z'WZ)^-1 (p x p).</summary>
    public double[] Covariance { get; }

    public OrthonormalDesign Design { get; }

    public int P => Design.P;

    public int K => Clusters.Sum(c => c.N);

    /// <summary>A multilevel fit; refused where a random term or V ties effects of different clusters.</summary>
    public static PoolOutcome<WorkingModel> Of(MultilevelFit fit, IReadOnlyList<string> clusters)
    {
        var model = FittedModel.Of(fit);
        var (data, p) = (model.Data, model.Data.P);
        var parts = new SortedDictionary<string, List<BlockState>>(StringComparer.Ordinal);
        foreach (var state in model.Moments.States)
        {
            var label = clusters[data.Order[state.Block.Rows[0]]];
            foreach (var row in state.Block.Rows)
                if (clusters[data.Order[row]] is var other && other != label)
                    return PoolOutcome<WorkingModel>.Refused(new PoolRefusal("not_nested",
                        $"found clusters '{label}' and '{other}' tied by a random term or by V, expected clusters that are independent: use a coarser cluster", fit.Effects.Ids[data.Order[row]]));
            if (!parts.TryGetValue(label, out var states))
                parts[label] = states = [];
            states.Add(state);
        }
        return PoolOutcome<WorkingModel>.Of(new([.. parts.Select(part => Cluster(part.Value, model.G, p))], model.Moments.Covariance, data.Design));
    }

    /// <summary>A univariate fit: effects are independent but for what the clusters may hold.</summary>
    public static PoolOutcome<WorkingModel> Of(UnivariateFit fit, IReadOnlyList<string> clusters)
    {
        var order = Identity.CanonicalOrder(fit.Effects.Ids) ?? [.. Enumerable.Range(0, fit.K)];
        var columns = fit.Effects.Moderators.Select(m => m.Value).Prepend(DependentEffects.Intercept(fit.K).Value).Select(c => order.Select(i => c[i]).ToArray()).ToList();
        var design = OrthonormalDesign.From(columns, fit.K, out _)!;
        var p = design.P;
        double[] a = new double[p * p], covariance = new double[p * p], b = new double[p];
        for (var i = 0; i < fit.K; i++)
            for (var x = 0; x < p; x++)
            {
                var weight = design.Z[i * p + x] / (fit.Effects.Vi[order[i]] + fit.Tau2);
                b[x] += weight * fit.Effects.Yi[order[i]];
                for (var y = x; y < p; y++)
                    a[x * p + y] += weight * design.Z[i * p + y];
            }
        Cholesky.TryFactor(a, p);
        Cholesky.Inverse(a, p, covariance);
        Cholesky.Solve(a, p, b);
        var parts = new SortedDictionary<string, List<int>>(StringComparer.Ordinal);
        for (var i = 0; i < fit.K; i++)
            (parts.TryGetValue(clusters[order[i]], out var rows) ? rows : parts[clusters[order[i]]] = []).Add(i);
        return PoolOutcome<WorkingModel>.Of(new([.. parts.Values.Select(Cluster)], covariance, design));

        WorkingCluster Cluster(List<int> rows)
        {
            var cluster = new WorkingCluster(rows.Count, p);
            for (var r = 0; r < rows.Count; r++)
            {
                var (i, n) = (rows[r], rows.Count);
                design.Z.AsSpan(i * p, p).CopyTo(cluster.X.AsSpan(r * p));
                var v = fit.Effects.Vi[order[i]] + fit.Tau2;
                (cluster.V[r * n + r], cluster.W[r * n + r]) = (v, 1 / v);
                cluster.Residuals[r] = fit.Effects.Yi[order[i]] - VectorAlgebra.Dot(cluster.X.AsSpan(r * p, p), b);
            }
            return cluster;
        }
    }

    // Blocks of one cluster side by side.
    private static WorkingCluster Cluster(List<BlockState> states, double[] g, int p)
    {
        var n = states.Sum(s => s.Block.N);
        var cluster = new WorkingCluster(n, p);
        var first = 0;
        foreach (var state in states)
        {
            var m = state.Block.N;
            var v = new double[m * m];
            state.Marginal(g, v);
            state.X.CopyTo(cluster.X, first * p);
            state.R.CopyTo(cluster.Residuals, first);
            for (var i = 0; i < m; i++)
                for (var j = 0; j < m; j++)
                {
                    cluster.V[(first + i) * n + first + j] = v[i * m + j];
                    cluster.W[(first + i) * n + first + j] = state.W[i * m + j];
                }
            first += m;
        }
        return cluster;
    }
}

/// <summary>One cluster of n effects: design (n x p), working covariance and its inverse (n x n), residuals (n).</summary>
internal sealed class WorkingCluster(int n, int p)
{
    public int N => n;

    public double[] X { get; } = new double[n * p];

    public double[] V { get; } = new double[n * n];

    public double[] W { get; } = new double[n * n];

    public double[] Residuals { get; } = new double[n];
}
