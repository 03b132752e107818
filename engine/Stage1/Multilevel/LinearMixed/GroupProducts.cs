using System.Runtime.CompilerServices;

namespace IpdEngine.Stage1.Multilevel.LinearMixed;

/// <summary>All that the likelihood needs of the data, however many rows there are.</summary>
/// <remarks>
/// The likelihood is linear in the products w_a w_b' of the rows of W_g = Z_g'[Q e], with weights that depend on T_g = Z_g'Z_g alone. So the
/// products are made once, and groups with one T (persons with as many sessions, where only the intercept varies; every group of a balanced
/// design) are summed into one class. Symbols: q random columns, c = p + 1 columns of [Q e].
/// </remarks>
internal sealed class GroupProducts
{
    /// <summary>Classes among which a group's T is looked for: enough for intercepts, and cheap where every T differs.</summary>
    private const int SharedClasses = 16;

    private GroupProducts(int random, int columns, int groups)
    {
        (Random, Columns, Pairs) = (random, columns, Triangle.Length(random));
        Length = Lanes.Padded(Triangle.Length(columns));
        (Total, Weights, Scales) = (new double[Length], new double[groups], new double[random]);
        (Ztz, Table) = (new double[groups * random * random], new double[groups][]);
    }

    /// <summary>q.</summary>
    internal int Random { get; }

    /// <summary>c.</summary>
    internal int Columns { get; }

    /// <summary>Pairs of random columns, q (q + 1) / 2.</summary>
    internal int Pairs { get; }

    /// <summary>Padded length of a <see cref="Triangle"/> over the columns.</summary>
    internal int Length { get; }

    /// <summary>Number of classes.</summary>
    internal int Classes { get; private set; }

    /// <summary>[Q e]'[Q e] over all rows.</summary>
    internal double[] Total { get; }

    /// <summary>
    /// Units of the random columns: the power of two below the root mean square of each. T, W and with them Lambda are in these units.
    /// </summary>
    internal double[] Scales { get; }

    /// <summary>Groups of each class.</summary>
    internal double[] Weights { get; }

    /// <summary>T, q x q a class.</summary>
    private double[] Ztz { get; }

    private double[][] Table { get; }

    /// <summary>T of a class.</summary>
    internal ReadOnlySpan<double> ZtzOf(int index) => Ztz.AsSpan(index * Random * Random, Random * Random);

    /// <summary>The products of a class: for each pair a &lt;= b a row of <see cref="Length"/>, the sum over its groups of w_a w_a', or w_a w_b' + w_b w_a'.</summary>
    internal ReadOnlySpan<double> TableOf(int index) => Table[index].AsSpan(0, Pairs * Length);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static GroupProducts Of(MixedData data, FixedBasis basis)
    {
        // A vector of zeros after the columns lets a product run past the end of a row.
        var (q, stride, step) = (data.Random, Lanes.Padded(data.Fixed + 1), Lanes.Padded(data.Fixed + 1) + Lanes.Width);
        var products = new GroupProducts(q, data.Fixed + 1, data.Groups);
        products.SetScales(data);
        Span<double> t = stackalloc double[q * q], z = stackalloc double[q];
        var w = new double[q * step];
        for (var g = 0; g < data.Groups; g++)
        {
            t.Clear();
            Array.Clear(w);
            for (var i = data.GroupStarts[g]; i < data.GroupStarts[g + 1]; i++)
            {
                for (var a = 0; a < q; a++)
                    z[a] = data.RandomColumns[i * q + a] / products.Scales[a];
                for (var a = 0; a < q; a++)
                {
                    for (var b = 0; b < q; b++)
                        t[a * q + b] += z[a] * z[b];
                    Lanes.AddScaled(z[a], basis.Rows.AsSpan(i * stride, stride), w.AsSpan(a * step, stride));
                }
            }

            products.Add(t, w, step);
        }

        var k = 0;
        var cross = Lanes.CrossProduct(basis.Rows, data.Rows, stride);
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(ReadOnlySpan<double> t, ReadOnlySpan<double> w, int stride)
    {
        var index = IndexOf(t);
        if (index == Classes)
        {
            t.CopyTo(Ztz.AsSpan(index * t.Length));
            Table[index] = new double[Pairs * Length + Lanes.Width];
            Classes++;
        }

        Weights[index]++;
        var row = Table[index].AsSpan();
        for (var a = 0; a < Random; a++)
            for (var b = a; b < Random; b++, row = row[Length..])
                Lanes.AddTriangle(a == b ? 0.5 : 1, w.Slice(a * stride, stride), w.Slice(b * stride, stride), row, Columns);
    }

    private int IndexOf(ReadOnlySpan<double> t)
    {
        for (var index = 0; index < Math.Min(Classes, SharedClasses); index++)
            if (ZtzOf(index).SequenceEqual(t))
                return index;
        return Classes;
    }
}
