using System.Runtime.CompilerServices;

namespace IpdEngine.Stage1.Multilevel.LinearMixed;

/// <summary>What a class of groups needs at a given Lambda; scratch for one thread, used class after class.</summary>
/// <remarks>
/// Symbols: T = Z'Z, G = Lambda Lambda', A = I + Lambda'T Lambda = L L', M = (T + G^-1)^-1 = Lambda A^-1 Lambda', B = (I + T G)^-1 = I - T M,
/// P = B T. With N = L^-1 Lambda' and D = T Lambda L^-T: M = N'N, B = I - D N, P = T - D D'.
/// </remarks>
internal sealed class ClassFactor(int q)
{
    private readonly double[] _lambda = new double[q * q];
    private readonly double[] _tl = new double[q * q];
    private readonly double[] _l = new double[q * q];
    private readonly double[] _n = new double[q * q];
    private readonly double[] _d = new double[q * q];
    private readonly double[] _m = new double[q * q];
    private readonly double[] _b = new double[q * q];
    private readonly double[] _p = new double[q * q];

    /// <summary>M, q x q.</summary>
    internal ReadOnlySpan<double> M => _m;

    /// <summary>B, q x q, not symmetric.</summary>
    internal ReadOnlySpan<double> B => _b;

    /// <summary>P, q x q.</summary>
    internal ReadOnlySpan<double> P => _p;

    /// <summary>Takes a Lambda, q x q, of any shape: only Lambda Lambda' matters.</summary>
    internal void SetLambda(ReadOnlySpan<double> lambda) => lambda[.._lambda.Length].CopyTo(_lambda);

    /// <summary>Computes M; returns |A|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal double Invert(ReadOnlySpan<double> t)
    {
        Span<double> lambda = _lambda, tl = _tl, l = _l, n = _n;
        for (var a = 0; a < q; a++)
        {
            for (var b = 0; b < q; b++)
            {
                tl[a * q + b] = 0;
                for (var k = 0; k < q; k++)
                    tl[a * q + b] += t[a * q + k] * lambda[k * q + b];
            }
        }

        var determinant = 1.0;
        for (var a = 0; a < q; a++)
        {
            for (var b = 0; b <= a; b++)
            {
                var sum = a == b ? 1.0 : 0.0;
                for (var k = 0; k < q; k++)
                    sum += lambda[k * q + a] * tl[k * q + b];
                for (var k = 0; k < b; k++)
                    sum -= l[a * q + k] * l[b * q + k];
                l[a * q + b] = a == b ? Math.Sqrt(sum) : sum / l[b * q + b];
                if (a == b)
                    determinant *= sum;
            }

            for (var column = 0; column < q; column++)
            {
                var sum = lambda[column * q + a];
                for (var k = 0; k < a; k++)
                    sum -= l[a * q + k] * n[k * q + column];
                n[a * q + column] = sum / l[a * q + a];
            }
        }

        Gram(n, _m);
        return determinant;
    }

    /// <summary>Computes B and P.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Project(ReadOnlySpan<double> t)
    {
        Invert(t);
        Span<double> d = _d, l = _l;
        for (var a = 0; a < q; a++)
        {
            for (var b = 0; b < q; b++)
            {
                var sum = _tl[a * q + b];
                for (var k = 0; k < b; k++)
                    sum -= d[a * q + k] * l[b * q + k];
                d[a * q + b] = sum / l[b * q + b];
            }
        }

        for (var a = 0; a < q; a++)
        {
            for (var b = 0; b < q; b++)
            {
                (_b[a * q + b], _p[a * q + b]) = (a == b ? 1 : 0, t[a * q + b]);
                for (var k = 0; k < q; k++)
                {
                    _b[a * q + b] -= d[a * q + k] * _n[k * q + b];
                    _p[a * q + b] -= d[a * q + k] * d[b * q + k];
                }
            }
        }
    }

    private void Gram(ReadOnlySpan<double> n, Span<double> m)
    {
        for (var a = 0; a < q; a++)
        {
            for (var b = 0; b < q; b++)
            {
                m[a * q + b] = 0;
                for (var k = 0; k < q; k++)
                    m[a * q + b] += n[k * q + a] * n[k * q + b];
            }
        }
    }
}
