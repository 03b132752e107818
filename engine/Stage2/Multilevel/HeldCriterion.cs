using IpdEngine.Numerics.Minimisation;
using IpdEngine.Stage2.Multivariate;

namespace IpdEngine.Stage2.Multilevel;

/// <summary>The lowest -2 log L of a model with one component held at a value: one point of its profile.</summary>
internal sealed class HeldCriterion
{
    private const double Tolerance = 1e-12;

    private readonly EffectBlocks _data;
    private readonly MultilevelCriterion _criterion;
    private readonly StartingPoints _starts;
    private readonly int _term;
    private readonly VarianceComponent _component;
    private readonly double[] _fitted;
    private readonly SortedDictionary<double, double[]> _ends = [];

    public HeldCriterion(MultilevelFit fit, VarianceComponent component)
    {
        _component = component;
        _data = EffectBlocks.From(fit.Effects).Value;
        _starts = new StartingPoints(_data);
        _fitted = FittedModel.Elements(_data, fit);
        _term = Enumerable.Range(0, _data.Terms.Count).First(t => ReferenceEquals(_data.Terms[t].Term, fit.Effects.Random[component.Term]));
        _criterion = new MultilevelCriterion(_data, [.. _data.Terms.Select(t => BetweenModels.Of(t.Structure, t.Order))], fit.Options.Estimator == TauEstimator.REML);
    }

    /// <summary>Mean of the sampling variances: the scale of variances.</summary>
    public double Scale => _starts.MeanSampling;

    /// <summary>Least possible value of the component.</summary>
    public double Lowest => _component.Kind != ComponentKind.Rho ? 0
        : _data.Terms[_term].Structure is BetweenStructure.CS or BetweenStructure.HCS ? -1.0 / (_data.Terms[_term].Order - 1) : -1;

    /// <summary>-2 log L at a value: the lower of a start beside the nearest value already known and a fresh one.</summary>
    public double At(double value)
    {
        BetweenModel[] models = [.. _data.Terms.Select((t, i) => i == _term ? BetweenModels.Held(t.Structure, t.Order, _component, value) : BetweenModels.Of(t.Structure, t.Order))];
        var criterion = _criterion.With(models);
        if (criterion.Count == 0)
            return criterion.Value([]);
        var near = Minimise(criterion, models, Nearest(value) ?? Fitted(models));
        var fresh = Minimise(criterion, models, _starts.All(models).First());
        var best = fresh.Value < near.Value - 1e-9 ? fresh : near;
        _ends[value] = best.Point;
        return best.Value;
    }

    private Minimum Minimise(MultilevelCriterion criterion, BetweenModel[] models, double[] start)
    {
        var found = ScoringMinimiser.Minimise(criterion, start, Tolerance * Math.Max(1, Math.Abs(criterion.Value(start))));
        for (var t = 0; t < models.Length; t++)
            models[t].Normalise(found.Point.AsSpan(criterion.Of(t)));
        for (var t = 0; t < models.Length; t++)
            if (models[t].Outside(found.Point.AsSpan(criterion.Of(t))) is var outside && outside >= 0)
            {
                BetweenModel[] held = [.. models];
                held[t] = new HeldParameter(models[t], outside, 0);
                var place = criterion.Of(t).Start.Value + outside;
                var inside = Minimise(criterion.With(held), held, [.. found.Point[..criterion.Of(t).Start], .. held[t].Start(_starts.Of(t), 0.3), .. found.Point[criterion.Of(t).End..]]);
                return inside with { Point = [.. inside.Point[..place], 0, .. inside.Point[place..]] };
            }
        return found;
    }

    private double[]? Nearest(double value) =>
        _ends.Count == 0 ? null : (double[])_ends.MinBy(e => Math.Abs(e.Key - value)).Value.Clone();

    // The fit's own point, with what stands at zero lifted a little: a search cannot leave zero by itself.
    private double[] Fitted(BetweenModel[] models)
    {
        var point = new List<double>();
        for (var t = 0; t < models.Length; t++)
        {
            var order = _data.Terms[t].Order;
            var sigma = _fitted.AsSpan(_data.Offsets[t], order * order).ToArray();
            for (var j = 0; j < order; j++)
                sigma[j * order + j] = Math.Max(sigma[j * order + j], 0.01 * Scale);
            var correlation = order > 1 ? sigma[1] / Math.Sqrt(sigma[0] * sigma[order + 1]) : 0;
            point.AddRange(models[t] is HeldUnstructured held
                ? held.Near(sigma)
                : models[t].Start([.. Enumerable.Range(0, order).Select(j => sigma[j * order + j])], Math.Clamp(correlation, -0.9, 0.9)));
        }
        return [.. point];
    }
}
