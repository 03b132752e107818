using IpdEngine.Numerics;
using IpdEngine.Stage1.Sem.Observations;

namespace IpdEngine.Stage1.Sem.Likelihood;

/// <summary>Sums of outer products of scores: the meat of the Huber-White sandwich.</summary>
internal static class ScoreProducts
{
    /// <summary>sum_i s_i s_i', or over clusters of rows, then times n/(n-1) as lavaan has it.</summary>
    /// <param name="scores">N x width, one row of the table each; with clusters, overwritten by their sums.</param>
    /// <param name="width">Elements of a score.</param>
    /// <param name="table">The data, for its clusters.</param>
    /// <param name="meat">width x width, overwritten, both triangles.</param>
    public static void Sum(Span<double> scores, int width, PatternTable table, Span<double> meat)
    {
        var rows = table.Count;
        var scale = 1.0;
        if (table.ClusterCount > 0)
        {
            rows = table.ClusterCount;
            scale = (double)rows / (rows - 1);
            var sums = new double[rows * width];
            for (var row = 0; row < table.Count; row++)
                VectorAlgebra.AddScaled(1, scores.Slice(row * width, width), sums.AsSpan(table.Clusters[row] * width, width));
            sums.CopyTo(scores);
        }

        meat[..(width * width)].Clear();
        SymmetricAlgebra.AddCrossProducts(scores, meat, rows, width);
        if (scale != 1)
        {
            for (var i = 0; i < width * width; i++)
                meat[i] *= scale;
        }
    }
}
