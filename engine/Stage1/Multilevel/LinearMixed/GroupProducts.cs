using System.Runtime.CompilerServices;
using IpdEngine.Numerics;

namespace IpdEngine.Stage1.Multilevel.LinearMixed;

/// <summary>All that the likelihood needs of the data, however many rows there are. Symbols: q random columns, c = p + 1 columns of [Q e].</summary>
internal sealed class GroupProducts
{
    private GroupProducts(MixedData data)
    {
        (Random, Columns) = (data.Random, data.Fixed + 1);
        Length = Lanes.Padded(Triangle.Length(Columns));
        (Total, Scales) = (new double[Length], new double[Random]);
        Sums = Random == 2 ? new PairSums(Columns, data.Groups) : new ClassSums(Random, Columns, data.Groups);
    }

    /// <summary>q.</summary>
    internal int Random { get; }

    /// <summary>c.</summary>
    internal int Columns { get; }

    /// <summary>Padded length of a <see cref="Triangle"/> over the columns.</summary>
    internal int Length { get; }

    /// <summary>[Q e]'[Q e] over all rows.</summary>
    internal double[] Total { get; }

    /// <summary>
    /// Units of the random columns: the power of two below the root mean square of each. T, W and with them Lambda are in these units.
    /// </summary>
    internal double[] Scales { get; }

    /// <summary>The groups.</summary>
    internal GroupSums Sums { get; }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static GroupProducts Of(MixedData data, FixedBasis basis)
    {
        // A vector of zeros after the columns lets a product run past the end of a row.
        var (q, stride, step) = (data.Random, Lanes.Padded(data.Fixed + 1), Lanes.Padded(data.Fixed + 1) + Lanes.Width);
        var products = new GroupProducts(data);
        products.SetScales(data);
        Span<double> t = stackalloc double[q * q], z = stackalloc double[q], units = stackalloc double[q];
        for (var a = 0; a < q; a++)
            units[a] = 1 / products.Scales[a];
        var w = new double[q * step];
        for (var g = 0; g < data.Groups; g++)
        {
            t.Clear();
            Array.Clear(w);
            for (var i = data.GroupStarts[g]; i < data.GroupStarts[g + 1]; i++)
            {
                for (var a = 0; a < q; a++)
                    z[a] = data.RandomColumns[i * q + a] * units[a];
                for (var a = 0; a < q; a++)
                    for (var b = 0; b < q; b++)
                        t[a * q + b] += z[a] * z[b];
                Lanes.AddOuter(z, basis.Rows.AsSpan(i * stride, stride), w, step);
            }

            products.Sums.Add(t, w, step);
        }

        var (k, cross) = (0, new double[stride * stride]);
        MatrixProduct.AddTransposed(basis.Rows, basis.Rows, cross, stride, data.Rows, stride, upper: true);
        for (var r = 0; r < products.Columns; r++)
            for (var c = r; c < products.Columns; c++)
                products.Total[k++] = cross[r * stride + c];
        return products;
    }

    private void SetScales(MixedData data)
    {
        for (var a = 0; a < Random; a++)
        {
            var squares = 0.0;
            for (var i = a; i < data.RandomColumns.Length; i += Random)
                squares += data.RandomColumns[i] * data.RandomColumns[i];
            var size = Math.Sqrt(squares / data.Rows);
            Scales[a] = double.IsNormal(size) ? Math.ScaleB(1, Math.ILogB(size)) : 1;
        }
    }
}
