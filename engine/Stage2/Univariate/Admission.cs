using System.Globalization;
using IpdEngine.Stage2.Inference;

namespace IpdEngine.Stage2.Univariate;

/// <summary>What may enter a pool: every row is looked at before the first number is computed.</summary>
internal static class Admission
{
    /// <summary>The first fault of a table, or null; arrays of unequal length are the caller's mistake.</summary>
    /// <exception cref="ArgumentException">Ids, effects, variances and moderators differ in length, or the level is not between 0 and 1.</exception>
    public static PoolRefusal? Refuse(EffectTable effects, PoolOptions options)
    {
        var k = effects.Yi.Length;
        if (effects.Ids.Count != k || effects.Vi.Length != k)
            throw new ArgumentException($"Found {effects.Ids.Count} ids, {k} effects, {effects.Vi.Length} variances; expected as many of each.", nameof(effects));
        if (!(options.Level > 0 && options.Level < 1))
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Found level {options.Level}, expected a number between 0 and 1, such as 0.95."), nameof(options));
        foreach (var (name, column) in effects.Moderators)
            if (column.Length != k)
                throw new ArgumentException($"Found {column.Length} values of moderator '{name}', expected {k}, one an effect.", nameof(effects));
        if (!effects.Intercept && effects.Moderators.Count == 0)
            throw new ArgumentException("Found neither an intercept nor a moderator, expected at least one column of the model matrix.", nameof(effects));
        if (k < 2)
            return new PoolRefusal("too_few", $"found {k} effect{(k == 1 ? "" : "s")}, expected at least 2: there is nothing to pool");
        return RefuseRows(effects) ?? Identity.RefuseDuplicates(effects.Ids) ?? RefuseModerators(effects);
    }

    private static PoolRefusal? RefuseRows(EffectTable effects)
    {
        for (var i = 0; i < effects.Yi.Length; i++)
        {
            if (!double.IsFinite(effects.Yi[i]))
                return new PoolRefusal("not_finite", $"found effect {Show(effects.Yi[i])}, expected a finite number: leave the study out or correct it", effects.Ids[i]);
            if (!double.IsFinite(effects.Vi[i]) || effects.Vi[i] <= 0)
                return new PoolRefusal("variance", $"found sampling variance {Show(effects.Vi[i])}, expected a finite number above 0: a study without sampling error would have infinite weight", effects.Ids[i]);
        }
        return null;
    }

    private static PoolRefusal? RefuseModerators(EffectTable effects)
    {
        var (k, p) = (effects.Yi.Length, effects.Moderators.Count + (effects.Intercept ? 1 : 0));
        if (k - p < 1)
            return new PoolRefusal("too_few", $"found {k} effects for {p} coefficients, expected at least {p + 1}: use fewer moderators");
        foreach (var (name, column) in effects.Moderators)
        {
            var constant = true;
            for (var i = 0; i < k; i++)
            {
                if (!double.IsFinite(column[i]))
                    return new PoolRefusal("missing", $"found {Show(column[i])} of moderator '{name}', expected a finite number: leave the study out or fill the value in", effects.Ids[i]);
                constant &= column[i].Equals(column[0]);
            }
            if (constant && effects.Intercept)
                return new PoolRefusal("constant", $"found the value {Show(column[0])} in all {k} studies, expected a moderator that varies", name);
        }
        return null;
    }

    private static string Show(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
