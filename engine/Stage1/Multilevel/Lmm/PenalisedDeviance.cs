using System.Runtime.CompilerServices;
using IpdEngine.Stage1.Multilevel.Sparse;

namespace IpdEngine.Stage1.Multilevel.Lmm;

/// <summary>The deviance of a linear mixed model with any random terms as a function of Lambda, sigma and beta profiled out.</summary>
/// <remarks>
/// B = [Lambda'Z'Z Lambda + I, Lambda'Z'[Q e]; ., [Q e]'[Q e]] = U'U. d = 2 sum log U_kk over the random effects, by REML over Q too (and the basis' own
/// log-determinant), + v (1 + log(2 pi r^2 / v)) - sum log weights, r the last diagonal element of U, v = n - p by REML, n by ML.
/// Source: Bates, Mächler, Bolker and Walker 2015, doi 10.18637/jss.v067.i01, equations 34, 41 and 42. One instance serves one thread.
/// </remarks>
internal sealed class PenalisedDeviance
{
    private readonly double _basisLogDeterminant, _logWeights;
    private readonly (int Place, int Stride, bool Turned)[] _targets;
    private readonly int[] _borderPlaces, _strides;
    private readonly double[][] _lambda;
    private readonly double[] _product;

    internal PenalisedDeviance(BlockProducts products, SupernodeLayout layout, LambdaLayout parameters, int rows, bool reml, double basisLogDeterminant, double logWeights)
    {
        (Products, Parameters, Reml) = (products, parameters, reml);
        (_basisLogDeterminant, _logWeights) = (basisLogDeterminant, logWeights);
        Fixed = products.Border - 1;
        Freedom = reml ? rows - Fixed : rows;
        Factor = new SupernodalFactor(layout);
        _lambda = [.. products.Widths.Select(w => new double[w * w])];
        _product = new double[products.Widths.Max() * products.Widths.Max()];
        _targets = [.. products.Pairs.Select(pair =>
        {
            var (a, b) = (layout.FirstColumn[pair.A], layout.FirstColumn[pair.B]);
            var (place, stride) = layout.At(Math.Min(a, b), Math.Max(a, b));
            return (place, stride, a > b);
        })];
        _borderPlaces = [.. Enumerable.Range(0, products.FactorOf.Length).Select(v => layout.At(layout.FirstColumn[v], layout.Sparse).Place)];
        _strides = [.. layout.FirstColumn.Select(column => layout.At(column, column).Stride)];
    }

    internal BlockProducts Products { get; }

    internal LambdaLayout Parameters { get; }

    internal bool Reml { get; }

    /// <summary>p.</summary>
    internal int Fixed { get; }

    /// <summary>v: n - p by REML, n by ML.</summary>
    internal int Freedom { get; }

    /// <summary>U at the last Lambda.</summary>
    internal SupernodalFactor Factor { get; }

    /// <summary>r^2 at the last Lambda.</summary>
    internal double ResidualSquares { get; private set; }

    /// <summary>log |Lambda'Z'Z Lambda + I|, by REML + log |X'V^-1 X|, less the log weights, at the last Lambda.</summary>
    internal double LogDeterminants { get; private set; }

    /// <summary>Evaluations so far.</summary>
    internal int Evaluations { get; private set; }

    /// <summary>Lambda of each factor, Width x Width row-major, zero between terms.</summary>
    internal IReadOnlyList<double[]> Lambda => _lambda;

    /// <summary>Place of a pair's block in the layout: its first element, the distance of rows, and whether it lies there turned.</summary>
    internal (int Place, int Stride, bool Turned) Target(int pair) => _targets[pair];

    /// <summary>Place of a node's first element in the border's columns.</summary>
    internal int BorderPlace(int node) => _borderPlaces[node];

    /// <summary>Distance from row to row of a node's elements in the layout.</summary>
    internal int StrideOf(int node) => _strides[node];

