using System.Runtime.CompilerServices;
using IpdEngine.Stage1.Multilevel.Sparse;

namespace IpdEngine.Stage1.Multilevel.Lmm;

/// <summary>Derivatives with respect to the elements of Lambda at the point where a deviance was last evaluated.</summary>
/// <remarks>
/// With W the inverse of B (by REML with Q, by ML the random effects alone) on its pattern and w = r^2 B^-1 e_last:
/// dd = tr(W dB) + (v / r^2) w'dB w, and dB = dLambda'(M Lambda) + (Lambda'M) dLambda, M = [Z Q e]'[Z Q e].
/// Source: Bates and DebRoy 2004, doi 10.1016/j.jmva.2004.04.013; here with the selected inverse in place of the whole one.
/// </remarks>
internal sealed class PenalisedGradient
{
    private readonly PenalisedDeviance _deviance;
    private readonly BlockProducts _products;
    private readonly SelectedInverse _inverse;
    private readonly double[][] _byFactor;
    private readonly double[] _solution, _spread, _image;
    private readonly double[] _left, _right;

    internal PenalisedGradient(PenalisedDeviance deviance)
    {
        (_deviance, _products) = (deviance, deviance.Products);
        _inverse = new SelectedInverse(deviance.Factor);
        _byFactor = [.. _products.Widths.Select(w => new double[w * w])];
        _solution = new double[deviance.Factor.Layout.Sparse + _products.Border];
        (_spread, _image) = (new double[_products.FirstOfNode[^1]], new double[_products.FirstOfNode[^1]]);
        var widest = _products.Widths.Max();
        (_left, _right) = (new double[widest * widest], new double[Math.Max(widest, _products.Border) * widest]);
        Values = new double[deviance.Parameters.Full];
        ResidualSlopes = new double[deviance.Parameters.Full];
    }

    /// <summary>dd / dLambda.</summary>
    internal double[] Values { get; }

    /// <summary>d r^2 / dLambda.</summary>
    internal double[] ResidualSlopes { get; }

    /// <summary>Fills <see cref="Values"/> and <see cref="ResidualSlopes"/>.</summary>
    internal void Compute()
    {
        Clear();
        AddForm();
        Pick(ResidualSlopes);
        Clear();
        AddTrace();
        Pick(Values);
        for (var k = 0; k < Values.Length; k++)
            Values[k] += _deviance.Freedom / _deviance.ResidualSquares * ResidualSlopes[k];
    }

    /// <summary>Derivatives of c'(Q'V^-1 Q)^-1 c, c a contrast on the basis; returns the form itself.</summary>
    internal double ContrastSlopes(ReadOnlySpan<double> contrast, Span<double> slopes)
    {
        var form = SolveContrast(contrast);
        Clear();
        AddForm(_solution);
        Pick(slopes);
        foreach (ref var slope in slopes)
            slope = -slope;
        return form;
    }

    /// <summary>Derivatives of the contrast's estimate: g'dB w, g = B^-1 [0; c] and w the solution.</summary>
    internal void MeanSlopes(ReadOnlySpan<double> contrast, Span<double> slopes)
    {
        double[] w = [.. Solution()];
        SolveContrast(contrast);
        Clear();
        AddForm(_solution, w);
        AddForm(w, _solution);
        Pick(slopes);
        foreach (ref var slope in slopes)
            slope /= 2;
    }

    /// <summary>r^2 B^-1 e_last: minus the spherical random effects and the coefficients of Q, then 1.</summary>
    internal ReadOnlySpan<double> Solution()
    {
        Array.Clear(_solution);
        _solution[^1] = Math.Sqrt(_deviance.ResidualSquares);
        _deviance.Factor.SolveUpper(_solution);
        return _solution;
    }

    /// <summary>B^-1 [0; c] without the response's column: solved forwards in the border alone, backwards through all.</summary>
    private double SolveContrast(ReadOnlySpan<double> contrast)
    {
        var border = _deviance.Factor.Layout.Supernodes[^1];
        var (u, p, first) = (_deviance.Factor.Values, contrast.Length, border.First);
        Array.Clear(_solution);
        var form = 0.0;
        for (var k = 0; k < p; k++)
        {
            var sum = contrast[k];
            for (var i = 0; i < k; i++)
                sum -= u[border.Offset + i * border.Stride + k] * _solution[first + i];
            _solution[first + k] = sum / u[border.Offset + k * border.Stride + k];
            form += _solution[first + k] * _solution[first + k];
        }

        _deviance.Factor.SolveUpper(_solution);
        return form;
    }

    private void Clear()
    {
        foreach (var matrix in _byFactor)
            Array.Clear(matrix);
    }

    private void AddForm()
    {
        Solution();
        AddForm(_solution);
    }

    /// <summary>Adds the derivative of x'B x at fixed x.</summary>
    private void AddForm(double[] x) => AddForm(x, x);

