using IpdEngine.Numerics;

namespace IpdEngine.Formula.Design;

/// <summary>Which columns of a matrix do not depend on those before them.</summary>
/// <param name="Kept">Independent columns in order.</param>
/// <param name="Dropped">Columns that depend on those before them.</param>
public sealed record ColumnRank(IReadOnlyList<int> Kept, IReadOnlyList<int> Dropped)
{
    /// <summary>A column depends on those before it where less than this share of its length is left beside them: the tolerance of R's <c>qr</c> in <c>lm</c> and <c>lmer</c>.</summary>
    public const double Tolerance = 1e-7;

    /// <summary>Columns from first to last by Gram-Schmidt, each taken twice through (Golub and Van Loan, Matrix Computations, section 5.2).</summary>
    /// <exception cref="ArgumentException">A value that is not finite.</exception>
    public static ColumnRank Of(ModelMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        var (kept, dropped, basis) = (new List<int>(), new List<int>(), new List<double[]>());
        for (var c = 0; c < matrix.Columns; c++)
        {
            var rest = matrix.Column(c).ToArray();
            var scale = rest.Length == 0 ? 0 : rest.Max(Math.Abs);
            if (!double.IsFinite(scale))
                throw new ArgumentException($"found a value that is not finite in column '{matrix.Names[c]}', expected finite numbers", nameof(matrix));
            for (var i = 0; i < rest.Length && scale > 0; i++)
                rest[i] /= scale;
            var length = Math.Sqrt(VectorAlgebra.Dot(rest, rest));
            for (var pass = 0; pass < 2; pass++)
                foreach (var direction in basis)
                    VectorAlgebra.AddScaled(-VectorAlgebra.Dot(direction, rest), direction, rest);
            var left = Math.Sqrt(VectorAlgebra.Dot(rest, rest));
            if (basis.Count >= matrix.Rows || !(left > Tolerance * length))
            {
                dropped.Add(c);
                continue;
            }
            kept.Add(c);
            basis.Add(Array.ConvertAll(rest, x => x / left));
        }
        return new ColumnRank(kept, dropped);
    }
}
