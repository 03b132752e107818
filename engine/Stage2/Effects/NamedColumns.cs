namespace IpdEngine.Stage2.Effects;

/// <summary>Columns of raw numbers by metafor's names, each as long as the ids.</summary>
internal sealed class NamedColumns
{
    private readonly IReadOnlyDictionary<string, double[]> _columns;
    private readonly EffectMeasure _measure;

    /// <exception cref="ArgumentException">A column is not as long as the ids.</exception>
    public NamedColumns(EffectMeasure measure, int rows, IReadOnlyDictionary<string, double[]> columns)
    {
        (_measure, _columns, Rows) = (measure, columns, rows);
        foreach (var name in columns.Keys.Order(StringComparer.Ordinal))
            if (columns[name].Length != rows)
                throw new ArgumentException($"Found {columns[name].Length} values in column '{name}', expected {rows}, one an id.", nameof(columns));
    }

    public int Rows { get; }

    public bool Has(string name) => _columns.ContainsKey(name);

    /// <summary>A column that the measure cannot do without.</summary>
    /// <exception cref="ArgumentException">It is not there; the message names what the measure is computed from.</exception>
    public double[] Required(string name) => _columns.TryGetValue(name, out var column)
        ? column
        : throw new ArgumentException($"Found columns {string.Join(", ", _columns.Keys.Order(StringComparer.Ordinal))}; expected '{name}' too: {_measure} is computed from {Needed(_measure)}.", nameof(name));

    private static string Needed(EffectMeasure measure) => measure switch
    {
        EffectMeasure.GEN => "yi with vi or sei",
        EffectMeasure.COR or EffectMeasure.ZCOR => "ri and ni",
        EffectMeasure.PCOR or EffectMeasure.ZPCOR => "ri, ni and qi, or ti, ni and mi",
        EffectMeasure.SMD => "m1i, sd1i, n1i, m2i, sd2i and n2i, or di or gi with n1i and n2i",
        EffectMeasure.MD or EffectMeasure.SMDH or EffectMeasure.ROM => "m1i, sd1i, n1i, m2i, sd2i and n2i",
        EffectMeasure.OR or EffectMeasure.RR or EffectMeasure.RD => "ai and ci with bi and di, or with n1i and n2i",
        _ => "xi and ni",
    };
}
