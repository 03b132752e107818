namespace IpdEngine.Intake.Quality;

/// <summary>One common factor of a correlation matrix by minimum residuals (Harman and Jones 1966): the loadings that leave the least squares off the diagonal.</summary>
internal static class OneFactor
{
    // The bound of R's psych: no item may have less than this share of variance of its own.
    private const double LeastUniqueness = 0.005;
    private const int MostRounds = 20_000;

    /// <summary>The loadings, their sum not negative; null where the search does not come to rest.</summary>
    /// <remarks>Each loading in turn takes its best value given the others, which a quadratic gives in closed form, held to the bound.</remarks>
    /// <param name="r">Correlations, items x items.</param>
    public static double[]? Loadings(double[,] r)
    {
        var items = r.GetLength(0);
        // Two items have one correlation, which any pair of loadings with that product gives: the equal ones are taken, as psych does.
        if (items == 2)
            return [Math.Sqrt(Math.Abs(r[0, 1])), Math.CopySign(Math.Sqrt(Math.Abs(r[0, 1])), r[0, 1])];
        var most = Math.Sqrt(1 - LeastUniqueness);
        var loadings = Start(r, items);
        for (var round = 0; round < MostRounds; round++)
        {
            var moved = 0.0;
            for (var i = 0; i < items; i++)
            {
                var (across, squares) = (0.0, 0.0);
                for (var j = 0; j < items; j++)
                    if (j != i)
                    {
                        across += r[i, j] * loadings[j];
                        squares += loadings[j] * loadings[j];
                    }
                var loading = squares > 0 ? Math.Clamp(across / squares, -most, most) : 0;
                moved = Math.Max(moved, Math.Abs(loading - loadings[i]));
                loadings[i] = loading;
            }
            if (moved < 1e-13)
                return loadings.Sum() < 0 ? [.. loadings.Select(loading => -loading)] : loadings;
        }
        return null;
    }

    // Loadings on the first principal axis, by a few powers of the matrix applied to the row of squares, whatever the signs of the items.
    private static double[] Start(double[,] r, int items)
    {
        var axis = new double[items];
        var widest = 0;
        double Weight(int i) => Enumerable.Range(0, items).Sum(j => r[i, j] * r[i, j]);
        for (var i = 1; i < items; i++)
            if (Weight(i) > Weight(widest))
                widest = i;
        for (var i = 0; i < items; i++)
            axis[i] = r[i, widest];
        for (var power = 0; power < 50; power++)
        {
            double[] next = [.. Enumerable.Range(0, items).Select(i => Enumerable.Range(0, items).Sum(j => r[i, j] * axis[j]))];
            var length = Math.Sqrt(next.Sum(value => value * value));
            for (var i = 0; i < items; i++)
                axis[i] = next[i] / length;
        }
        var root = 0.0;
        for (var i = 0; i < items; i++)
            for (var j = 0; j < items; j++)
                root += axis[i] * r[i, j] * axis[j];
        return [.. axis.Select(value => Math.Clamp(value * Math.Sqrt(Math.Max(root, 0)), -0.9, 0.9))];
    }
}