    /// <summary>The deviance; NaN where the residual vanishes.</summary>
    /// <param name="lambda">Elements of Lambda as <see cref="LambdaLayout"/> has them, any shape.</param>
    internal double Value(ReadOnlySpan<double> lambda) =>
        Decompose(lambda) ? LogDeterminants + Freedom * (1 + Math.Log(2 * Math.PI * ResidualSquares / Freedom)) : double.NaN;

    /// <summary>The deviance at a given sigma.</summary>
    internal double Value(ReadOnlySpan<double> lambda, double sigma) =>
        Decompose(lambda) ? LogDeterminants + Freedom * Math.Log(2 * Math.PI * sigma * sigma) + ResidualSquares / (sigma * sigma) : double.NaN;

    private bool Decompose(ReadOnlySpan<double> lambda)
    {
        Evaluations++;
        foreach (var element in lambda)
            if (!double.IsFinite(element))
                return Fail();
        foreach (var t in Parameters.Terms)
        {
            var width = Products.Widths[t.Factor];
            for (var a = 0; a < t.Columns; a++)
                lambda.Slice(t.Start + a * t.Columns, t.Columns).CopyTo(_lambda[t.Factor].AsSpan((t.Column + a) * width + t.Column));
        }

        Fill();
        if (!Factor.Factor())
            return Fail();
        var border = Factor.Layout.Supernodes[^1];
        var residual = Factor.Values[border.Offset + border.Width * border.Width - 1];
        ResidualSquares = residual * residual;
        LogDeterminants = 2 * Factor.LogDiagonal(0, Factor.Layout.Sparse + (Reml ? Fixed : 0)) + (Reml ? _basisLogDeterminant : 0) - _logWeights;
        return true;
    }

    private bool Fail()
    {
        (ResidualSquares, LogDeterminants) = (double.NaN, double.NaN);
        return false;
    }

    /// <summary>B at the places of the layout.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Fill()
    {
        var values = Factor.Values;
        Array.Clear(values);
        var product = _product;
        for (var k = 0; k < Products.Pairs.Length; k++)
        {
            var (a, b, start) = Products.Pairs[k];
            var (place, stride, turned) = _targets[k];
            var (la, lb) = (_lambda[Products.FactorOf[a]], _lambda[Products.FactorOf[b]]);
            var (ma, mb) = (Products.Widths[Products.FactorOf[a]], Products.Widths[Products.FactorOf[b]]);
            if (ma == 1 && mb == 1)
            {
                values[place] = la[0] * Products.Blocks[start] * lb[0] + (a == b ? 1 : 0);
                continue;
            }

            SmallProducts.Sandwich(la, ma, Products.Blocks.AsSpan(start, ma * mb), lb, mb, product);
            for (var i = 0; i < ma; i++)
                for (var j = 0; j < mb; j++)
                    values[turned ? place + j * stride + i : place + i * stride + j] = product[i * mb + j] + (a == b && i == j ? 1 : 0);
        }

        FillBorder(values);
    }

    private void FillBorder(double[] values)
    {
        var border = Products.Border;
        for (var v = 0; v < Products.FactorOf.Length; v++)
        {
            var (lambda, m) = (_lambda[Products.FactorOf[v]], Products.Widths[Products.FactorOf[v]]);
            var (place, stride) = (_borderPlaces[v], _strides[v]);
            for (var i = 0; i < m; i++)
            {
                var row = values.AsSpan(place + i * stride, border);
                for (var k = 0; k < m; k++)
                {
                    var factor = lambda[k * m + i];
                    if (factor == 0)
                        continue;
                    var from = Products.OfBorder.AsSpan((Products.FirstOfNode[v] + k) * border, border);
                    for (var j = 0; j < border; j++)
                        row[j] += factor * from[j];
                }
            }
        }

        Products.BorderSquare.CopyTo(values, Factor.Layout.Supernodes[^1].Offset);
    }
}
