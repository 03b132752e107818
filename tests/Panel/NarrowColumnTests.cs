using CsCheck;
using IpdEngine.Panel;
using Xunit;

namespace IpdEngine.Tests.Panel;

public sealed class NarrowColumnTests
{
    private static readonly Gen<double> s_value = Gen.OneOf(
        Gen.Int[-130, 130].Select(i => (double)i), Gen.Int[-40_000, 40_000].Select(i => i / 100.0), Gen.Int.Select(i => (double)i), Gen.Double, Gen.Const(double.NaN));

    [Fact]
    public void A_column_gives_every_value_back_to_the_bit() => s_value.Array[1, 300].Sample(values =>
    {
        var column = new NarrowColumn();
        foreach (var value in values)
            column.Add(value);
        Assert.Equal(values.Select(Bits), Enumerable.Range(0, column.Count).Select(i => Bits(column[i])));
    });

    [Fact]
    public void A_value_that_is_set_later_widens_its_chunk_and_spares_the_others()
    {
        var column = new NarrowColumn();
        for (var i = 0; i < 20_000; i++)
            column.Add(i % 90);
        column[9_000] = Math.PI;
        Assert.Equal(Math.PI, column[9_000]);
        Assert.All(Enumerable.Range(0, 20_000).Where(i => i != 9_000), i => Assert.Equal(i % 90, column[i]));
    }

    // Zero has one sign in a study, as the panel keeps it.
    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(double.IsNaN(value) ? double.NaN : value + 0.0);
}
