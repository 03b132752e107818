namespace IpdEngine.Stage2.Multivariate;

/// <summary>Unstructured Sigma with one variance, or one correlation, held.</summary>
/// <remarks>
/// Sigma = L L' with the outcomes of the held component first. A held variance v makes L_11 = sqrt v; a held correlation r makes the second row of L
/// the multiple t of (r, sqrt(1 - r^2)). L is linear in what stays free, so that all derivatives are those of <see cref="Unstructured"/>, chained.
/// </remarks>
internal sealed class HeldUnstructured(int first, int second, double value) : BetweenModel
{
    private Unstructured? _model;
    private int[]? _order;
    private double[]? _l;
    private double[]? _sigma;
    private double[]? _jacobian;
    private double[]? _curvature;

    public override int Count => Outcomes * (Outcomes + 1) / 2 - 1;

    private Unstructured Model => _model ??= new Unstructured { Outcomes = Outcomes };

    private int[] Order => _order ??= [first, .. second < 0 ? [] : new[] { second }, .. Enumerable.Range(0, Outcomes).Where(j => j != first && j != second)];

    public override void Fill(ReadOnlySpan<double> parameters, Span<double> sigma)
    {
        var p = Outcomes;
        _sigma ??= new double[p * p];
        Model.Fill(Factor(parameters), _sigma);
        for (var i = 0; i < p; i++)
            for (var j = 0; j < p; j++)
                sigma[Order[i] * p + Order[j]] = _sigma[i * p + j];
    }

    public override void Jacobian(ReadOnlySpan<double> parameters, Span<double> jacobian)
    {
        var (p, full) = (Outcomes, Model.Count);
        _jacobian ??= new double[p * p * full];
        Model.Jacobian(Factor(parameters), _jacobian);
        jacobian[..(p * p * Count)].Clear();
        for (var i = 0; i < p; i++)
            for (var j = 0; j < p; j++)
                for (var l = 0; l < full; l++)
                    if (Parameter(l) is var a && a >= 0)
                        jacobian[(Order[i] * p + Order[j]) * Count + a] += Slope(l) * _jacobian[(i * p + j) * full + l];
    }

    public override void AddSecondDerivatives(ReadOnlySpan<double> parameters, ReadOnlySpan<double> m, Span<double> curvature)
    {
        var (p, full) = (Outcomes, Model.Count);
        _sigma ??= new double[p * p];
        _curvature ??= new double[full * full];
        for (var i = 0; i < p; i++)
            for (var j = 0; j < p; j++)
                _sigma[i * p + j] = m[Order[i] * p + Order[j]];
        Array.Clear(_curvature);
        Model.AddSecondDerivatives(Factor(parameters), _sigma, _curvature);
        for (var k = 0; k < full; k++)
            for (var l = 0; l < full; l++)
                if (Parameter(k) >= 0 && Parameter(l) >= 0)
                    curvature[Parameter(k) * Count + Parameter(l)] += Slope(k) * Slope(l) * _curvature[k * full + l];
    }

    public override double[] Start(ReadOnlySpan<double> variances, double correlation)
    {
        var ordered = new double[Outcomes];
        for (var j = 0; j < Outcomes; j++)
            ordered[j] = variances[Order[j]];
        return FromFactor(Model.Start(ordered, correlation));
    }

    /// <summary>Parameters near a covariance matrix (p x p); pivots that vanish are lifted, so that a search can leave the boundary.</summary>
    public double[] Near(ReadOnlySpan<double> sigma)
    {
        var (p, l) = (Outcomes, new double[Model.Count]);
        for (var i = 0; i < p; i++)
            for (var j = 0; j <= i; j++)
            {
                var rest = sigma[Order[i] * p + Order[j]];
                for (var c = 0; c < j; c++)
                    rest -= l[Unstructured.Index(i, c)] * l[Unstructured.Index(j, c)];
                l[Unstructured.Index(i, j)] = i == j
                    ? Math.Sqrt(Math.Max(rest, 1e-4 * sigma[Order[i] * p + Order[i]]))
                    : l[Unstructured.Index(j, j)] > 0 ? rest / l[Unstructured.Index(j, j)] : 0;
            }
        return FromFactor(l);
    }

    private double[] FromFactor(double[] l)
    {
        var start = new double[Count];
        for (var e = 0; e < l.Length; e++)
            if (Parameter(e) >= 0)
                start[Parameter(e)] = l[e];
        if (second >= 0)
            start[1] = Math.Sqrt(l[1] * l[1] + l[2] * l[2]);
        return start;
    }

    private double[] Factor(ReadOnlySpan<double> parameters)
    {
        _l ??= new double[Model.Count];
        for (var l = 0; l < _l.Length; l++)
            _l[l] = Parameter(l) < 0 ? Math.Sqrt(value) : Slope(l) * parameters[Parameter(l)];
        return _l;
    }

    // L_11 is held with a variance; L_21 and L_22 are one parameter with a correlation.
    private int Parameter(int l) => second < 0 ? l - 1 : l < 2 ? l : l - 1;

    private double Slope(int l) => second < 0 || l is not (1 or 2) ? 1 : l == 1 ? value : Math.Sqrt(Math.Max(0, 1 - value * value));
}
