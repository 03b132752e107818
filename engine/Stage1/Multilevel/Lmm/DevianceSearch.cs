using IpdEngine.Numerics;
using IpdEngine.Numerics.Minimisation;
using IpdEngine.Stage1.Multilevel.LinearMixed;

namespace IpdEngine.Stage1.Multilevel.Lmm;

/// <summary>The lowest deviance of several searches over Lambda, whatever its terms.</summary>
/// <remarks>
/// All elements of each term's Lambda move, unbounded, by BFGS with the exact gradient; the lowest end is sharpened by Newton's method. A variance
/// at zero is a stationary point whether or not more variance would help, so each end is asked along the directions without variance, near and far,
/// and left where one is lower: there lme4's own optimisers may stop short.
/// </remarks>
internal sealed class DevianceSearch(PenalisedDeviance deviance, PenalisedGradient gradient)
{
    private const double NothingLeft = 1e-13;

    /// <summary>A scaled gradient that promises less than 5e-6 of the deviance when every step has been tried: a direction so flat that its curvature is rounding.</summary>
    private const double Unimprovable = 3e-3;

    private const int MostSharpened = 144;
    private const int MostRounds = 40;
    private const int Departures = 12;

    private static readonly double[] s_sizes = [1.0, 0.3, 0.1, 0.03, 3.0];
    private static readonly double[] s_departures = [0.02, 0.1, 0.4, 1.0];

    private readonly LambdaLayout _layout = deviance.Parameters;
    private int _iterations;

    /// <summary>Starts that are followed to the end.</summary>
    internal int Searches { get; init; } = 3;

    /// <summary>Whether a search found no end because fixed and random effects pass through every row.</summary>
    internal bool Vanished { get; private set; }

    /// <summary>The best end; meaningless where the residual <see cref="Vanished"/>.</summary>
    internal SearchEnd Run()
    {
        var starts = Starts();
        var heights = starts.ConvertAll(start => deviance.Value(start));
        SearchEnd? best = null;
        // Three columns of a term, or three terms, have local optima often enough to follow every start.
        var many = Searches > 1 && (_layout.Terms.Length > 2 || _layout.Terms.Any(t => t.Columns > 2));
        var (followed, alike) = (0, false);
        foreach (var index in Enumerable.Range(0, starts.Count).OrderBy(i => double.IsNaN(heights[i]) ? double.PositiveInfinity : heights[i]).Take(many ? starts.Count : Searches))
        {
            // Two searches that end at one place are believed.
            if (followed == 2 && alike && !many)
                break;
            var end = Descend(starts[index]);
            followed++;
            alike = best is not null && Math.Abs(end.Deviance - best.Deviance) < 1e-5;
            if (best is null || Lower(end.Deviance, best.Deviance))
                best = end;
        }

        for (var round = 0; !Vanished && round < Departures && TryLeave(best!, out var start); round++)
            best = Descend(start);
        return (Vanished ? best! : Sharpen(best!)) with { Iterations = _iterations };
    }

    private static bool Lower(double value, double than) => double.IsFinite(value) && (!double.IsFinite(than) || value < than - 1e-9 * (1 + Math.Abs(than)));

    private List<double[]> Starts()
    {
        var starts = new List<double[]>();
        foreach (var size in s_sizes)
            starts.Add(Start(_ => size));
        for (var alone = 0; _layout.Terms.Length > 1 && alone < Math.Min(_layout.Terms.Length, 8); alone++)
            starts.Add(Start(t => t == alone ? 0.7 : 0.05));
        return starts;
    }

    private double[] Start(Func<int, double> size)
    {
        var lambda = new double[_layout.Full];
        for (var t = 0; t < _layout.Terms.Length; t++)
            for (var k = 0; k < _layout.Terms[t].Columns; k++)
                lambda[_layout.Terms[t].Start + k * (_layout.Terms[t].Columns + 1)] = size(t);
        return lambda;
    }

    private SearchEnd Descend(double[] start)
    {
        var lowest = double.PositiveInfinity;
        var end = QuasiNewtonMinimiser.Minimise(
            (point, slopes) =>
            {
                var value = Vanished ? double.NaN : deviance.Value(point);
                if (!double.IsFinite(value))
                    return double.PositiveInfinity;
                // The deviance falls for ever where nothing is left of the residual.
                if (value < lowest && !(deviance.ResidualSquares > NothingLeft * deviance.Products.BorderSquare[^1]))
                {
                    Vanished = true;
                    return double.PositiveInfinity;
                }

                lowest = Math.Min(lowest, value);
                gradient.Compute();
                gradient.Values.CopyTo(slopes);
                return value;
            },
            start, tolerance: 1e-6, maximumIterations: 300);
        _iterations += end.Iterations;
        return new SearchEnd(end.Point, end.Value, end.Iterations, VectorAlgebra.MaximumAbsolute(end.Gradient), end.Converged);
    }

