using System.Globalization;
using IpdEngine.Numerics.Minimisation;
using IpdEngine.Stage2.Multivariate;

namespace IpdEngine.Stage2.Multilevel;

/// <summary>The maximum of the likelihood: the best of several starts, inside each structure, with variances at zero held to their slope.</summary>
internal sealed class MultilevelSearch
{
    // What the criterion may still fall by, as a share of -2 log L where that is large: far below what any reported digit can see.
    private const double Tolerance = 1e-14;

    // A spread is released a few times at most: each time the search has found a better point.
    private const int MostReleases = 8;

    /// <summary>A variance below this share of the mean sampling variance is tried at zero.</summary>
    public const double Zero = 1e-7;

    private readonly EffectBlocks _data;
    private readonly StartingPoints _starts;
    private readonly List<(double Value, string Story)> _history = [];

    private MultilevelSearch(EffectBlocks data, IReadOnlyList<BetweenModel> models, bool restricted)
    {
        (_data, _starts) = (data, new StartingPoints(data));
        Criterion = new MultilevelCriterion(data, models, restricted);
        Models = models;
        Best = new Minimum([], double.PositiveInfinity, [], StopReason.StartUndefined, 0, 0, double.NaN);
    }

    /// <summary>The criterion, left at the best point.</summary>
    public MultilevelCriterion Criterion { get; private set; }

    /// <summary>Models of the terms at the best point: a spread that would leave its structure is held at zero.</summary>
    public IReadOnlyList<BetweenModel> Models { get; private set; }

    public Minimum Best { get; private set; }

    /// <summary>Each start's end, best first.</summary>
    public IReadOnlyList<string> History =>
        [.. _history.OrderBy(h => h.Value).Select(h => string.Create(CultureInfo.InvariantCulture, $"-2 log L {h.Value:F6}: {h.Story}"))];

    /// <summary>Searches; a point of an earlier fit of nearly the same data may be tried first.</summary>
    public static MultilevelSearch Run(EffectBlocks data, bool restricted, double[]? near = null)
    {
        var search = new MultilevelSearch(data, [.. data.Terms.Select(t => BetweenModels.Of(t.Structure, t.Order))], restricted);
        search.Minimise(near);
        return search;
    }

    private void Minimise(double[]? near)
    {
        var (criterion, models) = (Criterion, Models);
        if (criterion.Count == 0)
        {
            Best = new Minimum([], criterion.Value([]), [], StopReason.GradientVanished, 0, 1, 0);
            return;
        }
        if (near is not null && near.Length == criterion.Count)
            Try(criterion, models, near);
        foreach (var start in _starts.All(models))
            Try(criterion, models, start);
        for (var round = 0; round < _data.Terms.Count && FromZero() is { } lifted; round++)
            if (!Try(Criterion, Models, lifted))
                break;
        for (var round = 0; round < MostReleases && FromHeld() is var (released, point) && released is not null; round++)
            if (!Try(criterion.With(released), released, point))
                break;
        Criterion.Value(Best.Point);
    }

    // True where the start led to a better point.
    private bool Try(MultilevelCriterion criterion, IReadOnlyList<BetweenModel> models, double[] start)
    {
        var found = ScoringMinimiser.Minimise(criterion, start, Tolerance * Math.Max(1, Math.Abs(criterion.Value(start))));
        for (var t = 0; t < models.Count; t++)
            models[t].Normalise(found.Point.AsSpan(criterion.Of(t)));
        for (var t = 0; t < models.Count; t++)
            if (models[t].Outside(found.Point.AsSpan(criterion.Of(t))) is var outside && outside >= 0)
            {
                // The best point of the structure is then where that spread is zero, or another start's.
                BetweenModel[] held = [.. models];
                held[t] = new HeldParameter(models[t], outside, 0);
                // From the interior again: where this search ended, other spreads may be on a boundary already.
                return Try(criterion.With(held), held, [.. found.Point[..criterion.Of(t).Start], .. held[t].Start(_starts.Of(t), 0.3), .. found.Point[criterion.Of(t).End..]]);
            }
        found = AtZero(criterion, models, found);
        _history.Add((found.Value, found.Story));
        var better = found.Value < Best.Value - 1e-9 * (1 + Math.Abs(found.Value));
        if (!better && !(found.Value <= Best.Value + 1e-9 && (found.Converged, -found.Value).CompareTo((Best.Converged, -Best.Value)) > 0))
            return false;
        (Best, Criterion, Models) = (found, criterion, models);
        return better;
    }

