namespace IpdEngine.Stage2.Univariate;

/// <summary>Rows of the model matrix in the order of the coefficients.</summary>
internal static class ModelRows
{
    /// <summary>x_i (p): the intercept's 1 where there is one, then the moderators.</summary>
    public static double[] Row(EffectTable effects, int i)
    {
        var first = effects.Intercept ? 1 : 0;
        var row = new double[effects.Moderators.Count + first];
        if (effects.Intercept)
            row[0] = 1;
        for (var j = first; j < row.Length; j++)
            row[j] = effects.Moderators[j - first].Value[i];
        return row;
    }
}
