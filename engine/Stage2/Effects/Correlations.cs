namespace IpdEngine.Stage2.Effects;

/// <summary>Correlations and partial correlations, as they are or as Fisher's z.</summary>
/// <remarks>
/// var r = (1 - r^2)^2 / (n - 1), var z = 1 / (n - 3) (Fisher 1921). A partial correlation with q covariates held constant has the
/// distribution of a correlation from n - q cases (Fisher 1924, Metron 3:329), so var z = 1 / (n - q - 3); metafor's ZPCOR has 1 / (n - m - 1)
/// with m = q + 1 predictors, one case more. The variance of the partial correlation itself is metafor's, (1 - r^2)^2 / (n - m - 1).
/// </remarks>
internal static class Correlations
{
    public static Func<int, RowEffect> Simple(EffectMeasure measure, NamedColumns columns)
    {
        var (ri, ni) = (columns.Required("ri"), columns.Required("ni"));
        return i => Refuse(ri[i], ni[i], 0) ?? (measure == EffectMeasure.ZCOR
            ? RowEffect.Of(Math.Atanh(ri[i]), 1 / (ni[i] - 3))
            : RowEffect.Of(ri[i], Square(1 - ri[i] * ri[i]) / (ni[i] - 1)));
    }

    public static Func<int, RowEffect> Partial(EffectMeasure measure, NamedColumns columns)
    {
        var ni = columns.Required("ni");
        if (columns.Has("ri"))
        {
            var (ri, qi) = (columns.Required("ri"), columns.Required("qi"));
            return i => Partial(measure, ri[i], ni[i], qi[i]);
        }
        var (ti, mi) = (columns.Required("ti"), columns.Required("mi"));
        return i => Partial(measure, ti[i] / Math.Sqrt(ti[i] * ti[i] + ni[i] - mi[i] - 1), ni[i], mi[i] - 1);
    }

    private static RowEffect Partial(EffectMeasure measure, double r, double n, double covariates) => covariates < 0
        ? RowEffect.Fault("range", "found fewer than 0 covariates (or fewer than 1 predictor), expected a count")
        : Refuse(r, n, covariates) ?? (measure == EffectMeasure.ZPCOR
            ? RowEffect.Of(Math.Atanh(r), 1 / (n - covariates - 3))
            : RowEffect.Of(r, Square(1 - r * r) / (n - covariates - 2)));

    private static RowEffect? Refuse(double r, double n, double covariates)
    {
        if (Math.Abs(r) > 1)
            return RowEffect.Fault("range", "found a correlation outside -1 to 1, expected one inside");
        return n - covariates <= 3
            ? RowEffect.Fault("too_few", "found too few cases for a sampling variance, expected more than 3 and the number of covariates together")
            : null;
    }

    private static double Square(double x) => x * x;
}
