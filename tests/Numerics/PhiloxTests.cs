using IpdEngine.Numerics.Random;
using Xunit;

namespace IpdEngine.Tests.Numerics;

public class PhiloxTests
{
    // Known answers of philox4x32-10: the file kat_vectors of Random123 1.14.
    [Theory]
    [InlineData(new uint[] { 0, 0, 0, 0 }, 0u, 0u, new uint[] { 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8 })]
    [InlineData(new uint[] { 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff }, 0xffffffffu, 0xffffffffu, new uint[] { 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd })]
    [InlineData(new uint[] { 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344 }, 0xa4093822u, 0x299f31d0u, new uint[] { 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1 })]
    public void A_block_is_the_published_one(uint[] counter, uint key0, uint key1, uint[] expected)
    {
        Philox.Block(counter, key0, key1);
        Assert.Equal(expected, counter);
    }

    [Fact]
    public void Streams_repeat_and_differ()
    {
        var one = new Philox(1, 7);
        var same = new Philox(1, 7);
        var other = new Philox(1, 8);
        double[] a = [one.NextUniform(), one.NextNormal()], b = [same.NextUniform(), same.NextNormal()], c = [other.NextUniform(), other.NextNormal()];
        Assert.Equal(a, b);
        Assert.NotEqual(a, c);
    }

    [Fact]
    public void Normal_numbers_have_the_moments_of_the_normal()
    {
        const int draws = 200_000;
        var stream = new Philox(42, 0);
        double sum = 0, squares = 0, fourth = 0;
        for (var i = 0; i < draws; i++)
        {
            var z = stream.NextNormal();
            sum += z;
            squares += z * z;
            fourth += z * z * z * z;
        }

        // Five standard errors of each moment: 1, sqrt 2, sqrt 96 over root n.
        var root = Math.Sqrt(draws);
        Assert.Equal(0, sum / draws, 5 / root);
        Assert.Equal(1, squares / draws, 5 * Math.Sqrt(2) / root);
        Assert.Equal(3, fourth / draws, 5 * Math.Sqrt(96) / root);
    }

    [Fact]
    public void Whole_numbers_cover_their_range_evenly()
    {
        var stream = new Philox(3, 1);
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++)
            counts[stream.NextBelow(7)]++;
        Assert.All(counts, count => Assert.InRange(count, 10_000 - 500, 10_000 + 500));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.NextBelow(0));
    }
}
