using IpdEngine.Numerics;

namespace IpdEngine.Stage1.Multilevel.LinearMixed;

/// <summary>The lowest deviance of several searches from fixed starts.</summary>
/// <remarks>
/// A variance at zero is a stationary point of theta whether or not more variance would help, which is where lme4's own optimisers stop short.
/// So each end is asked whether any direction of the random effects still wants variance (Gamma has a negative eigenvalue: then the
/// necessary condition for a minimum over positive semi-definite matrices fails), and is left along it if so.
/// </remarks>
internal sealed class GlobalSearch(ProfiledDeviance deviance, double[] scales)
{
    private static readonly double[] s_sizes = [1.0, 0.35, 0.1, 0.02, 3.0];
    private readonly NewtonSearch _search = new(deviance, new DevianceDerivatives(deviance));
    private readonly int _q = scales.Length;

    /// <summary>Derivatives at the result.</summary>
    internal DevianceDerivatives Derivatives => _search.Derivatives;

    /// <summary>The best end over all starts, its theta in canonical form; the deviance was last evaluated there.</summary>
    internal SearchEnd Run()
    {
        SearchEnd? best = null;
        foreach (var start in Starts())
        {
            var end = Settle(_search.From(start));
            if (best is null || Better(end, best))
                best = end;
        }

        return Finish(best!);
    }

    /// <summary>How large the random effects of each column would be with unit variance: the root mean square of its values.</summary>
    internal static double[] Scales(MixedData data)
    {
        var scales = new double[data.Random];
        for (var k = 0; k < scales.Length; k++)
        {
            for (var i = 0; i < data.Rows; i++)
                scales[k] += data.RandomColumns[i * data.Random + k] * data.RandomColumns[i * data.Random + k];
            scales[k] = Math.Max(Math.Sqrt(scales[k] / data.Rows), 1e-100);
        }

        return scales;
    }

    // All variances alike from small to large; each column alone; for two columns a strong correlation of either sign.
    private List<double[]> Starts()
    {
        var starts = new List<double[]>();
        foreach (var size in s_sizes)
            starts.Add(Start(_ => size));
        for (var alone = 0; _q > 1 && alone < _q; alone++)
            starts.Add(Start(k => k == alone ? 0.5 : 0.02));
        foreach (var correlation in _q == 2 ? (double[])[-0.9, 0.9] : [])
        {
            var start = Start(_ => 0.3);
            (start[1], start[2]) = (correlation * start[2], Math.Sqrt(1 - correlation * correlation) * start[2]);
            starts.Add(start);
        }

        return starts;
    }

    private double[] Start(Func<int, double> size)
    {
        var theta = new double[RelativeFactor.Length(_q)];
        for (var k = 0; k < _q; k++)
            theta[RelativeFactor.Index(_q, k, k)] = size(k) / scales[k];
        return theta;
    }

    /// <summary>Leaves the end as long as a direction wants more variance.</summary>
    private SearchEnd Settle(SearchEnd end)
    {
        for (var round = 0; round < 2 * _q && end.Converged && TryLeave(end, out var start); round++)
        {
            var next = _search.From(start);
            end = next with { Iterations = next.Iterations + end.Iterations };
        }

        return end;
    }

    private bool TryLeave(SearchEnd end, out double[] start)
    {
        start = [];
        double[] gamma = new double[_q * _q], vectors = new double[_q * _q];
        for (var a = 0; a < _q; a++)
            for (var b = 0; b < _q; b++)
                gamma[a * _q + b] = Derivatives.Gamma[a * _q + b] / (scales[a] * scales[b]);
        SymmetricEigen.Decompose(gamma, _q, vectors);
        var lowest = 0;
        for (var k = 1; k < _q; k++)
            if (gamma[k * _q + k] < gamma[lowest * _q + lowest])
                lowest = k;
        if (gamma[lowest * _q + lowest] > -1e-6)
            return false;
        for (var size = 0.3; size > 1e-6; size /= 4)
        {
            var g = RelativeFactor.Covariance(end.Theta, _q);
            for (var a = 0; a < _q; a++)
                for (var b = 0; b < _q; b++)
                    g[a * _q + b] += size * vectors[a * _q + lowest] * vectors[b * _q + lowest] / (scales[a] * scales[b]);
            start = RelativeFactor.Of(g, _q);
            if (deviance.Value(start) < end.Deviance)
                return true;
        }

        return false;
    }

    private static bool Better(SearchEnd end, SearchEnd best) =>
        double.IsFinite(end.Deviance) && (!double.IsFinite(best.Deviance) || end.Deviance < best.Deviance - 1e-9 * (1 + Math.Abs(best.Deviance)));

    private SearchEnd Finish(SearchEnd best)
    {
        if (!double.IsFinite(best.Deviance))
            return best;
        RelativeFactor.Canonise(best.Theta, _q);
        var value = deviance.Value(best.Theta);
        Derivatives.Compute();
        return best with { Deviance = value };
    }
}
