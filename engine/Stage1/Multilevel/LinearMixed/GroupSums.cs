namespace IpdEngine.Stage1.Multilevel.LinearMixed;

/// <summary>Sums over groups that the deviance and its derivatives are made of, at one Lambda after another. One instance serves one thread.</summary>
/// <remarks>
/// Symbols of a group: T = Z'Z, W = Z'[Q e], G = Lambda Lambda', A = I + Lambda'T Lambda, M = (T + G^-1)^-1, B = (I + T G)^-1 = I - T M, P = B T; u_a the rows of
/// U = B W, Q = U K U'. Two implementers: groups of one T summed beforehand, and eight groups of two columns at a time.
/// </remarks>
internal abstract class GroupSums
{
    protected GroupSums(int random, int columns)
    {
        (Random, Columns, Length) = (random, columns, Lanes.Padded(Triangle.Length(columns)));
        (Outers, Gamma, Products) = (new double[Triangle.Length(random) * Length], new double[random * random], new double[random * random * random * random]);
    }

    /// <summary>q.</summary>
    protected int Random { get; }

    /// <summary>c.</summary>
    protected int Columns { get; }

    /// <summary>Padded length of a <see cref="Triangle"/> over the columns.</summary>
    protected int Length { get; }

    /// <summary>For each pair a &lt;= b a row of <see cref="Length"/>: the triangle of sum u_a u_a', or of sum u_a u_b' + u_b u_a'.</summary>
    internal double[] Outers { get; }

    /// <summary>sum (P - Q), q x q.</summary>
    internal double[] Gamma { get; }

    /// <summary>sum (2Q - P)_ab P_cd, at ((a q + b) q + c) q + d.</summary>
    internal double[] Products { get; }

    /// <summary>Adds a group.</summary>
    /// <param name="t">T, q x q.</param>
    /// <param name="w">W, a row each <paramref name="stride"/>, zero after the columns.</param>
    /// <param name="stride">At least <see cref="Lanes.Width"/> more than the padded columns.</param>
    internal abstract void Add(ReadOnlySpan<double> t, ReadOnlySpan<double> w, int stride);

    /// <summary>Takes a Lambda, q x q, of any shape: only Lambda Lambda' matters.</summary>
    internal abstract void SetLambda(ReadOnlySpan<double> lambda);

    /// <summary>Subtracts sum W'M W from a triangle; returns sum log |A|.</summary>
    internal abstract double Subtract(Span<double> triangle);

    /// <summary>Fills <see cref="Outers"/>, <see cref="Gamma"/> and <see cref="Products"/> at the Lambda last taken.</summary>
    /// <param name="weights">K as a triangle with doubled off-diagonal.</param>
    internal abstract void Differentiate(ReadOnlySpan<double> weights);
}
