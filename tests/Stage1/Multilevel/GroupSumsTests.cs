using CsCheck;
using IpdEngine.Numerics.Random;
using IpdEngine.Stage1.Multilevel.LinearMixed;
using Xunit;

namespace IpdEngine.Tests.Stage1.Multilevel;

/// <summary>Groups of two columns by lanes and groups by classes are two ways to the same sums.</summary>
public sealed class GroupSumsTests
{
    [Fact]
    public void Lanes_and_classes_give_the_same_sums() => Gen.Select(Gen.Int[1, 70], Gen.Int[1, 11], Gen.ULong, Gen.Double[0, 3]).Sample(
        (groups, columns, seed, spread) =>
        {
            var random = new Philox(seed, 0);
            GroupSums[] both = [new PairSums(columns, groups), new ClassSums(2, columns, groups)];
            var stride = Lanes.Padded(columns) + Lanes.Width;
            for (var g = 0; g < groups; g++)
            {
                // Every third group has one row only: its T is singular.
                double[] t = new double[4], w = new double[2 * stride];
                for (var row = 0; row < (g % 3 == 0 ? 1 : 5); row++)
                {
                    var z = random.NextNormal();
                    (t[0], t[1], t[2], t[3]) = (t[0] + 1, t[1] + z, t[2] + z, t[3] + z * z);
                    for (var c = 0; c < columns; c++)
                    {
                        var x = random.NextNormal();
                        (w[c], w[stride + c]) = (w[c] + x, w[stride + c] + z * x);
                    }
                }

                foreach (var sums in both)
                    sums.Add(t, w, stride);
            }

            double[] lambda = [spread * random.NextNormal(), spread * random.NextNormal(), spread * random.NextNormal(), spread * random.NextNormal()];
            var weights = new double[Lanes.Padded(Triangle.Length(columns))];
            for (var k = 0; k < Triangle.Length(columns); k++)
                weights[k] = random.NextNormal();
            double[][] left = [new double[weights.Length], new double[weights.Length]];
            var logarithms = new double[2];
            for (var i = 0; i < 2; i++)
            {
                both[i].SetLambda(lambda);
                logarithms[i] = both[i].Subtract(left[i]);
                both[i].Differentiate(weights);
            }

            Assert.Equal(logarithms[1], logarithms[0], 1e-10 * (1 + Math.Abs(logarithms[1])));
            Near(left[1], left[0]);
            Near(both[1].Outers, both[0].Outers);
            Near(both[1].Gamma, both[0].Gamma);
            Near(both[1].Products, both[0].Products);
        },
        iter: 200);

    private static void Near(double[] expected, double[] found)
    {
        var size = expected.Max(Math.Abs);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], found[i], 1e-10 * (1e-3 + size));
    }
}
