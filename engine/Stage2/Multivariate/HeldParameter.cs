namespace IpdEngine.Stage2.Multivariate;

/// <summary>A structure with one of its parameters held at a value.</summary>
internal sealed class HeldParameter : BetweenModel
{
    private readonly BetweenModel _model;
    private readonly int _held;
    private readonly double[] _full;
    private readonly double[] _jacobian;
    private readonly double[] _curvature;

    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public HeldParameter(BetweenModel model, int held, double value)
    {
        (_model, _held, Outcomes) = (model, held, model.Outcomes);
        _full = new double[model.Count];
        _full[held] = value;
        _jacobian = new double[Outcomes * Outcomes * model.Count];
        _curvature = new double[model.Count * model.Count];
    }

    public override int Count => _model.Count - 1;

    public override void Fill(ReadOnlySpan<double> parameters, Span<double> sigma) => _model.Fill(Full(parameters), sigma);

    public override void Jacobian(ReadOnlySpan<double> parameters, Span<double> jacobian)
    {
        _model.Jacobian(Full(parameters), _jacobian);
        for (var e = 0; e < Outcomes * Outcomes; e++)
            for (var a = 0; a < Count; a++)
                jacobian[e * Count + a] = _jacobian[e * _model.Count + At(a)];
    }

    public override void AddSecondDerivatives(ReadOnlySpan<double> parameters, ReadOnlySpan<double> m, Span<double> curvature)
    {
        Array.Clear(_curvature);
        _model.AddSecondDerivatives(Full(parameters), m, _curvature);
        for (var a = 0; a < Count; a++)
            for (var b = 0; b < Count; b++)
                curvature[a * Count + b] += _curvature[At(a) * _model.Count + At(b)];
    }

    public override double[] Start(ReadOnlySpan<double> variances, double correlation)
    {
        var full = _model.Start(variances, correlation);
        return [.. Enumerable.Range(0, Count).Select(a => full[At(a)])];
    }

    /// <summary>The structure with nothing held, its parameters here, and which of them was held.</summary>
    public (BetweenModel Model, double[] Parameters, int Place) Release(ReadOnlySpan<double> parameters) => (_model, (double[])Full(parameters).Clone(), _held);

    // With a held value of zero the signs of the others are free to turn together.
    public override void Normalise(Span<double> parameters)
    {
        if (_full[_held] != 0)
            return;
        Full(parameters);
        _model.Normalise(_full);
        _full[_held] = 0;
        for (var a = 0; a < Count; a++)
            parameters[a] = _full[At(a)];
    }

    // Signs stay as the held value needs them: only what is held apart from them may turn.
    public override int Outside(ReadOnlySpan<double> parameters)
    {
        var outside = _model.Outside(Full(parameters));
        return outside < 0 || outside == _held ? -1 : outside - (outside > _held ? 1 : 0);
    }

    private double[] Full(ReadOnlySpan<double> parameters)
    {
        for (var a = 0; a < Count; a++)
            _full[At(a)] = parameters[a];
        return _full;
    }

    private int At(int a) => a < _held ? a : a + 1;
}
