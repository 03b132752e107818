using IpdEngine.Numerics;

namespace IpdEngine.Stage1.Sem.Estimation;

/// <summary>The inverse of an information matrix, or the parameter at which it breaks down.</summary>
/// <param name="Matrix">Inverse, q x q; null where singular.</param>
/// <param name="Fault">Index of the first parameter that the data do not determine given those before it, or -1.</param>
internal sealed record InverseInformation(double[]? Matrix, int Fault)
{
    // A parameter whose variance inflation exceeds this is not determined by the data in double precision.
    private const double LargestInflation = 1e12;

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
        for (var i = 0; i < q; i++)
            for (var j = 0; j < q; j++)
                inverse[i * q + j] *= scale[i] * scale[j];
        return new InverseInformation(inverse, -1);
    }
}
