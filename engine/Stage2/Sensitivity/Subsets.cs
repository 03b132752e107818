using System.Numerics;
using IpdEngine.Numerics.Random;
using MathNet.Numerics;

namespace IpdEngine.Stage2.Sensitivity;

/// <summary>Subsets of k things as bits, the first thing in the lowest.</summary>
internal static class Subsets
{
    /// <summary>How many subsets have at least so many members; infinity where a double cannot hold the count.</summary>
    public static double Count(int k, int least)
    {
        double sum = 0, choose = 1;
        for (var n = 0; n <= k; n++)
        {
            if (n >= least)
                sum += choose;
            choose = choose * (k - n) / (n + 1);
        }
        return double.IsNaN(sum) ? double.PositiveInfinity : sum;
    }

    /// <summary>Every subset of at least so many members, in ascending order of its number; k below 31.</summary>
    public static ulong[] Every(int k, int least)
    {
        List<ulong> members = new((int)Count(k, least));
        for (ulong mask = 0; mask < 1UL << k; mask++)
            if (BitOperations.PopCount(mask) >= least)
                members.Add(mask);
        return [.. members];
    }

    /// <summary>Subsets drawn with each thing in with probability one half, given that there are at least so many: its size first, then its members.</summary>
    /// <remarks>Each subset has a stream of its own, so the draw of one is the same whoever draws the others.</remarks>
    public static ulong[] Drawn(int k, int least, int count, ulong seed)
    {
        var words = (k + 63) / 64;
        var members = new ulong[(long)count * words];
        var upTo = Sizes(k, least);
        var items = new int[k];
        for (var s = 0; s < count; s++)
        {
            var draw = new Philox(seed, (ulong)s);
            var place = Array.BinarySearch(upTo, draw.NextUniform());
            var size = Math.Min(k, least + (place < 0 ? ~place : place));
            for (var i = 0; i < k; i++)
                items[i] = i;
            for (var n = 0; n < size; n++)
            {
                var other = n + draw.NextBelow(k - n);
                (items[n], items[other]) = (items[other], items[n]);
                members[(long)s * words + items[n] / 64] |= 1UL << (items[n] % 64);
            }
        }
        return members;
    }

    // Cumulative probabilities of the sizes least..k of a binomial with one half.
    private static double[] Sizes(int k, int least)
    {
        var logs = new double[k - least + 1];
        for (var n = least; n <= k; n++)
            logs[n - least] = SpecialFunctions.GammaLn(k + 1.0) - SpecialFunctions.GammaLn(n + 1.0) - SpecialFunctions.GammaLn(k - n + 1.0);
        var highest = logs.Max();
        var sum = 0.0;
        for (var n = 0; n < logs.Length; n++)
            logs[n] = sum += Math.Exp(logs[n] - highest);
        for (var n = 0; n < logs.Length; n++)
            logs[n] /= sum;
        return logs;
    }
}
