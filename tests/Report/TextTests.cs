using System.Globalization;
using CsCheck;
using IpdEngine.Report;
using IpdEngine.Report.Figures.Canvas;
using IpdEngine.Report.Markup;
using IpdEngine.Report.Tables;
using Xunit;

namespace IpdEngine.Tests.Report;

/// <summary>Numbers, cells and characters on their way into files.</summary>
public sealed class TextTests
{
    [Fact]
    public void An_exact_number_reads_back_to_the_same_bits() =>
        Gen.Double.Sample(value =>
        {
            var text = Numbers.Exact(value);
            return double.IsFinite(value)
                ? value == 0 ? text == "0" : BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture)) == BitConverter.DoubleToInt64Bits(value)
                : text is "" or "Inf" or "-Inf";
        });

    [Theory]
    [InlineData(-0.0954432, 2, "\u22120.10")]
    [InlineData(-0.0004, 2, "0.00")]
    [InlineData(double.NaN, 2, "\u2013")]
    [InlineData(double.NegativeInfinity, 2, "\u2212\u221E")]
    [InlineData(1234.5, 1, "1234.5")]
    public void A_rounded_number_has_a_true_minus_and_no_negative_zero(double value, int decimals, string text) =>
        Assert.Equal(text, Numbers.Fixed(value, decimals));

    [Theory]
    [InlineData(0.0371, ".037")]
    [InlineData(0.00099, "< .001")]
    [InlineData(1, "1.000")]
    public void A_p_value_is_printed_as_the_field_prints_it(double value, string text) => Assert.Equal(text, Numbers.P(value));

    [Theory]
    [InlineData("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\"")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM", "'@SUM")]
    [InlineData("\tx", "'\tx")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("trial01", "trial01")]
    public void A_cell_that_a_spreadsheet_would_run_is_defused(string text, string cell)
    {
        var table = new Table("t", Table.Text("a"), Table.Number("b"));
        table.Add(text, -1.5);
        Assert.Equal($"a,b\n{cell},-1.5\n", CsvText.Of(table));
    }

    [Fact]
    public void A_row_that_does_not_fit_its_table_is_refused()
    {
        var table = new Table("t", Table.Text("a"), Table.Number("b"));
        Assert.Throws<ArgumentException>(() => table.Add("x"));
        Assert.Throws<ArgumentException>(() => table.Add("x", "y"));
        Assert.Throws<ArgumentException>(() => table.Add(1.0, 1.0));
    }

    [Fact]
    public void Any_text_gives_markup_that_a_parser_reads_back() =>
        Gen.String.Sample(text =>
        {
            var read = System.Xml.Linq.XElement.Parse(new Tag("p", text).With("title", text).ToString(), System.Xml.Linq.LoadOptions.PreserveWhitespace);
            return !read.HasElements && read.Value.Length == text.Length;
        });

    [Fact]
    public void An_axis_has_round_ticks_that_hold_its_range() =>
        Gen.Select(Gen.Double[-5, 5], Gen.Double[0, 5]).Sample((low, length) =>
        {
            var axis = new Axis(low, low + length, 100, 300, 5);
            var ticks = axis.Ticks.ToList();
            return axis.Holds(low) && axis.Holds(low + length) && !axis.Holds(axis.High + axis.Step / 100) && ticks.Count is >= 2 and <= 12
                && Math.Abs(axis.At(axis.Low) - 100) < 1e-9 && Math.Abs(axis.At(axis.High) - 300) < 1e-9
                && ticks.All(tick => Math.Abs(tick - Math.Round(tick, axis.Decimals)) < 1e-9);
        });

    [Fact]
    public void Wrapped_text_keeps_every_word_and_no_line_is_too_wide()
    {
        const string Text = "measured every second session: its lag is 2, this pool is of lag 1";
        var lines = TextWidth.Wrap(Text, 11, 120);
        Assert.Equal(Text, string.Join(' ', lines));
        Assert.All(lines, line => Assert.True(TextWidth.Of(line, 11) <= 120));
        Assert.True(TextWidth.Of(TextWidth.Cut(new string('W', 99), 11, 120), 11) <= 120);
    }
}
