using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace IpdEngine.Numerics;

/// <summary>Blocks of a product, held in registers along the whole inner dimension. The last columns of a matrix come as part of a whole block whose first lanes, done before, are not stored.</summary>
internal static class ProductKernels
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void FourByTwentyFour(LeftMatrix a, ref double b, ref double c, int right, int below, int inner)
    {
        ref var c1 = ref Unsafe.Add(ref c, below);
        ref var c2 = ref Unsafe.Add(ref c1, below);
        ref var c3 = ref Unsafe.Add(ref c2, below);
        Vector512<double> s00 = Vector512.LoadUnsafe(ref c), s01 = Vector512.LoadUnsafe(ref c, 8), s02 = Vector512.LoadUnsafe(ref c, 16);
        Vector512<double> s10 = Vector512.LoadUnsafe(ref c1), s11 = Vector512.LoadUnsafe(ref c1, 8), s12 = Vector512.LoadUnsafe(ref c1, 16);
        Vector512<double> s20 = Vector512.LoadUnsafe(ref c2), s21 = Vector512.LoadUnsafe(ref c2, 8), s22 = Vector512.LoadUnsafe(ref c2, 16);
        Vector512<double> s30 = Vector512.LoadUnsafe(ref c3), s31 = Vector512.LoadUnsafe(ref c3, 8), s32 = Vector512.LoadUnsafe(ref c3, 16);
        ref var left = ref a.First;
        for (var k = 0; k < inner; k++)
        {
            Vector512<double> b0 = Vector512.LoadUnsafe(ref b), b1 = Vector512.LoadUnsafe(ref b, 8), b2 = Vector512.LoadUnsafe(ref b, 16);
            var x = Vector512.Create(left);
            (s00, s01, s02) = (Vector512.FusedMultiplyAdd(x, b0, s00), Vector512.FusedMultiplyAdd(x, b1, s01), Vector512.FusedMultiplyAdd(x, b2, s02));
            x = Vector512.Create(Unsafe.Add(ref left, a.Row));
            (s10, s11, s12) = (Vector512.FusedMultiplyAdd(x, b0, s10), Vector512.FusedMultiplyAdd(x, b1, s11), Vector512.FusedMultiplyAdd(x, b2, s12));
            x = Vector512.Create(Unsafe.Add(ref left, 2 * a.Row));
            (s20, s21, s22) = (Vector512.FusedMultiplyAdd(x, b0, s20), Vector512.FusedMultiplyAdd(x, b1, s21), Vector512.FusedMultiplyAdd(x, b2, s22));
            x = Vector512.Create(Unsafe.Add(ref left, 3 * a.Row));
            (s30, s31, s32) = (Vector512.FusedMultiplyAdd(x, b0, s30), Vector512.FusedMultiplyAdd(x, b1, s31), Vector512.FusedMultiplyAdd(x, b2, s32));
            left = ref Unsafe.Add(ref left, a.Inner);
            b = ref Unsafe.Add(ref b, right);
        }

        s00.StoreUnsafe(ref c);
        s01.StoreUnsafe(ref c, 8);
        s02.StoreUnsafe(ref c, 16);
        s10.StoreUnsafe(ref c1);
        s11.StoreUnsafe(ref c1, 8);
        s12.StoreUnsafe(ref c1, 16);
        s20.StoreUnsafe(ref c2);
        s21.StoreUnsafe(ref c2, 8);
        s22.StoreUnsafe(ref c2, 16);
        s30.StoreUnsafe(ref c3);
        s31.StoreUnsafe(ref c3, 8);
        s32.StoreUnsafe(ref c3, 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void FourByTwelve(LeftMatrix a, ref double b, ref double c, int right, int below, int inner, int skip)
    {
        ref var c1 = ref Unsafe.Add(ref c, below);
        ref var c2 = ref Unsafe.Add(ref c1, below);
        ref var c3 = ref Unsafe.Add(ref c2, below);
        Vector256<double> s00 = Vector256.LoadUnsafe(ref c), s01 = Vector256.LoadUnsafe(ref c, 4), s02 = Vector256.LoadUnsafe(ref c, 8);
        Vector256<double> s10 = Vector256.LoadUnsafe(ref c1), s11 = Vector256.LoadUnsafe(ref c1, 4), s12 = Vector256.LoadUnsafe(ref c1, 8);
        Vector256<double> s20 = Vector256.LoadUnsafe(ref c2), s21 = Vector256.LoadUnsafe(ref c2, 4), s22 = Vector256.LoadUnsafe(ref c2, 8);
        Vector256<double> s30 = Vector256.LoadUnsafe(ref c3), s31 = Vector256.LoadUnsafe(ref c3, 4), s32 = Vector256.LoadUnsafe(ref c3, 8);
        ref var left = ref a.First;
        for (var k = 0; k < inner; k++)
        {
            Vector256<double> b0 = Vector256.LoadUnsafe(ref b), b1 = Vector256.LoadUnsafe(ref b, 4), b2 = Vector256.LoadUnsafe(ref b, 8);
            var x = Vector256.Create(left);
            (s00, s01, s02) = (Vector256.FusedMultiplyAdd(x, b0, s00), Vector256.FusedMultiplyAdd(x, b1, s01), Vector256.FusedMultiplyAdd(x, b2, s02));
            x = Vector256.Create(Unsafe.Add(ref left, a.Row));
            (s10, s11, s12) = (Vector256.FusedMultiplyAdd(x, b0, s10), Vector256.FusedMultiplyAdd(x, b1, s11), Vector256.FusedMultiplyAdd(x, b2, s12));
            x = Vector256.Create(Unsafe.Add(ref left, 2 * a.Row));
            (s20, s21, s22) = (Vector256.FusedMultiplyAdd(x, b0, s20), Vector256.FusedMultiplyAdd(x, b1, s21), Vector256.FusedMultiplyAdd(x, b2, s22));
            x = Vector256.Create(Unsafe.Add(ref left, 3 * a.Row));
            (s30, s31, s32) = (Vector256.FusedMultiplyAdd(x, b0, s30), Vector256.FusedMultiplyAdd(x, b1, s31), Vector256.FusedMultiplyAdd(x, b2, s32));
            left = ref Unsafe.Add(ref left, a.Inner);
            b = ref Unsafe.Add(ref b, right);
        }

        Store(s00, s01, s02, ref c, skip);
        Store(s10, s11, s12, ref c1, skip);
        Store(s20, s21, s22, ref c2, skip);
        Store(s30, s31, s32, ref c3, skip);
    }

    internal static void FourByFour(LeftMatrix a, ref double b, ref double c, int right, int below, int inner, int skip)
    {
        Vector256<double> s0 = Vector256.LoadUnsafe(ref c), s1 = Vector256.LoadUnsafe(ref c, (nuint)below);
        Vector256<double> s2 = Vector256.LoadUnsafe(ref c, (nuint)(2 * below)), s3 = Vector256.LoadUnsafe(ref c, (nuint)(3 * below));
        for (var k = 0; k < inner; k++)
        {
            ref var left = ref Unsafe.Add(ref a.First, k * a.Inner);
            var lanes = Vector256.LoadUnsafe(ref b, (nuint)(k * right));
            s0 = Vector256.FusedMultiplyAdd(Vector256.Create(left), lanes, s0);
            s1 = Vector256.FusedMultiplyAdd(Vector256.Create(Unsafe.Add(ref left, a.Row)), lanes, s1);
            s2 = Vector256.FusedMultiplyAdd(Vector256.Create(Unsafe.Add(ref left, 2 * a.Row)), lanes, s2);
            s3 = Vector256.FusedMultiplyAdd(Vector256.Create(Unsafe.Add(ref left, 3 * a.Row)), lanes, s3);
        }

        Store(s0, ref c, skip);
        Store(s1, ref Unsafe.Add(ref c, below), skip);
        Store(s2, ref Unsafe.Add(ref c, 2 * below), skip);
        Store(s3, ref Unsafe.Add(ref c, 3 * below), skip);
    }

    internal static void OneByTwelve(LeftMatrix a, ref double b, ref double c, int right, int below, int inner, int skip)
    {
        Vector256<double> s0 = Vector256.LoadUnsafe(ref c), s1 = Vector256.LoadUnsafe(ref c, 4), s2 = Vector256.LoadUnsafe(ref c, 8);
        for (var k = 0; k < inner; k++)
        {
            var x = Vector256.Create(Unsafe.Add(ref a.First, k * a.Inner));
            ref var from = ref Unsafe.Add(ref b, k * right);
            s0 = Vector256.FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref from), s0);
            s1 = Vector256.FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref from, 4), s1);
            s2 = Vector256.FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref from, 8), s2);
        }

        Store(s0, s1, s2, ref c, skip);
    }

    internal static void OneByFour(LeftMatrix a, ref double b, ref double c, int right, int below, int inner, int skip)
    {
        var sum = Vector256.LoadUnsafe(ref c);
        for (var k = 0; k < inner; k++)
            sum = Vector256.FusedMultiplyAdd(Vector256.Create(Unsafe.Add(ref a.First, k * a.Inner)), Vector256.LoadUnsafe(ref b, (nuint)(k * right)), sum);
        Store(sum, ref c, skip);
    }

    private static void Store(Vector256<double> first, Vector256<double> second, Vector256<double> third, ref double c, int skip)
    {
        Store(first, ref c, Math.Min(skip, 4));
        Store(second, ref Unsafe.Add(ref c, 4), Math.Clamp(skip - 4, 0, 4));
        Store(third, ref Unsafe.Add(ref c, 8), Math.Max(skip - 8, 0));
    }

    // All but the first few lanes.
    private static void Store(Vector256<double> lanes, ref double c, int skip)
    {
        if (skip == 0)
            lanes.StoreUnsafe(ref c);
        for (var lane = skip == 0 ? 4 : skip; lane < 4; lane++)
            Unsafe.Add(ref c, lane) = lanes.GetElement(lane);
    }

    internal static void Scalars(LeftMatrix a, ref double b, ref double c, int right, int below, int inner, int rows, int width)
    {
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < width; column++)
            {
                var sum = Unsafe.Add(ref c, row * below + column);
                for (var k = 0; k < inner; k++)
                    sum = Math.FusedMultiplyAdd(Unsafe.Add(ref a.First, row * a.Row + k * a.Inner), Unsafe.Add(ref b, k * right + column), sum);
                Unsafe.Add(ref c, row * below + column) = sum;
            }
        }
    }
}