    // Variances that are nearly zero become exactly so where that costs nothing.
    private Minimum AtZero(MultilevelCriterion criterion, IReadOnlyList<BetweenModel> models, Minimum found)
    {
        var point = (double[])found.Point.Clone();
        var any = false;
        foreach (var (_, place, _) in Spreads(criterion, models))
            if (point[place] != 0 && point[place] * point[place] < Zero * _starts.MeanSampling)
                (point[place], any) = (0, true);
        if (!any)
            return found;
        var value = criterion.Value(point);
        return value <= found.Value + 1e-10 * (1 + Math.Abs(value)) ? found with { Point = point, Value = value } : found;
    }

    // A point where the likelihood rises with a variance that is zero is no maximum: it is left with a tenth of the heterogeneity.
    private double[]? FromZero()
    {
        Criterion.Value(Best.Point);
        Criterion.Gradient(new double[Criterion.Count]);
        foreach (var (t, place, inner) in Spreads(Criterion, Models))
        {
            if (Best.Point[place] != 0)
                continue;
            var (order, slope) = (_data.Terms[t].Order, 0.0);
            for (var j = 0; j < order; j++)
                if (inner < 0 || inner == j)
                    slope += Criterion.Slopes[_data.Offsets[t] + j * order + j];
            if (slope * _starts.MeanSampling >= -1e-6)
                continue;
            var lifted = (double[])Best.Point.Clone();
            lifted[place] = Math.Sqrt(0.1 * _starts.Of(t)[Math.Max(inner, 0)]);
            return lifted;
        }
        return null;
    }

    // A spread held at zero whose rise would raise the likelihood at once (through its covariances) was held too early.
    private (IReadOnlyList<BetweenModel>?, double[]) FromHeld()
    {
        Criterion.Value(Best.Point);
        Criterion.Gradient(new double[Criterion.Count]);
        for (var t = 0; t < Models.Count; t++)
        {
            if (Models[t] is not HeldParameter held)
                continue;
            var (model, parameters, place) = held.Release(Best.Point.AsSpan(Criterion.Of(t)));
            var (elements, slope) = (_data.Offsets[t + 1] - _data.Offsets[t], 0.0);
            var jacobian = new double[elements * model.Count];
            model.Jacobian(parameters, jacobian);
            for (var e = 0; e < elements; e++)
                slope += Criterion.Slopes[_data.Offsets[t] + e] * jacobian[e * model.Count + place];
            if (slope * Math.Sqrt(_starts.MeanSampling) >= -1e-6)
                continue;
            parameters[place] = Math.Sqrt(0.1 * _starts.Of(t)[0]);
            BetweenModel[] models = [.. Models];
            models[t] = model;
            return (models, [.. Best.Point[..Criterion.Of(t).Start], .. parameters, .. Best.Point[Criterion.Of(t).End..]]);
        }
        return (null, []);
    }

    // Parameters that are the root of a variance: term, place in the point, inner level (-1: all).
    private IEnumerable<(int Term, int Place, int Inner)> Spreads(MultilevelCriterion criterion, IReadOnlyList<BetweenModel> models)
    {
        for (var t = 0; t < models.Count; t++)
        {
            var first = criterion.Of(t).Start.Value;
            if (models[t] is Diagonal or CompoundSymmetric { Heteroscedastic: true })
                for (var j = 0; j < _data.Terms[t].Order; j++)
                    yield return (t, first + j, j);
            else if (models[t] is Identical or Autoregressive or CompoundSymmetric)
                yield return (t, first, -1);
        }
    }
}
