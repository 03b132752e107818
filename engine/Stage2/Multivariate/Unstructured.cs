namespace IpdEngine.Stage2.Multivariate;

/// <summary>Sigma = L L', parameters the lower triangle of L row by row (Pinheiro and Bates 1996, Stat Comput 6:289).</summary>
internal sealed class Unstructured : BetweenModel
{
    public override int Count => Outcomes * (Outcomes + 1) / 2;

    public override void Fill(ReadOnlySpan<double> parameters, Span<double> sigma)
    {
        var p = Outcomes;
        for (var i = 0; i < p; i++)
            for (var j = 0; j <= i; j++)
            {
                var sum = 0.0;
                for (var l = 0; l <= j; l++)
                    sum += parameters[Index(i, l)] * parameters[Index(j, l)];
                sigma[i * p + j] = sigma[j * p + i] = sum;
            }
    }

    public override void Jacobian(ReadOnlySpan<double> parameters, Span<double> jacobian)
    {
        var (p, q) = (Outcomes, Count);
        jacobian.Clear();
        for (var a = 0; a < p; a++)
            for (var b = 0; b <= a; b++)
                for (var j = b; j < p; j++)
                {
                    // L_ab moves row a and column a of L L' by column b of L.
                    jacobian[(a * p + j) * q + Index(a, b)] += parameters[Index(j, b)];
                    jacobian[(j * p + a) * q + Index(a, b)] += parameters[Index(j, b)];
                }
    }

    public override void AddSecondDerivatives(ReadOnlySpan<double> parameters, ReadOnlySpan<double> m, Span<double> curvature)
    {
        var (p, q) = (Outcomes, Count);
        for (var column = 0; column < p; column++)
            for (var a = column; a < p; a++)
                for (var c = column; c < p; c++)
                    curvature[Index(a, column) * q + Index(c, column)] += 2 * m[a * p + c];
    }

    public override double[] Start(ReadOnlySpan<double> variances, double correlation)
    {
        var p = Outcomes;
        var l = new double[Count];
        for (var i = 0; i < p; i++)
            for (var j = 0; j <= i; j++)
            {
                var target = i == j ? 1 : correlation;
                for (var t = 0; t < j; t++)
                    target -= l[Index(i, t)] * l[Index(j, t)];
                l[Index(i, j)] = i == j ? Math.Sqrt(Math.Max(target, 1e-4)) : target / l[Index(j, j)];
            }
        for (var i = 0; i < p; i++)
            for (var j = 0; j <= i; j++)
                l[Index(i, j)] *= Math.Sqrt(variances[i]);
        return l;
    }

    /// <summary>Place of L_ij among the parameters.</summary>
    internal static int Index(int row, int column) => row * (row + 1) / 2 + column;
}
