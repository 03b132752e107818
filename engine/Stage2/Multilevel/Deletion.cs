using IpdEngine.Numerics;

namespace IpdEngine.Stage2.Multilevel;

/// <summary>Leave-one-out, Cook's distances, DFBETAS, deleted residuals and leverages of a multilevel fit, by cluster or by effect.</summary>
/// <remarks>Definitions: metafor's <c>cooks.distance</c>, <c>dfbetas</c>, <c>rstudent</c> and <c>hatvalues</c> of rma.mv fits with components estimated anew.</remarks>
public static class Deletion
{
    /// <summary>Leaves each cluster out in turn.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="clusters">Cluster of each effect (k), in the order of the fit's effects: its ids for deletion effect by effect.</param>
    /// <exception cref="ArgumentException">Not one cluster an effect.</exception>
    public static MultilevelInfluence Of(MultilevelFit fit, IReadOnlyList<string> clusters)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(clusters);
        if (clusters.Count != fit.K)
            throw new ArgumentException($"Found {clusters.Count} clusters for {fit.K} effects, expected one each.", nameof(clusters));
        var full = FittedModel.Of(fit);
        var hat = Leverages(full);
        var effects = new EffectInfluence[fit.K];
        var rows = new List<ClusterInfluence>();
        foreach (var cluster in Enumerable.Range(0, fit.K).GroupBy(i => clusters[i], StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
            rows.Add(Without(fit, full, cluster.Key, [.. cluster], hat, effects));
        return new MultilevelInfluence(rows, effects);
    }

    /// <summary>Leverage of each effect (k): the diagonal of the hat matrix X (X'WX)^-1 X'W.</summary>
    /// <param name="fit">The fit.</param>
    public static double[] Leverages(MultilevelFit fit)
    {
        ArgumentNullException.ThrowIfNull(fit);
        return Leverages(FittedModel.Of(fit));
    }

    private static ClusterInfluence Without(MultilevelFit fit, FittedModel full, string label, int[] left, double[] hat, EffectInfluence[] effects)
    {
        var outcome = MultilevelModel.Fit(fit.Effects.Rows([.. Enumerable.Range(0, fit.K).Except(left)]), fit.Options);
        var p = fit.Coefficients.Count;
        if (outcome.Fit is not { } without)
        {
            foreach (var i in left)
                effects[i] = new(fit.Effects.Ids[i], double.NaN, double.NaN, double.NaN, hat[i]);
            double[] none = [.. Enumerable.Repeat(double.NaN, p)];
            return new(label, left.Length, null, outcome.Refusal, double.NaN, none, double.NaN);
        }
        var moved = new double[p];
        for (var j = 0; j < p; j++)
            moved[j] = fit.Coefficients[j].Estimate - without.Coefficients[j].Estimate;
        var again = FittedModel.At(full.Data, without);
        var covariance = full.Data.Design.BackTransformCovariance(again.Moments.Covariance);
        double[] dfbetas = [.. Enumerable.Range(0, p).Select(j => moved[j] / Math.Sqrt(covariance[j, j]))];
        return new(label, left.Length, without, null, Form(fit.Covariance, moved), dfbetas, Residuals(fit, without, again, left, hat, effects));
    }

    // Deleted residuals of a cluster with their covariance M + X cov(b) X'; gives e'M^-1 e of all of them.
    private static double Residuals(MultilevelFit fit, MultilevelFit without, FittedModel again, int[] left, double[] hat, EffectInfluence[] effects)
    {
        var (n, p) = (left.Length, fit.Coefficients.Count);
        var x = new double[n, p];
        double[] e = new double[n], m = Marginal(again, left);
        for (var i = 0; i < n; i++)
        {
            e[i] = fit.Effects.Yi[left[i]];
            for (var j = 0; j < p; j++)
            {
                x[i, j] = fit.Effects.Design[j].Value[left[i]];
                e[i] -= x[i, j] * without.Coefficients[j].Estimate;
            }
        }
        for (var i = 0; i < n; i++)
            for (var l = 0; l < n; l++)
                for (var a = 0; a < p; a++)
                    for (var b = 0; b < p; b++)
                        m[i * n + l] += x[i, a] * without.Covariance[a, b] * x[l, b];
        for (var i = 0; i < n; i++)
        {
            var error = Math.Sqrt(m[i * n + i]);
            effects[left[i]] = new(fit.Effects.Ids[left[i]], e[i], error, e[i] / error, hat[left[i]]);
        }
        if (!Cholesky.TryFactor(m, n))
            return double.NaN;
        Cholesky.SolveTransposed(m, n, e);
        return VectorAlgebra.Dot(e, e);
    }

    // Rows and columns of V + sum Z G Z' for some effects.
    private static double[] Marginal(FittedModel model, int[] rows)
    {
        var n = rows.Length;
        var m = new double[n * n];
        var place = new Dictionary<int, int>();
        for (var i = 0; i < n; i++)
            place[rows[i]] = i;
        foreach (var state in model.Moments.States)
        {
            var size = state.Block.N;
            if (!Array.Exists(state.Block.Rows, r => place.ContainsKey(model.Data.Order[r])))
                continue;
            var v = new double[size * size];
            state.Marginal(model.G, v);
            for (var a = 0; a < size; a++)
                for (var b = 0; b < size; b++)
                    if (place.TryGetValue(model.Data.Order[state.Block.Rows[a]], out var i) && place.TryGetValue(model.Data.Order[state.Block.Rows[b]], out var j))
                        m[i * n + j] = v[a * size + b];
        }
        return m;
    }

    // Diagonal of X A^-1 X'W, in the order of the input.
    private static double[] Leverages(FittedModel model)
    {
        var p = model.Data.P;
        var hat = new double[model.Data.K];
        var solved = new double[p];
        foreach (var state in model.Moments.States)
            for (var r = 0; r < state.Block.N; r++)
            {
                SymmetricAlgebra.Multiply(model.Moments.Covariance, state.WX.Slice(r * p, p), solved, p, p, 1);
                hat[model.Data.Order[state.Block.Rows[r]]] = VectorAlgebra.Dot(state.X.AsSpan(r * p, p), solved);
            }
        return hat;
    }

    // d'C^-1 d.
    private static double Form(double[,] covariance, double[] d)
    {
        var p = d.Length;
        var c = new double[p * p];
        for (var i = 0; i < p; i++)
            for (var j = 0; j < p; j++)
                c[i * p + j] = covariance[i, j] / Math.Sqrt(covariance[i, i] * covariance[j, j]);
        double[] scaled = [.. d.Select((v, i) => v / Math.Sqrt(covariance[i, i]))];
        Cholesky.TryFactor(c, p);
        Cholesky.SolveTransposed(c, p, scaled);
        return VectorAlgebra.Dot(scaled, scaled);
    }
}
