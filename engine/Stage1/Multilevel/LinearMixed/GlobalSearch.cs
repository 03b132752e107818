using IpdEngine.Numerics;

namespace IpdEngine.Stage1.Multilevel.LinearMixed;

/// <summary>The lowest deviance of several searches, each from one of the lowest of fixed starts.</summary>
/// <remarks>
/// The starts lie from small to large variances, alike for all columns or for one alone, the columns in units near their root mean squares.
/// A variance at zero is a stationary point of Lambda whether or not more variance would help, which is where lme4's own optimisers stop short.
/// So each end is asked whether any direction of the random effects still wants variance (Gamma has a negative eigenvalue: then the
/// necessary condition for a minimum over positive semi-definite matrices fails), and is left along it if so.
/// </remarks>
internal sealed class GlobalSearch(ProfiledDeviance deviance)
{
    private static readonly double[] s_sizes = [1.0, 0.35, 0.1, 0.02, 3.0];
    private readonly NewtonSearch _search = new(deviance);
    private readonly int _q = deviance.Products.Random;

    /// <summary>Starts that are followed to the end.</summary>
    internal int Searches { get; init; } = 3;

    /// <summary>The best end.</summary>
    internal SearchEnd Run()
    {
        var starts = Starts();
        var heights = starts.ConvertAll(start => deviance.Value(start));
        var ends = new List<SearchEnd>();
        foreach (var index in Enumerable.Range(0, starts.Count).OrderBy(i => double.IsNaN(heights[i]) ? double.PositiveInfinity : heights[i]).Take(Searches))
        {
            var end = _search.From(starts[index], ends);
            if (!ends.Exists(known => ReferenceEquals(known, end)))
                ends.Add(Settle(end));
        }

        var best = ends[0];
        foreach (var end in ends)
            if (Better(end, best))
                best = end;
        return best;
    }

    private List<double[]> Starts()
    {
        var starts = new List<double[]>();
        foreach (var size in s_sizes)
            starts.Add(Start(_ => size));
        for (var alone = 0; _q > 1 && alone < _q; alone++)
            starts.Add(Start(k => k == alone ? 0.5 : 0.02));
        return starts;
    }

    private double[] Start(Func<int, double> size)
    {
        var lambda = new double[_q * _q];
        for (var k = 0; k < _q; k++)
            lambda[k * _q + k] = size(k);
        return lambda;
    }

    /// <summary>Leaves the end as long as a direction wants more variance.</summary>
    private SearchEnd Settle(SearchEnd end)
    {
        for (var round = 0; round < 2 * _q && end.Converged && TryLeave(end, out var start); round++)
        {
            var next = _search.From(start, []);
            end = next with { Iterations = next.Iterations + end.Iterations };
        }

        return end;
    }

    private bool TryLeave(SearchEnd end, out double[] start)
    {
        start = new double[_q * _q];
        var gamma = _search.Derivatives.Gamma.ToArray();
        var vectors = new double[_q * _q];
        SymmetricEigen.Decompose(gamma, _q, vectors);
        var lowest = 0;
        for (var k = 1; k < _q; k++)
            if (gamma[k * _q + k] < gamma[lowest * _q + lowest])
                lowest = k;
        if (gamma[lowest * _q + lowest] > -1e-6)
            return false;
        var widened = new double[_q * (_q + 1)];
        for (var size = 0.5; size > 1e-3; size /= 2)
        {
            for (var a = 0; a < _q; a++)
            {
                end.Lambda.AsSpan(a * _q, _q).CopyTo(widened.AsSpan(a * (_q + 1)));
                widened[a * (_q + 1) + _q] = size * vectors[a * _q + lowest];
            }

            RelativeFactor.Unpack(RelativeFactor.Theta(widened, _q, _q + 1, 0), _q, start);
            if (deviance.Value(start) < end.Deviance)
                return true;
        }

        return false;
    }

    private static bool Better(SearchEnd end, SearchEnd best) =>
        double.IsFinite(end.Deviance) && (!double.IsFinite(best.Deviance) || end.Deviance < best.Deviance - 1e-9 * (1 + Math.Abs(best.Deviance)));
}
