namespace IpdEngine.Stage1.Multilevel.LinearMixed;

/// <summary>All that the likelihood needs of the data: Z'Z and Z'[Q e] of each group, and [Q e]'[Q e] over all rows.</summary>
/// <param name="Random">q.</param>
/// <param name="Columns">p + 1: columns of [Q e].</param>
/// <param name="Stride">Padded length of a row of W.</param>
/// <param name="Total">[Q e]'[Q e], stride x stride, upper triangle.</param>
/// <param name="Ztz">Z'Z, q x q an entry.</param>
/// <param name="W">Z'[Q e], q rows of <paramref name="Stride"/> an entry.</param>
/// <param name="Weights">Groups that an entry stands for in sums over groups of what depends on Z'Z alone.</param>
internal sealed record GroupProducts(int Random, int Columns, int Stride, double[] Total, double[] Ztz, double[] W, double[] Weights)
{
    /// <summary>Number of entries.</summary>
    internal int Entries => Weights.Length;

    /// <summary>Z'Z of an entry.</summary>
    internal ReadOnlySpan<double> ZtzOf(int entry) => Ztz.AsSpan(entry * Random * Random, Random * Random);

    /// <summary>Z'[Q e] of an entry.</summary>
    internal ReadOnlySpan<double> WOf(int entry) => W.AsSpan(entry * Random * Stride, Random * Stride);

    /// <summary>One entry a group.</summary>
    internal static GroupProducts Of(MixedData data, FixedBasis basis)
    {
        var (q, stride, groups) = (data.Random, Lanes.Padded(data.Fixed + 1), data.Groups);
        var (ztz, w, weights) = (new double[groups * q * q], new double[groups * q * stride], new double[groups]);
        for (var g = 0; g < groups; g++)
        {
            weights[g] = 1;
            var zz = ztz.AsSpan(g * q * q, q * q);
            var zw = w.AsSpan(g * q * stride, q * stride);
            for (var i = data.GroupStarts[g]; i < data.GroupStarts[g + 1]; i++)
            {
                var z = data.RandomColumns.AsSpan(i * q, q);
                for (var a = 0; a < q; a++)
                {
                    for (var b = 0; b < q; b++)
                        zz[a * q + b] += z[a] * z[b];
                    Lanes.AddScaled(z[a], basis.Rows.AsSpan(i * stride, stride), zw.Slice(a * stride, stride));
                }
            }
        }

        return new GroupProducts(q, data.Fixed + 1, stride, Lanes.CrossProduct(basis.Rows, data.Rows, stride), ztz, w, weights);
    }
}
