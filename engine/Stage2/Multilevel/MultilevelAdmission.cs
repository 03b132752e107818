using System.Globalization;
using IpdEngine.Stage2.Inference;

namespace IpdEngine.Stage2.Multilevel;

/// <summary>What may enter a multilevel model: every row is looked at before the first number is computed.</summary>
internal static class MultilevelAdmission
{
    /// <summary>The first fault of a table, or null; arrays of unequal length are the caller's mistake.</summary>
    /// <exception cref="ArgumentException">Lengths differ; the estimator is neither REML nor ML; the level is not between 0 and 1; a tested column does not exist.</exception>
    public static PoolRefusal? Refuse(DependentEffects effects, MultilevelOptions options)
    {
        RequireShapes(effects, options);
        var (k, p) = (effects.K, effects.Design.Count);
        if (k <= p || k < 2)
            return new PoolRefusal("too_few", $"found {k} effect{(k == 1 ? "" : "s")} for {p} coefficient{(p == 1 ? "" : "s")}, expected at least {Math.Max(2, p + 1)}");
        for (var i = 0; i < k; i++)
        {
            if (!double.IsFinite(effects.Yi[i]))
                return new PoolRefusal("not_finite", $"found effect {Show(effects.Yi[i])}, expected a finite number: leave the effect out or correct it", effects.Ids[i]);
            if (!double.IsFinite(effects.V[i, i]) || effects.V[i, i] <= 0)
                return new PoolRefusal("variance", $"found sampling variance {Show(effects.V[i, i])}, expected a finite number above 0: an effect without sampling error would have infinite weight", effects.Ids[i]);
        }
        return Identity.RefuseDuplicates(effects.Ids) ?? RefuseCovariances(effects) ?? RefuseColumns(effects) ?? RefuseTerms(effects);
    }

    private static void RequireShapes(DependentEffects effects, MultilevelOptions options)
    {
        var k = effects.K;
        if (effects.Ids.Count != k || effects.V.K != k)
            throw new ArgumentException($"Found {effects.Ids.Count} ids, {k} effects, a covariance matrix of {effects.V.K}; expected as many of each.", nameof(effects));
        foreach (var (name, column) in effects.Design)
            if (column.Length != k)
                throw new ArgumentException($"Found {column.Length} values in column '{name}' of the design, expected {k}, one an effect.", nameof(effects));
        if (effects.Design.Count == 0)
            throw new ArgumentException("Found a design without columns, expected one at least.", nameof(effects));
        foreach (var term in effects.Random)
        {
            if (term.Outer.Count != k || (term.Inner is not null && term.Inner.Count != k))
                throw new ArgumentException($"Found {term.Outer.Count} outer and {term.Inner?.Count} inner levels in term '{term.Name}', expected {k}, one an effect.", nameof(effects));
            if (term.InnerLevels is not null && term.Inner is not null && !term.Inner.ToHashSet(StringComparer.Ordinal).SetEquals(term.InnerLevels))
                throw new ArgumentException($"Found inner levels in term '{term.Name}' that are not those of its effects, expected each level once.", nameof(effects));
        }
        if (options.Estimator is not (TauEstimator.REML or TauEstimator.ML))
            throw new ArgumentException($"Found estimator {options.Estimator}, expected REML or ML for a model with random terms.", nameof(options));
        if (!(options.Level > 0 && options.Level < 1))
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Found level {options.Level}, expected a number between 0 and 1, such as 0.95."), nameof(options));
        foreach (var column in options.Tested ?? [])
            if (column < 0 || column >= effects.Design.Count)
                throw new ArgumentException($"Found column {column} to be tested, expected 0 to {effects.Design.Count - 1}.", nameof(options));
    }

    private static PoolRefusal? RefuseCovariances(DependentEffects effects)
    {
        for (var b = 0; b < effects.V.Blocks; b++)
        {
            var rows = effects.V.BlockRows(b);
            for (var x = 0; x < rows.Count; x++)
                for (var y = 0; y < x; y++)
                {
                    var (there, back) = (effects.V[rows[x], rows[y]], effects.V[rows[y], rows[x]]);
                    if (!double.IsFinite(there) || !(Math.Abs(there - back) <= 1e-8 * Math.Sqrt(effects.V[rows[x], rows[x]] * effects.V[rows[y], rows[y]])))
                        return new PoolRefusal("not_positive_definite", $"found covariances {Show(there)} and {Show(back)} with effect '{effects.Ids[rows[y]]}', expected one finite number", effects.Ids[rows[x]]);
                }
        }
        return null;
    }

    private static PoolRefusal? RefuseColumns(DependentEffects effects)
    {
        foreach (var (name, column) in effects.Design)
        {
            var zero = true;
            for (var i = 0; i < column.Length; i++)
            {
                if (!double.IsFinite(column[i]))
                    return new PoolRefusal("missing", $"found {Show(column[i])} in column '{name}' of the design, expected a finite number: leave the effect out or fill the value in", effects.Ids[i]);
                zero &= column[i] == 0;
            }
            if (zero)
                return new PoolRefusal("constant", "found zeros alone in this column of the design, expected one that varies or the intercept", name);
        }
        return null;
    }

    private static PoolRefusal? RefuseTerms(DependentEffects effects)
    {
        foreach (var term in effects.Random)
            for (var i = 0; i < effects.K; i++)
                if (string.IsNullOrEmpty(term.Outer[i]) || (term.Inner is not null && string.IsNullOrEmpty(term.Inner[i])))
                    return new PoolRefusal("missing", $"found no level of random term '{term.Name}', expected one: leave the effect out or fill the level in", effects.Ids[i]);
        return null;
    }

    private static string Show(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
