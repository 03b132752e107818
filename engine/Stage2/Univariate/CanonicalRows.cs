using IpdEngine.Stage2.Inference;

namespace IpdEngine.Stage2.Univariate;

/// <summary>The rows of a table in ordinal order of id: the order in which every sum is taken.</summary>
internal sealed class CanonicalRows
{
    private readonly int[]? _order;

    public CanonicalRows(EffectTable effects)
    {
        _order = Identity.CanonicalOrder(effects.Ids);
        Y = Ordered(effects.Yi);
        V = Ordered(effects.Vi);
        var first = effects.Intercept ? 1 : 0;
        var columns = new double[effects.Moderators.Count + first][];
        if (effects.Intercept)
        {
            columns[0] = new double[Y.Length];
            Array.Fill(columns[0], 1.0);
        }
        for (var j = first; j < columns.Length; j++)
            columns[j] = Ordered(effects.Moderators[j - first].Value);
        Columns = columns;
    }

    /// <summary>Effects (k).</summary>
    public double[] Y { get; }

    /// <summary>Sampling variances (k).</summary>
    public double[] V { get; }

    /// <summary>Columns of the model matrix (each k), the intercept first where there is one.</summary>
    public double[][] Columns { get; }

    /// <summary>Values of the canonical rows, in the order in which the rows arrived.</summary>
    public double[] InputOrder(double[] values)
    {
        if (_order is null)
            return values;
        var result = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
            result[_order[i]] = values[i];
        return result;
    }

    private double[] Ordered(double[] values)
    {
        if (_order is null)
            return values;
        var result = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
            result[i] = values[_order[i]];
        return result;
    }
}
