using System.Globalization;
using CsCheck;
using IpdEngine.Intake.Readers;
using Xunit;

namespace IpdEngine.Tests.Readers.Opening;

/// <summary>Numbers as data files write them.</summary>
public sealed class NumberTextTests
{
    [Theory]
    [InlineData("5", '.', 5)]
    [InlineData(" -9 ", '.', -9)]
    [InlineData("+1.25", '.', 1.25)]
    [InlineData(".5", '.', 0.5)]
    [InlineData("5.", '.', 5)]
    [InlineData("1,36", ',', 1.36)]
    [InlineData("-0,12", ',', -0.12)]
    [InlineData("1e3", '.', 1000)]
    [InlineData("1,5E-2", ',', 0.015)]
    [InlineData("1.234,5", ',', 1234.5)]
    [InlineData("1,234,567.8", '.', 1234567.8)]
    [InlineData("1 234,5", ',', 1234.5)]
    [InlineData("1'234.5", '.', 1234.5)]
    [InlineData("\u22123", '.', -3)]
    [InlineData("123456789012345678", '.', 123456789012345678)]
    [InlineData("0.1234567890123456789", '.', 0.1234567890123456789)]
    public void Numbers_are_read(string text, char mark, double expected)
    {
        Assert.Equal(NumberReading.Number, NumberText.Read(text, mark, out double value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("", NumberReading.Blank)]
    [InlineData("  ", NumberReading.Blank)]
    [InlineData("NA", NumberReading.MissingMark)]
    [InlineData("#NULL!", NumberReading.MissingMark)]
    [InlineData(".", NumberReading.MissingMark)]
    [InlineData("NaN", NumberReading.MissingMark)]
    [InlineData("x", NumberReading.NotANumber)]
    [InlineData("12a", NumberReading.NotANumber)]
    [InlineData("1.2.3", NumberReading.NotANumber)]
    [InlineData("1-2", NumberReading.NotANumber)]
    [InlineData("Infinity", NumberReading.NotANumber)]
    [InlineData("1e999", NumberReading.NotANumber)]
    [InlineData("+", NumberReading.NotANumber)]
    [InlineData("1 23", NumberReading.NotANumber)]
    [InlineData("1,5", NumberReading.OtherMark)]
    [InlineData("1,234", NumberReading.OtherMark)]
    public void What_is_no_number_has_its_reason(string text, NumberReading expected)
    {
        Assert.Equal(expected, NumberText.Read(text, '.', out double value));
        Assert.True(double.IsNaN(value));
    }

    [Fact]
    public void Any_double_reads_back_to_the_bit_under_either_mark() =>
        Gen.Double.Where(double.IsFinite).Sample(
            number =>
            {
                string text = number.ToString("R", CultureInfo.InvariantCulture);
                Assert.Equal(NumberReading.Number, NumberText.Read(text, '.', out double value));
                Assert.Equal(BitConverter.DoubleToInt64Bits(number), BitConverter.DoubleToInt64Bits(value));
                Assert.Equal(NumberReading.Number, NumberText.Read(text.Replace('.', ','), ',', out value));
                Assert.Equal(number, value);
            }, iter: 20_000);

    [Fact]
    public void Short_decimals_read_as_the_framework_reads_them() =>
        Gen.Select(Gen.Long[-999_999_999_999_999, 999_999_999_999_999], Gen.Int[0, 15]).Sample(
            (digits, decimals) =>
            {
                string text = Math.Abs(digits).ToString("D16", CultureInfo.InvariantCulture);
                text = (digits < 0 ? "-" : "") + text[..(16 - decimals)] + "." + text[(16 - decimals)..];
                NumberText.Read(text, '.', out double value);
                Assert.Equal(double.Parse(text, CultureInfo.InvariantCulture), value);
            }, iter: 20_000);

    [Fact]
    public void Reading_allocates_nothing()
    {
        NumberText.Read("1.234,5", ',', out _);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
        {
            NumberText.Read("12,75", ',', out _);
            NumberText.Read("1.234,5", ',', out _);
            NumberText.Read("#NULL!", ',', out _);
            NumberText.Read("letters", ',', out _);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
