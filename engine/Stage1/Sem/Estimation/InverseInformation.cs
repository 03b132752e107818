using IpdEngine.Numerics;
using IpdEngine.Stage1.Sem.Estimation.Constraints;

namespace IpdEngine.Stage1.Sem.Estimation;

/// <summary>The inverse of an information matrix, or the parameter at which it breaks down.</summary>
/// <param name="Matrix">Inverse, q x q; null where singular.</param>
/// <param name="Fault">Index of the first parameter that the data do not determine given those before it, or -1.</param>
internal sealed record InverseInformation(double[]? Matrix, int Fault)
{
    // A parameter whose variance inflation exceeds this is not determined by the data in double precision: along a flat ridge rounding leaves up to 1e-12 of curvature.
    private const double LargestInflation = 1e11;

    /// <summary>Inverts an information matrix after scaling it to a unit diagonal.</summary>
    public static InverseInformation Of(ReadOnlySpan<double> information, int q)
    {
        double[] scaled = information[..(q * q)].ToArray(), inverse = new double[q * q], scale = new double[q];
        for (var i = 0; i < q; i++)
        {
            if (!(scaled[i * q + i] > 0) || double.IsInfinity(scaled[i * q + i]))
                return new InverseInformation(null, i);
            scale[i] = 1 / Math.Sqrt(scaled[i * q + i]);
        }

        for (var i = 0; i < q; i++)
            for (var j = 0; j < q; j++)
                scaled[i * q + j] *= scale[i] * scale[j];
        var fault = Cholesky.Factor(scaled, q, 1 / LargestInflation);
        if (fault >= 0)
            return new InverseInformation(null, fault);
        Cholesky.Inverse(scaled, q, inverse);

        // A flat ridge may show in no single pivot, yet it inflates every parameter that it runs along.
        for (var i = q - 1; i >= 0; i--)
            if (!(inverse[i * q + i] < LargestInflation))
                return new InverseInformation(null, i);
        for (var i = 0; i < q; i++)
            for (var j = 0; j < q; j++)
                inverse[i * q + j] *= scale[i] * scale[j];
        return new InverseInformation(inverse, -1);
    }

    /// <summary>
    /// The inverse in the directions that constraints leave: Z (Z'IZ)^-1 Z', the upper left block of the inverse of the information bordered by
    /// the constraints' gradients. Silvey (1959), doi 10.1214/aoms/1177706259.
    /// </summary>
    public static InverseInformation Of(ReadOnlySpan<double> information, RowReduction tangent)
    {
        var (q, r) = (tangent.Full, tangent.Reduced);
        var inner = Of(Reduce(information, tangent), r);
        if (inner.Matrix is null)
            return inner with { Fault = inner.Fault < 0 ? -1 : tangent.Kept[inner.Fault] };
        double[] outer = new double[q * q], work = new double[q * r];
        SymmetricAlgebra.Congruence(inner.Matrix, tangent.Basis, outer, work, r, q);
        return new InverseInformation(outer, -1);
    }

    /// <summary>Z'MZ, r x r.</summary>
    public static double[] Reduce(ReadOnlySpan<double> matrix, RowReduction tangent)
    {
        var (q, r) = (tangent.Full, tangent.Reduced);
        double[] transposed = new double[r * q], reduced = new double[r * r], work = new double[r * q];
        for (var i = 0; i < q; i++)
            for (var j = 0; j < r; j++)
                transposed[j * q + i] = tangent.Basis[i * r + j];
        SymmetricAlgebra.Congruence(matrix, transposed, reduced, work, q, r);
        return reduced;
    }
}
