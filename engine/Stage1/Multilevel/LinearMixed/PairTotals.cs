using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace IpdEngine.Stage1.Multilevel.LinearMixed;

/// <summary>Sums over groups of the elements 00, 01, 11 of P - Q, and of the products of those of 2Q - P with those of P: a lane a group until they are shared out.</summary>
internal struct PairTotals
{
    private Vector512<double> _gamma00, _gamma01, _gamma11;
    private Vector512<double> _s00, _s01, _s02, _s10, _s11, _s12, _s20, _s21, _s22;

    /// <summary>Adds eight groups.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(Vector512<double> q00, Vector512<double> q01, Vector512<double> q11, Vector512<double> p00, Vector512<double> p01, Vector512<double> p11)
    {
        (_gamma00, _gamma01, _gamma11) = (_gamma00 + (p00 - q00), _gamma01 + (p01 - q01), _gamma11 + (p11 - q11));
        Vector512<double> l00 = q00 + q00 - p00, l01 = q01 + q01 - p01, l11 = q11 + q11 - p11;
        (_s00, _s01, _s02) = (Vector512.FusedMultiplyAdd(l00, p00, _s00), Vector512.FusedMultiplyAdd(l00, p01, _s01), Vector512.FusedMultiplyAdd(l00, p11, _s02));
        (_s10, _s11, _s12) = (Vector512.FusedMultiplyAdd(l01, p00, _s10), Vector512.FusedMultiplyAdd(l01, p01, _s11), Vector512.FusedMultiplyAdd(l01, p11, _s12));
        (_s20, _s21, _s22) = (Vector512.FusedMultiplyAdd(l11, p00, _s20), Vector512.FusedMultiplyAdd(l11, p01, _s21), Vector512.FusedMultiplyAdd(l11, p11, _s22));
    }

    /// <summary>Joins the lanes and writes both symmetric halves.</summary>
    /// <param name="gamma">2 x 2.</param>
    /// <param name="products">4 x 4: elements of 2Q - P by those of P.</param>
    internal readonly void Share(Span<double> gamma, Span<double> products)
    {
        (gamma[0], gamma[1], gamma[3]) = (Lanes.Join(_gamma00), Lanes.Join(_gamma01), Lanes.Join(_gamma11));
        gamma[2] = gamma[1];
        Span<double> sums =
        [
            Lanes.Join(_s00), Lanes.Join(_s01), Lanes.Join(_s02), Lanes.Join(_s10), Lanes.Join(_s11), Lanes.Join(_s12), Lanes.Join(_s20), Lanes.Join(_s21),
            Lanes.Join(_s22),
        ];
        for (var left = 0; left < 4; left++)
            for (var right = 0; right < 4; right++)
                products[left * 4 + right] = sums[3 * (left / 2 + left % 2) + right / 2 + right % 2];
    }
}
