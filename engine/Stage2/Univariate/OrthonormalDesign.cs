using IpdEngine.Stage2.Inference;

namespace IpdEngine.Stage2.Univariate;

/// <summary>A model matrix X (k x p) as X = Z R: Z with orthonormal columns, R upper triangular.</summary>
/// <remarks>Gram-Schmidt with one reorthogonalisation, which is orthogonal to working precision (Giraud, Langou, Rozloznik 2005).</remarks>
internal sealed class OrthonormalDesign
{
    /// <summary>A column that keeps less than this share of its length after the columns before it are taken out is collinear (R's lm uses the same).</summary>
    private const double CollinearShare = 1e-7;

    private readonly double[] _inverseR;

    private OrthonormalDesign(int p, double[] z, double[] inverseR)
    {
        (P, Z, _inverseR) = (p, z, inverseR);
    }

    /// <summary>Number of columns.</summary>
    public int P { get; }

    /// <summary>Z (k x p), row by row.</summary>
    public double[] Z { get; }

    /// <summary>Takes X apart; the index of the first column that the columns before it determine is given back where there is one.</summary>
    /// <param name="columns">The columns of X, each k.</param>
    /// <param name="k">Rows.</param>
    /// <param name="collinear">Index of the column at fault, -1 where none.</param>
    public static OrthonormalDesign? From(IReadOnlyList<double[]> columns, int k, out int collinear)
    {
        var p = columns.Count;
        var z = new double[k * p];
        var r = new double[p * p];
        collinear = -1;
        for (var j = 0; j < p; j++)
        {
            var length = 0.0;
            for (var i = 0; i < k; i++)
            {
                z[i * p + j] = columns[j][i];
                length += columns[j][i] * columns[j][i];
            }
            for (var pass = 0; pass < 2; pass++)
                for (var a = 0; a < j; a++)
                {
                    var dot = 0.0;
                    for (var i = 0; i < k; i++)
                        dot += z[i * p + a] * z[i * p + j];
                    r[a * p + j] += dot;
                    for (var i = 0; i < k; i++)
                        z[i * p + j] -= dot * z[i * p + a];
                }
            var rest = 0.0;
            for (var i = 0; i < k; i++)
                rest += z[i * p + j] * z[i * p + j];
            if (!(Math.Sqrt(rest) > CollinearShare * Math.Sqrt(length)))
            {
                collinear = j;
                return null;
            }
            rest = Math.Sqrt(rest);
            r[j * p + j] = rest;
            for (var i = 0; i < k; i++)
                z[i * p + j] /= rest;
        }
        return new OrthonormalDesign(p, z, InvertUpper(r, p));
    }

    /// <summary>R^-1 g: coefficients on the scale of X.</summary>
    public double[] BackTransform(ReadOnlySpan<double> g)
    {
        var b = new double[P];
        for (var i = 0; i < P; i++)
            for (var j = i; j < P; j++)
                b[i] += _inverseR[i * P + j] * g[j];
        return b;
    }

    /// <summary>Row j of R^-1 (p): coefficient j on the scale of X as a sum of those on Z.</summary>
    public void Row(int j, Span<double> row) => _inverseR.AsSpan(j * P, P).CopyTo(row);

    /// <summary>R^-1 M R^-T: a covariance on the scale of X.</summary>
    public double[,] BackTransformCovariance(ReadOnlySpan<double> m)
    {
        var half = new double[P * P];
        SmallMatrix.Multiply(_inverseR, m, half, P);
        var result = new double[P, P];
        for (var i = 0; i < P; i++)
            for (var j = 0; j <= i; j++)
            {
                var sum = 0.0;
                for (var l = j; l < P; l++)
                    sum += half[i * P + l] * _inverseR[j * P + l];
                result[i, j] = result[j, i] = sum;
            }
        return result;
    }

    private static double[] InvertUpper(double[] r, int p)
    {
        var inverse = new double[p * p];
        for (var j = 0; j < p; j++)
        {
            inverse[j * p + j] = 1 / r[j * p + j];
            for (var i = j - 1; i >= 0; i--)
            {
                var sum = 0.0;
                for (var l = i + 1; l <= j; l++)
                    sum -= r[i * p + l] * inverse[l * p + j];
                inverse[i * p + j] = sum / r[i * p + i];
            }
        }
        return inverse;
    }
}
