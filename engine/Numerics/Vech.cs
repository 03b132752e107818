namespace IpdEngine.Numerics;

/// <summary>
/// Half-vectorisation of symmetric matrices: vech stacks the lower triangle column by column, as lavaan's <c>lav_matrix_vech</c> does.
/// </summary>
/// <remarks>Source: Magnus and Neudecker (1999), Matrix Differential Calculus, chapter 3.</remarks>
public static class Vech
{
    /// <summary>Number of distinct elements of an n x n symmetric matrix.</summary>
    public static int Count(int n) => n * (n + 1) / 2;

    /// <summary>Place of element (i, j) in vech; the order of i and j does not matter.</summary>
    public static int Index(int i, int j, int n)
    {
        var (row, column) = i >= j ? (i, j) : (j, i);
        return column * n - column * (column - 1) / 2 + row - column;
    }

    /// <summary>vech(A) of a symmetric row-major matrix.</summary>
    public static void Stack(ReadOnlySpan<double> a, int n, Span<double> vech)
    {
        var place = 0;
        for (var column = 0; column < n; column++)
            for (var row = column; row < n; row++)
                vech[place++] = a[row * n + column];
    }

    /// <summary>The symmetric matrix of a vech, both triangles.</summary>
    public static void Unstack(ReadOnlySpan<double> vech, int n, Span<double> a)
    {
        var place = 0;
        for (var column = 0; column < n; column++)
            for (var row = column; row < n; row++)
                a[row * n + column] = a[column * n + row] = vech[place++];
    }

    /// <summary>D'vec(A), D the duplication matrix: the gradient with respect to vech from the one with respect to vec.</summary>
    public static void DuplicateTransposed(ReadOnlySpan<double> a, int n, Span<double> vech)
    {
        var place = 0;
        for (var column = 0; column < n; column++)
        {
            vech[place++] = a[column * n + column];
            for (var row = column + 1; row < n; row++)
                vech[place++] = a[row * n + column] + a[column * n + row];
        }
    }

    /// <summary>Adds weight * D'(A kron A)D, A symmetric, to an m x m row-major matrix, m = n(n+1)/2: both triangles.</summary>
    public static void AddDuplicatedKronecker(ReadOnlySpan<double> a, int n, double weight, Span<double> target)
    {
        var m = Count(n);
        var row = 0;
        for (var j = 0; j < n; j++)
        {
            for (var i = j; i < n; i++, row++)
            {
                // Element ((i,j),(k,l)) of D'(A kron A)D: (A_ik A_jl + A_il A_jk), doubled off both diagonals, once where one pair is diagonal.
                var rowWeight = weight * (i == j ? 0.5 : 1.0);
                var column = 0;
                for (var l = 0; l < n; l++)
                {
                    for (var k = l; k < n; k++, column++)
                    {
                        var value = a[i * n + k] * a[j * n + l] + a[i * n + l] * a[j * n + k];
                        target[row * m + column] += rowWeight * (k == l ? 1.0 : 2.0) * value;
                    }
                }
            }
        }
    }
}
