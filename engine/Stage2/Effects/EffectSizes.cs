using System.Globalization;

namespace IpdEngine.Stage2.Effects;

/// <summary>Effect sizes and sampling variances from the numbers that articles print.</summary>
/// <remarks>Definitions are those of metafor's escalc at vtype = "LS" (Viechtbauer 2010, J Stat Softw 36(3)), but for the variance of ZPCOR: see <see cref="EffectMeasure.ZPCOR"/> in <c>Correlations</c>.</remarks>
public static class EffectSizes
{
    /// <summary>Computes one effect and variance a row.</summary>
    /// <param name="measure">What to compute.</param>
    /// <param name="ids">Name of each row (k).</param>
    /// <param name="columns">The raw numbers by metafor's names (each k); NaN where an article does not print one. Columns that the measure does not use are ignored.</param>
    /// <param name="counts">What is added to tables with empty cells; metafor's rule where null.</param>
    /// <returns>The effects, and a reason for each row that has none.</returns>
    /// <exception cref="ArgumentException">A column is missing or not as long as the ids, or the constant to be added is negative.</exception>
    public static EffectSizeTable Compute(
        EffectMeasure measure, IReadOnlyList<string> ids, IReadOnlyDictionary<string, double[]> columns, CountOptions? counts = null)
    {
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentNullException.ThrowIfNull(columns);
        counts ??= new CountOptions();
        if (!(counts.Add >= 0))
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Found {counts.Add} to be added to cells, expected a number of at least 0, such as 0.5."), nameof(counts));
        var named = new NamedColumns(measure, ids.Count, columns);
        var row = Rule(measure, named, counts);
        List<string> kept = [];
        List<double> yi = [];
        List<double> vi = [];
        List<int> rows = [];
        List<PoolRefusal> omitted = [];
        for (var i = 0; i < ids.Count; i++)
        {
            var effect = Checked(row(i));
            if (effect.Code is not null)
            {
                omitted.Add(new PoolRefusal(effect.Code, effect.Reason!, ids[i]));
                continue;
            }
            kept.Add(ids[i]);
            yi.Add(effect.Yi);
            vi.Add(effect.Vi);
            rows.Add(i);
        }
        return new EffectSizeTable(measure, new EffectTable(kept, [.. yi], [.. vi]), rows, omitted);
    }

    private static Func<int, RowEffect> Rule(EffectMeasure measure, NamedColumns columns, CountOptions counts) => measure switch
    {
        EffectMeasure.GEN => Raw(columns),
        EffectMeasure.COR or EffectMeasure.ZCOR => Correlations.Simple(measure, columns),
        EffectMeasure.PCOR or EffectMeasure.ZPCOR => Correlations.Partial(measure, columns),
        EffectMeasure.MD or EffectMeasure.SMD or EffectMeasure.SMDH or EffectMeasure.ROM => Means.Rule(measure, columns),
        EffectMeasure.OR or EffectMeasure.RR or EffectMeasure.RD => FourfoldTables.Rule(measure, columns, counts),
        EffectMeasure.PR or EffectMeasure.PLO => Proportions.Rule(measure, columns, counts),
        _ => throw new ArgumentException($"Found measure {measure}, expected one of {string.Join(", ", Enum.GetNames<EffectMeasure>())}.", nameof(measure)),
    };

    private static Func<int, RowEffect> Raw(NamedColumns columns)
    {
        var yi = columns.Required("yi");
        if (columns.Has("vi"))
        {
            var vi = columns.Required("vi");
            return i => RowEffect.Of(yi[i], vi[i]);
        }
        var sei = columns.Has("sei") ? columns.Required("sei") : columns.Required("vi");
        return i => sei[i] < 0 ? RowEffect.Fault("variance", "found a negative standard error, expected a number above 0") : RowEffect.Of(yi[i], sei[i] * sei[i]);
    }

    // A number that an article does not print is NaN; whatever it was used for then is NaN too.
    private static RowEffect Checked(RowEffect row)
    {
        if (row.Code is not null)
            return row;
        if (double.IsNaN(row.Yi) || double.IsNaN(row.Vi))
            return RowEffect.Fault("missing", "found no effect or no variance, expected every number that the measure is computed from: complete the row");
        if (!double.IsFinite(row.Yi) || !double.IsFinite(row.Vi))
            return RowEffect.Fault("not_finite", "found an effect or a variance that is infinite (an empty cell, or a correlation of 1), expected finite numbers");
        return row.Vi > 0 ? row : RowEffect.Fault("variance", "found a sampling variance that is not above 0, expected one above it: a study without sampling error would have infinite weight");
    }
}
