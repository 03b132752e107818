using System.Runtime.CompilerServices;
using IpdEngine.Numerics;

namespace IpdEngine.Stage1.Multilevel.Sparse;

/// <summary>The elements of a sparse inverse that lie within the factor's pattern: all that the gradient of a log-determinant needs.</summary>
/// <remarks>
/// W = B^-1, supernode by supernode from the last: with T = U_ss^-1 U_sR, W_sR = -T W_RR and W_ss = (U_ss'U_ss)^-1 - W_sR T'.
/// Source: Takahashi, Fagan and Chin 1973; Erisman and Tinney 1975, doi 10.1145/360680.360704.
/// </remarks>
internal sealed class SelectedInverse
{
    private readonly SupernodalFactor _factor;
    private readonly SupernodeLayout _layout;
    private readonly double[] _t, _rest, _own, _inverse;

    internal SelectedInverse(SupernodalFactor factor)
    {
        (_factor, _layout) = (factor, factor.Layout);
        Values = new double[_layout.Length];
        _t = new double[_layout.Supernodes.Max(s => s.Width * s.Columns.Length)];
        _rest = new double[_layout.Supernodes.Max(s => s.Columns.Length * s.Columns.Length)];
        _own = new double[_layout.Supernodes.Max(s => s.Width * s.Width)];
        _inverse = new double[_own.Length];
    }

    /// <summary>W at the places of the layout: upper triangles; right only in the columns asked for.</summary>
    internal double[] Values { get; }

    /// <summary>Inverts B without the border's columns from <paramref name="border"/> on.</summary>
    /// <param name="border">How many columns of the border take part.</param>
    internal void Compute(int border)
    {
        var last = _layout.Supernodes.Count - 1;
        for (var index = last; index >= 0; index--)
        {
            var s = _layout.Supernodes[index];
            if (index == last)
                Own(s, border);
            else
                Row(s, s.Columns.Length - (_layout.Border - border));
        }
    }

    /// <summary>(U_ss'U_ss)^-1 of the first columns of a supernode, stored in its own block.</summary>
    private void Own(Supernode s, int width)
    {
        for (var k = 0; k < width; k++)
            _factor.Values.AsSpan(s.Offset + k * s.Stride, width).CopyTo(_own.AsSpan(k * width));
        Cholesky.Inverse(_own, width, _inverse);
        for (var k = 0; k < width; k++)
            _inverse.AsSpan(k * width, width).CopyTo(Values.AsSpan(s.Offset + k * s.Stride));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Row(Supernode s, int r)
    {
        Own(s, s.Width);
        var (w, u) = (s.Width, _factor.Values);
        for (var k = w - 1; k >= 0; k--)
        {
            var row = _t.AsSpan(k * r, r);
            var from = u.AsSpan(s.Offset + k * s.Stride, s.Stride);
            from.Slice(w, r).CopyTo(row);
            for (var j = k + 1; j < w; j++)
                VectorAlgebra.AddScaled(-from[j], _t.AsSpan(j * r, r), row);
            var scale = 1 / from[k];
            for (var b = 0; b < r; b++)
                row[b] *= scale;
        }

        Gather(s, r);
        for (var k = 0; k < w; k++)
        {
            var t = _t.AsSpan(k * r, r);
            var row = Values.AsSpan(s.Offset + k * s.Stride + w, r);
            for (var a = 0; a < r; a++)
                row[a] = -VectorAlgebra.Dot(t, _rest.AsSpan(a * r, r));
        }

        for (var k = 0; k < w; k++)
        {
            var row = Values.AsSpan(s.Offset + k * s.Stride, s.Stride);
            for (var j = k; j < w; j++)
                row[j] -= VectorAlgebra.Dot(row.Slice(w, r), _t.AsSpan(j * r, r));
        }
    }

    /// <summary>W_RR, both triangles.</summary>
    private void Gather(Supernode s, int r)
    {
        foreach (var segment in s.Segments)
        {
            var owner = _layout.Supernodes[segment.Owner];
            for (var a = segment.Start; a < Math.Min(segment.End, r); a++)
            {
                var row = Values.AsSpan(owner.Offset + (s.Columns[a] - owner.First) * owner.Stride, owner.Stride);
                for (var b = a; b < r; b++)
                    _rest[a * r + b] = _rest[b * r + a] = row[segment.Places[b - segment.Start]];
            }
        }
    }
}
