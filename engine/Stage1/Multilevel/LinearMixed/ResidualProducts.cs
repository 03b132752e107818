using System.Runtime.CompilerServices;

namespace IpdEngine.Stage1.Multilevel.LinearMixed;

/// <summary>Sums over groups that the derivatives of the deviance are made of, each from the products made once.</summary>
/// <remarks>Symbols as in <see cref="DevianceDerivatives"/>; u_a the rows of U_g = B_g W_g, Q_g = U_g K U_g'.</remarks>
internal sealed class ResidualProducts
{
    private readonly ProfiledDeviance _deviance;
    private readonly int _q, _length;
    private readonly double[] _outer, _scales, _form, _gamma, _pairs, _slope;

    internal ResidualProducts(ProfiledDeviance deviance)
    {
        _deviance = deviance;
        (_q, _length) = (deviance.Products.Random, deviance.Products.Length);
        var pairs = deviance.Products.Pairs;
        (_outer, _scales, _form) = (new double[pairs * _length], new double[pairs * pairs], new double[2 * _q * _q]);
        (_gamma, _pairs, _slope) = (new double[_q * _q], new double[_q * _q * _q * _q], new double[_length]);
    }

    /// <summary>sum (P_g - Q_g).</summary>
    internal ReadOnlySpan<double> Gamma => _gamma;

    /// <summary>Fills the sums at the Lambda of the deviance's last evaluation.</summary>
    /// <param name="weights">K as a triangle with doubled off-diagonal.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Compute(ReadOnlySpan<double> weights)
    {
        var (products, factor) = (_deviance.Products, _deviance.Factor);
        Array.Clear(_outer);
        Array.Clear(_gamma);
        Array.Clear(_pairs);
        for (var index = 0; index < products.Classes; index++)
        {
            var table = products.TableOf(index);
            factor.Project(products.ZtzOf(index));
            AddOuters(table, factor.B);
            Span<double> form = Form(table, weights, factor.B);
            var p = factor.P;
            for (var a = 0; a < form.Length; a++)
            {
                _gamma[a] += products.Weights[index] * p[a] - form[a];
                var left = 2 * form[a] - products.Weights[index] * p[a];
                for (var b = 0; b < form.Length; b++)
                    _pairs[a * form.Length + b] += left * p[b];
            }
        }
    }

    /// <summary>S_j = -sum_k Lambda_{k, column} sum_g (u_row u_k' + u_k u_row'), both triangles, c x c.</summary>
    internal void Slope((int Row, int Column) element, Span<double> slope)
    {
        var (row, column) = element;
        _slope.AsSpan().Clear();
        for (var k = 0; k < _q; k++)
        {
            var pair = Triangle.Index(_q, Math.Min(row, k), Math.Max(row, k));
            Lanes.AddScaled((row == k ? -2 : -1) * _deviance.Factor.Lambda[k * _q + column], _outer.AsSpan(pair * _length, _length), _slope);
        }

        Triangle.Expand(_slope, _deviance.Products.Columns, slope);
    }

    /// <summary>sum_g tr((2 Q_g - P_g) G_j P_g G_k), G_j = e_j l_j' + l_j e_j' with l_j a column of Lambda.</summary>
    internal double TracePairs((int Row, int Column) j, (int Row, int Column) k)
    {
        var lambda = _deviance.Factor.Lambda;
        var sum = 0.0;
        for (var s = 0; s < _q; s++)
        {
            for (var t = 0; t < _q; t++)
            {
                var weight = lambda[s * _q + j.Column] * lambda[t * _q + k.Column];
                sum += weight * (PairOf(t, j.Row, s, k.Row) + PairOf(k.Row, j.Row, s, t) + PairOf(t, s, j.Row, k.Row) + PairOf(k.Row, s, j.Row, t));
            }
        }

        return sum;
    }

    private double PairOf(int a, int b, int c, int d) => _pairs[(a * _q + b) * _q * _q + c * _q + d];

    /// <summary>u_a u_a', or u_a u_b' + u_b u_a', from the products of the rows of W.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddOuters(ReadOnlySpan<double> table, ReadOnlySpan<double> b)
    {
        var k = 0;
        for (var r = 0; r < _q; r++)
            for (var s = r; s < _q; s++)
                for (var c = 0; c < _q; c++)
                    for (var d = c; d < _q; d++)
                        _scales[k++] = r == s ? b[r * _q + c] * b[r * _q + d]
                            : c == d ? 2 * b[r * _q + c] * b[s * _q + c]
                            : b[r * _q + c] * b[s * _q + d] + b[r * _q + d] * b[s * _q + c];
        if (_q == 2)
        {
            Lanes.AddThreeRows(_scales, table, _outer);
            return;
        }

        var pairs = _outer.Length / _length;
        for (var pair = 0; pair < pairs; pair++)
            Lanes.AddRows(_scales.AsSpan(pair * pairs, pairs), table, _outer.AsSpan(pair * _length, _length));
    }

    /// <summary>Q_g = B (W K W') B'.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Span<double> Form(ReadOnlySpan<double> table, ReadOnlySpan<double> weights, ReadOnlySpan<double> b)
    {
        Span<double> form = _form.AsSpan(0, _q * _q), inner = _form.AsSpan(_q * _q);
        for (var (c, k) = (0, 0); c < _q; c++)
        {
            for (var d = c; d < _q; d++, k++)
            {
                var trace = Lanes.Dot(table.Slice(k * _length, _length), weights);
                inner[c * _q + d] = inner[d * _q + c] = c == d ? trace : trace / 2;
            }
        }

        for (var r = 0; r < _q; r++)
        {
            for (var s = r; s < _q; s++)
            {
                var sum = 0.0;
                for (var c = 0; c < _q; c++)
                    for (var d = 0; d < _q; d++)
                        sum += b[r * _q + c] * inner[c * _q + d] * b[s * _q + d];
                form[r * _q + s] = form[s * _q + r] = sum;
            }
        }

        return form;
    }
}
