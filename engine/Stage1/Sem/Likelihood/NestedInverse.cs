using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using IpdEngine.Numerics;

namespace IpdEngine.Stage1.Sem.Likelihood;

/// <summary>
/// Inverses and determinants of many principal blocks of one matrix. Blocks are built up one variable at a time, and a block that begins as the last
/// one did goes on from there: missing-data patterns in order share most of the work, dropout patterns nearly all of it.
/// </summary>
/// <remarks>
/// With P the inverse over variables o, k = P sigma_ov and c = sigma_vv - sigma_ov'k, adding variable v gives P + kk'/c, -k/c and 1/c, and the determinant
/// gains the factor c: bordering, Golub and Van Loan, Matrix Computations, section 2.1.4. Matrices lie in full size with zeros for variables left out.
/// </remarks>
internal sealed class NestedInverse
{
    // What a variable adds to those before it counts as nothing at or below this share of its variance.
    private const double SmallestShare = 1e-14;
    private readonly int _p;
    private readonly int _stride;
    private readonly double[][] _levels;
    private readonly double[] _logDeterminants;
    private readonly int[] _path;
    private readonly double[] _k;
    private int _depth;

    public NestedInverse(int p, int stride)
    {
        (_p, _stride) = (p, stride);
        _levels = new double[p + 1][];
        for (var level = 0; level <= p; level++)
            _levels[level] = new double[p * stride];
        _logDeterminants = new double[p + 1];
        _path = new int[p];
        _k = new double[stride];
    }

    /// <summary>Forgets the last matrix.</summary>
    public void Reset() => _depth = 0;

    /// <summary>The inverse of the block of some variables, p x stride; false where it is not positive definite.</summary>
    /// <param name="covariance">The whole matrix, p x p.</param>
    /// <param name="variables">The block's variables, rising.</param>
    /// <param name="inverse">Overwritten.</param>
    /// <param name="logDeterminant">log of the block's determinant.</param>
    public bool TryInvert(ReadOnlySpan<double> covariance, ReadOnlySpan<int> variables, Span<double> inverse, out double logDeterminant)
    {
        var shared = 0;
        while (shared < _depth && shared < variables.Length && _path[shared] == variables[shared])
            shared++;
        for (_depth = shared; _depth < variables.Length; _depth++)
        {
            _path[_depth] = variables[_depth];
            if (!Border(covariance.Slice(variables[_depth] * _p, _p)))
            {
                logDeterminant = double.NaN;
                return false;
            }
        }

        _levels[_depth].CopyTo(inverse);
        logDeterminant = _logDeterminants[_depth];
        return true;
    }

    private bool Border(ReadOnlySpan<double> sigma)
    {
        var v = _path[_depth];
        ref var parent = ref MemoryMarshal.GetArrayDataReference(_levels[_depth]);
        ref var child = ref MemoryMarshal.GetArrayDataReference(_levels[_depth + 1]);
        ref var k = ref MemoryMarshal.GetArrayDataReference(_k);
        Array.Clear(_k);
        for (var i = 0; i < _depth; i++)
            VectorAlgebra.AddScaled(sigma[_path[i]], _levels[_depth].AsSpan(_path[i] * _stride, _stride), _k);
        var added = sigma[v];
        for (var i = 0; i < _depth; i++)
            added = Math.FusedMultiplyAdd(-sigma[_path[i]], _k[_path[i]], added);
        if (!(added > SmallestShare * sigma[v]) || double.IsInfinity(added))
            return false;
        var scale = 1 / added;
        for (var row = 0; row < _p; row++)
        {
            var factor = Vector256.Create(_k[row] * scale);
            ref var from = ref Unsafe.Add(ref parent, row * _stride);
            ref var to = ref Unsafe.Add(ref child, row * _stride);
            for (nuint column = 0; column < (nuint)_stride; column += 4)
                Vector256.FusedMultiplyAdd(factor, Vector256.LoadUnsafe(ref k, column), Vector256.LoadUnsafe(ref from, column)).StoreUnsafe(ref to, column);
        }

        for (var i = 0; i < _depth; i++)
        {
            var other = -_k[_path[i]] * scale;
            Unsafe.Add(ref child, _path[i] * _stride + v) = other;
            Unsafe.Add(ref child, v * _stride + _path[i]) = other;
        }

        Unsafe.Add(ref child, v * _stride + v) = scale;
        _logDeterminants[_depth + 1] = _logDeterminants[_depth] + Math.Log(added);
        return true;
    }
}
