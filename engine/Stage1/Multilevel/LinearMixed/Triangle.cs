namespace IpdEngine.Stage1.Multilevel.LinearMixed;

/// <summary>A symmetric matrix as its upper triangle, row by row.</summary>
internal static class Triangle
{
    /// <summary>Elements of an n x n triangle.</summary>
    internal static int Length(int n) => n * (n + 1) / 2;

    /// <summary>Index of (row, column), row &lt;= column.</summary>
    internal static int Index(int n, int row, int column) => row * n - row * (row - 1) / 2 + column - row;

    /// <summary>Both triangles, n x n.</summary>
    internal static void Expand(ReadOnlySpan<double> triangle, int n, Span<double> matrix)
    {
        var k = 0;
        for (var row = 0; row < n; row++)
            for (var column = row; column < n; column++)
                matrix[row * n + column] = matrix[column * n + row] = triangle[k++];
    }
}