    /// <summary>Newton's method from an end, its curvature from differences of the exact gradient.</summary>
    private SearchEnd Sharpen(SearchEnd end)
    {
        if (!double.IsFinite(end.Deviance) || _layout.Full > MostSharpened)
            return end;
        var m = _layout.Full;
        double[] curvature = new double[m * m], hessian = new double[m * m], vectors = new double[m * m], step = new double[m], trial = new double[m];
        var scaled = double.PositiveInfinity;
        for (var round = 0; round < MostRounds; round++)
        {
            // Where a small step has just been taken, the curvature is still the last one's.
            var fresh = !(scaled < 1e-2);
            if (fresh)
                Curvature(end.Lambda, curvature);
            curvature.CopyTo(hessian, 0);
            deviance.Value(end.Lambda);
            gradient.Compute();
            var (now, saddle) = ModifiedNewton.Step(hessian, gradient.Values, end.Lambda, 1e-5, step, vectors);
            var settled = now < 1e-7 || (round > 2 && now > 0.3 * scaled && now < 1e-5);
            scaled = saddle ? double.PositiveInfinity : now;
            end = end with { ScaledGradient = now, Converged = now < Unimprovable && !saddle };
            if (settled && !saddle)
                break;
            // Near the minimum the gain drowns in the deviance's own rounding.
            var slack = now < 1e-3 ? 1e-10 * (1 + Math.Abs(end.Deviance)) : 0;
            var moved = false;
            for (var (halving, length) = (0, 1.0); halving < 30 && !moved; halving++, length /= 2)
            {
                for (var j = 0; j < m; j++)
                    trial[j] = end.Lambda[j] + length * step[j];
                var value = deviance.Value(trial);
                if (!(value < end.Deviance + slack))
                    continue;
                end = end with { Lambda = [.. trial], Deviance = value };
                moved = true;
            }

            _iterations++;
            if (!moved && fresh)
                break;
            if (!moved)
                scaled = double.PositiveInfinity;
        }

        return end;
    }

    private void Curvature(double[] lambda, double[] hessian)
    {
        var m = lambda.Length;
        var moved = (double[])lambda.Clone();
        var above = new double[m];
        for (var j = 0; j < m; j++)
        {
            var h = 1e-4 * Math.Max(1, Math.Abs(lambda[j]));
            moved[j] = lambda[j] + h;
            deviance.Value(moved);
            gradient.Compute();
            gradient.Values.CopyTo(above, 0);
            moved[j] = lambda[j] - h;
            deviance.Value(moved);
            gradient.Compute();
            for (var k = 0; k < m; k++)
                hessian[j * m + k] = (above[k] - gradient.Values[k]) / (2 * h);
            moved[j] = lambda[j];
        }

        for (var j = 0; j < m; j++)
            for (var k = 0; k < j; k++)
                hessian[j * m + k] = hessian[k * m + j] = (hessian[j * m + k] + hessian[k * m + j]) / 2;
    }

    /// <summary>A lower point along a direction in which the end has no variance.</summary>
    private bool TryLeave(SearchEnd end, out double[] start)
    {
        start = [];
        if (!double.IsFinite(end.Deviance))
            return false;
        foreach (var term in _layout.Terms)
        {
            var q = term.Columns;
            var own = end.Lambda.AsSpan(term.Start, q * q).ToArray();
            double[] g = RelativeFactor.Covariance(own, q), vectors = new double[q * q];
            SymmetricEigen.Decompose(g, q, vectors);
            for (var k = 0; k < q; k++)
            {
                if (g[k * q + k] > 1e-4)
                    continue;
                foreach (var size in s_departures)
                {
                    var widened = new double[q * (q + 1)];
                    for (var a = 0; a < q; a++)
                    {
                        own.AsSpan(a * q, q).CopyTo(widened.AsSpan(a * (q + 1)));
                        widened[a * (q + 1) + q] = size * vectors[a * q + k];
                    }

                    var trial = (double[])end.Lambda.Clone();
                    RelativeFactor.Unpack(RelativeFactor.Theta(widened, q, q + 1, 0), q, trial.AsSpan(term.Start, q * q));
                    if (!Lower(deviance.Value(trial), end.Deviance))
                        continue;
                    start = trial;
                    return true;
                }
            }
        }

        return false;
    }
}
