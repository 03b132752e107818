using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using IpdEngine.Numerics;
using IpdEngine.Stage1.Sem.Observations;

namespace IpdEngine.Stage1.Sem.Likelihood;

/// <content>
/// The curvature of F in the moments. Observed, for directions V and W of Sigma: sum_k tr(V P W X) + tr(V X W P) with X = C - nP/2,
/// twice over; mu with Sigma: 2 P V sum(a); mu with mu: 2nP. Expected: X = nP/2 and no block of mu with Sigma.
/// </content>
internal sealed partial class NormalLikelihood
{
    /// <summary>m x m curvature of F at the moments last evaluated, both triangles.</summary>
    /// <param name="curvature">At least m x m + 4 elements: the inner loop writes zeros up to three places past a row's end.</param>
    /// <param name="exact">True for the observed, false for the expected information (both times two).</param>
    public void Curvature(Span<double> curvature, bool exact)
    {
        var m = MomentCount;
        if (curvature.Length < m * m + 4)
            throw new ArgumentException($"found {curvature.Length} elements, expected {m} x {m} + 4", nameof(curvature));
        if (exact)
            CrossProducts();
        curvature.Clear();
        for (var k = 0; k < _table.Patterns.Length; k++)
        {
            var pattern = _table.Patterns[k];
            var precision = Precision(k);
            if (exact)
            {
                Cross(k).CopyTo(_cross);
                foreach (var i in pattern.Observed)
                    VectorAlgebra.AddScaled(-0.5 * pattern.Count, precision.Slice(i * _stride, _stride), _cross.AsSpan(i * _stride, _stride));
                AddMeanCovariance(pattern, precision, _meanSums.AsSpan(k * _stride, _stride), curvature);
            }
            else
            {
                Array.Clear(_cross);
                foreach (var i in pattern.Observed)
                    VectorAlgebra.AddScaled(0.5 * pattern.Count, precision.Slice(i * _stride, _stride), _cross.AsSpan(i * _stride, _stride));
            }

            foreach (var i in pattern.Observed)
                VectorAlgebra.AddScaled(2.0 * pattern.Count, precision.Slice(i * _stride, _p), curvature.Slice(i * m, _p));
            AddCovarianceCovariance(pattern, precision, curvature);
        }

        Weigh(curvature);
        SymmetricAlgebra.MirrorUpper(curvature, m);
    }

    // Rows mu_r, columns (k, l): P_rk a_l + P_rl a_k, weighed afterwards.
    private void AddMeanCovariance(Pattern pattern, ReadOnlySpan<double> precision, ReadOnlySpan<double> sums, Span<double> curvature)
    {
        var m = MomentCount;
        foreach (var r in pattern.Observed)
        {
            foreach (var l in pattern.Observed)
            {
                var target = curvature.Slice(r * m + _p + Vech.Index(l, l, _p), _p - l);
                VectorAlgebra.AddScaled(2 * sums[l], precision.Slice(r * _stride + l, _p - l), target);
                VectorAlgebra.AddScaled(2 * precision[r * _stride + l], sums.Slice(l, _p - l), target);
            }
        }
    }

    // Rows (i, j), columns (k, l), k >= l >= j: P_ik X_jl + X_ik P_jl + P_il X_jk + X_il P_jk, weighed afterwards.
    private void AddCovarianceCovariance(Pattern pattern, ReadOnlySpan<double> precision, Span<double> curvature)
    {
        var m = MomentCount;
        ref var p = ref MemoryMarshal.GetReference(precision);
        ref var x = ref MemoryMarshal.GetArrayDataReference(_cross);
        var observed = pattern.Observed;
        for (var first = 0; first < observed.Length; first++)
        {
            var j = observed[first];
            for (var second = first; second < observed.Length; second++)
            {
                var i = observed[second];
                ref var target = ref curvature[(_p + Vech.Index(i, j, _p)) * m + _p];
                ref var pi = ref Unsafe.Add(ref p, i * _stride);
                ref var pj = ref Unsafe.Add(ref p, j * _stride);
                ref var xi = ref Unsafe.Add(ref x, i * _stride);
                ref var xj = ref Unsafe.Add(ref x, j * _stride);
                for (var third = first; third < observed.Length; third++)
                {
                    var l = observed[third];
                    ref var column = ref Unsafe.Add(ref target, Vech.Index(l, l, _p) - l);
                    var xjl = Vector256.Create(Unsafe.Add(ref xj, l));
                    var pjl = Vector256.Create(Unsafe.Add(ref pj, l));
                    var pil = Vector256.Create(Unsafe.Add(ref pi, l));
                    var xil = Vector256.Create(Unsafe.Add(ref xi, l));
                    for (var k = (nuint)l; k < (nuint)_p; k += 4)
                    {
                        var sum = Vector256.LoadUnsafe(ref column, k);
                        sum = Vector256.FusedMultiplyAdd(xjl, Vector256.LoadUnsafe(ref pi, k), sum);
                        sum = Vector256.FusedMultiplyAdd(pjl, Vector256.LoadUnsafe(ref xi, k), sum);
                        sum = Vector256.FusedMultiplyAdd(pil, Vector256.LoadUnsafe(ref xj, k), sum);
                        sum = Vector256.FusedMultiplyAdd(xil, Vector256.LoadUnsafe(ref pj, k), sum);
                        sum.StoreUnsafe(ref column, k);
                    }
                }
            }
        }
    }

    // Twice the sum; halved where (i, j) or (k, l) is a diagonal element.
    private void Weigh(Span<double> curvature)
    {
        var m = MomentCount;
        for (var j = 0; j < _p; j++)
        {
            for (var i = j; i < _p; i++)
            {
                var row = curvature.Slice((_p + Vech.Index(i, j, _p)) * m, m);
                var weight = i == j ? 1.0 : 2.0;
                for (var column = _p; column < m; column++)
                    row[column] *= weight;
            }
        }

        for (var row = 0; row < m; row++)
            for (var l = 0; l < _p; l++)
                curvature[row * m + _p + Vech.Index(l, l, _p)] *= 0.5;
    }
}
