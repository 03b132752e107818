namespace IpdEngine.Stage1.Multilevel.LinearMixed;

/// <summary>What one group adds at a given Lambda; scratch for one thread, used group after group.</summary>
/// <remarks>
/// Symbols: T = Z'Z, W = Z'[Q e], A = I + Lambda'T Lambda = L L', Y = L^-1 Lambda'W (so W'M W = Y'Y with M = Lambda A^-1 Lambda'),
/// D = T Lambda L^-T, U = (I - T M) W = W - D Y, P = T - T M T = T - D D'.
/// </remarks>
internal sealed class GroupFactor(int q, int stride)
{
    private readonly double[] _lambda = new double[q * q];
    private readonly double[] _tl = new double[q * q];
    private readonly double[] _l = new double[q * q];
    private readonly double[] _y = new double[q * stride];
    private readonly double[] _d = new double[q * q];

    /// <summary>Y, q padded rows.</summary>
    internal ReadOnlySpan<double> Y => _y;

    /// <summary>Lambda, q x q.</summary>
    internal ReadOnlySpan<double> Lambda => _lambda;

    internal void SetTheta(ReadOnlySpan<double> theta) => RelativeFactor.Unpack(theta, q, _lambda);

    /// <summary>Computes L and Y; returns |A|.</summary>
    internal double Whiten(ReadOnlySpan<double> ztz, ReadOnlySpan<double> w)
    {
        Span<double> lambda = _lambda, tl = _tl, l = _l, y = _y;
        for (var a = 0; a < q; a++)
        {
            for (var b = 0; b < q; b++)
            {
                var sum = 0.0;
                for (var k = b; k < q; k++)
                    sum += ztz[a * q + k] * lambda[k * q + b];
                tl[a * q + b] = sum;
            }
        }

        var determinant = 1.0;
        for (var a = 0; a < q; a++)
        {
            for (var b = 0; b <= a; b++)
            {
                var sum = a == b ? 1.0 : 0.0;
                for (var k = a; k < q; k++)
                    sum += lambda[k * q + a] * tl[k * q + b];
                for (var k = 0; k < b; k++)
                    sum -= l[a * q + k] * l[b * q + k];
                l[a * q + b] = a == b ? Math.Sqrt(sum) : sum / l[b * q + b];
                if (a == b)
                    determinant *= sum;
            }

            var row = y.Slice(a * stride, stride);
            row.Clear();
            var inverse = 1 / l[a * q + a];
            for (var k = a; k < q; k++)
                Lanes.AddScaled(lambda[k * q + a] * inverse, w.Slice(k * stride, stride), row);
            for (var b = 0; b < a; b++)
                Lanes.AddScaled(-l[a * q + b] * inverse, y.Slice(b * stride, stride), row);
        }

        return determinant;
    }

    /// <summary>After <see cref="Whiten"/>: U and P.</summary>
    internal void Residuals(ReadOnlySpan<double> ztz, ReadOnlySpan<double> w, Span<double> u, Span<double> p)
    {
        Span<double> d = _d, l = _l;
        for (var a = 0; a < q; a++)
        {
            var row = u.Slice(a * stride, stride);
            w.Slice(a * stride, stride).CopyTo(row);
            for (var b = 0; b < q; b++)
            {
                var sum = _tl[a * q + b];
                for (var k = 0; k < b; k++)
                    sum -= d[a * q + k] * l[b * q + k];
                d[a * q + b] = sum / l[b * q + b];
                Lanes.AddScaled(-d[a * q + b], _y.AsSpan(b * stride, stride), row);
            }
        }

        for (var a = 0; a < q; a++)
        {
            for (var b = 0; b < q; b++)
            {
                var sum = ztz[a * q + b];
                for (var k = 0; k < q; k++)
                    sum -= d[a * q + k] * d[b * q + k];
                p[a * q + b] = sum;
            }
        }
    }
}