    /// <summary>Adds 2 (M Lambda y)_a x_a' over the nodes.</summary>
    private void AddForm(double[] x, double[] y)
    {
        Image(y);
        var layout = _deviance.Factor.Layout;
        for (var v = 0; v < _products.FactorOf.Length; v++)
        {
            var (g, m, first) = (_byFactor[_products.FactorOf[v]], _products.Widths[_products.FactorOf[v]], _products.FirstOfNode[v]);
            for (var i = 0; i < m; i++)
                for (var j = 0; j < m; j++)
                    g[i * m + j] += 2 * _image[first + i] * x[layout.FirstColumn[v] + j];
        }
    }

    /// <summary>Rows of M Lambda x that belong to Z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Image(double[] x)
    {
        var (layout, border) = (_deviance.Factor.Layout, _products.Border);
        for (var v = 0; v < _products.FactorOf.Length; v++)
        {
            var (lambda, m, first) = (_deviance.Lambda[_products.FactorOf[v]], _products.Widths[_products.FactorOf[v]], _products.FirstOfNode[v]);
            for (var i = 0; i < m; i++)
            {
                var sum = 0.0;
                for (var j = 0; j < m; j++)
                    sum += lambda[i * m + j] * x[layout.FirstColumn[v] + j];
                _spread[first + i] = sum;
                sum = 0;
                for (var j = 0; j < border; j++)
                    sum += _products.OfBorder[(first + i) * border + j] * x[layout.Sparse + j];
                _image[first + i] = sum;
            }
        }

        foreach (var (a, b, start) in _products.Pairs)
        {
            var (ma, mb) = (_products.Widths[_products.FactorOf[a]], _products.Widths[_products.FactorOf[b]]);
            var (fa, fb) = (_products.FirstOfNode[a], _products.FirstOfNode[b]);
            for (var i = 0; i < ma; i++)
            {
                for (var j = 0; j < mb; j++)
                {
                    var element = _products.Blocks[start + i * mb + j];
                    _image[fa + i] += element * _spread[fb + j];
                    if (a != b)
                        _image[fb + j] += element * _spread[fa + i];
                }
            }
        }
    }

    /// <summary>Adds tr(W dB): 2 M_ab Lambda_b W_ba for each pair, both ways, and 2 M_aQ W_Qa.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddTrace()
    {
        var border = _deviance.Reml ? _deviance.Fixed : 0;
        _inverse.Compute(border);
        var w = _inverse.Values;
        for (var k = 0; k < _products.Pairs.Length; k++)
        {
            var (a, b, start) = _products.Pairs[k];
            var (fa, fb) = (_products.FactorOf[a], _products.FactorOf[b]);
            var (ma, mb) = (_products.Widths[fa], _products.Widths[fb]);
            var (place, stride, turned) = _deviance.Target(k);
            if (ma == 1 && mb == 1)
            {
                var element = 2 * _products.Blocks[start] * w[place];
                _byFactor[fa][0] += element * _deviance.Lambda[fb][0];
                if (a != b)
                    _byFactor[fb][0] += element * _deviance.Lambda[fa][0];
                continue;
            }

            // W_ab, ma x mb.
            for (var i = 0; i < ma; i++)
                for (var j = 0; j < mb; j++)
                    _right[i * mb + j] = 2 * w[a == b ? place + Math.Min(i, j) * stride + Math.Max(i, j) : turned ? place + j * stride + i : place + i * stride + j];
            var block = _products.Blocks.AsSpan(start, ma * mb);
            Array.Clear(_left);
            SmallProducts.AddProduct(block, false, _deviance.Lambda[fb], false, ma, mb, mb, _left);
            SmallProducts.AddProduct(_left, false, _right, true, ma, mb, ma, _byFactor[fa]);
            if (a == b)
                continue;
            Array.Clear(_left);
            SmallProducts.AddProduct(block, true, _deviance.Lambda[fa], false, mb, ma, ma, _left);
            SmallProducts.AddProduct(_left, false, _right, false, mb, ma, mb, _byFactor[fb]);
        }

        for (var v = 0; border > 0 && v < _products.FactorOf.Length; v++)
        {
            var (g, m, place, stride) = (_byFactor[_products.FactorOf[v]], _products.Widths[_products.FactorOf[v]], _deviance.BorderPlace(v), _deviance.StrideOf(v));
            for (var i = 0; i < m; i++)
                for (var j = 0; j < m; j++)
                    for (var q = 0; q < border; q++)
                        g[i * m + j] += 2 * _products.OfBorder[(_products.FirstOfNode[v] + i) * _products.Border + q] * w[place + j * stride + q];
        }
    }

    /// <summary>The elements that Lambda has.</summary>
    private void Pick(Span<double> elements)
    {
        foreach (var t in _deviance.Parameters.Terms)
        {
            var width = _products.Widths[t.Factor];
            for (var i = 0; i < t.Columns; i++)
                for (var j = 0; j < t.Columns; j++)
                    elements[t.Start + i * t.Columns + j] = _byFactor[t.Factor][(t.Column + i) * width + t.Column + j];
        }
    }
}
