using CsCheck;
using IpdEngine.Formula;
using IpdEngine.Formula.Design;
using IpdEngine.Formula.Syntax;
using IpdEngine.Formula.Terms;
using Xunit;

namespace IpdEngine.Tests.Formula;

/// <summary>What is no formula is refused with its place; whatever is typed, nothing else is thrown.</summary>
public sealed class FormulaParserTests
{
    [Theory]
    [InlineData("y", 1, "the end of the formula", "~")]
    [InlineData("", 0, "the end of the formula", "a column")]
    [InlineData("y ~", 3, "the end of the formula", "a column")]
    [InlineData("y ~ x +", 7, "the end of the formula", "a column")]
    [InlineData("y ~ x + * z", 8, "'*'", "a column")]
    [InlineData("y ~ (x + z", 10, "the end of the formula", "')'")]
    [InlineData("y ~ x) + z", 5, "')'", "an operator")]
    [InlineData("y ~ x z", 6, "'z'", "an operator")]
    [InlineData("y ~ x & z", 6, "'&'", "a column")]
    [InlineData("y ~ `x", 4, "` that is not closed", "another `")]
    [InlineData("y ~ x ~ z", 6, "'~'", "an operator")]
    [InlineData("y ~ 2 + x", 4, "the number 2", "I(")]
    [InlineData("y ~ x^0.5", 5, "the power 0.5", "I(x^2)")]
    [InlineData("y ~ x + z | g", 10, "'|'", "parentheses")]
    [InlineData("y ~ x * (1 | g)", 11, "'|'", "parentheses")]
    [InlineData("y ~ (0 | g)", 7, "a random term without columns", "an intercept")]
    [InlineData("y ~ (1 | g + h)", 11, "'g + h'", "grouping factors")]
    [InlineData("y ~ f(x,)", 8, "')'", "a column")]
    public void A_fault_is_named_with_its_place(string text, int place, string found, string expected)
    {
        var fault = Assert.Throws<FormulaException>(() => ModelFormula.Parse(text));
        Assert.Equal(place, fault.Place);
        Assert.StartsWith(found, fault.Found, StringComparison.Ordinal);
        Assert.Contains(expected, fault.Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("y ~ allianse", "did you mean 'alliance'")]
    [InlineData("y ~ cbind(alliance, y)", "one of factor, relevel, I")]
    [InlineData("y ~ log(group)", "numbers here")]
    [InlineData("y ~ relevel(group, ref = \"x\")", "one of the levels a, b")]
    [InlineData("y ~ log(y, y)", "one, as in log(x)")]
    public void A_formula_that_does_not_fit_its_table_says_what_would(string text, string expected)
    {
        var frame = new DataFrame([new DataColumn("y", [1.0, 2, 3]), new DataColumn("alliance", [1.0, 5, 3]), new DataColumn("group", ["a", "b", "a"])]);
        var fault = Assert.Throws<FormulaException>(() => ModelMatrix.Of(ModelFormula.Parse(text), frame, out _));
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_is_a_formula_or_a_fault_with_a_place_within_it()
    {
        string[] pieces = ["y", "x", "g", "~", "+", "-", "*", "/", ":", "^", "(", ")", "1", "0", "2", "I(", "|", "||", "%in%", ",", "=", " ", "log(", "\"", "`", "offset(", "é", "\0"];
        Gen.Int[0, pieces.Length - 1].List[0, 30].Select(list => string.Concat(list.Select(i => pieces[i]))).Sample(text =>
        {
            try
            {
                Assert.Equal(text, ModelFormula.Parse(text).Text);
            }
            catch (FormulaException fault)
            {
                Assert.InRange(fault.Place, 0, text.Length);
            }
        }, iter: 20_000);
    }

    [Theory]
    [InlineData("((((((((((")]
    [InlineData("^-")]
    [InlineData("-")]
    [InlineData("I(")]
    [InlineData("x:")]
    [InlineData("x/")]
    public void Endless_repetition_is_refused_and_not_followed(string piece)
    {
        var text = "y ~ x" + string.Concat(Enumerable.Repeat(piece, 4000));
        Assert.Throws<FormulaException>(() => ModelFormula.Parse(text));
    }

    [Fact]
    public void A_product_that_explodes_is_refused()
    {
        var sum = string.Join(" + ", Enumerable.Range(0, 40).Select(i => $"x{i}"));
        Assert.Contains("more than 2000 terms", Assert.Throws<FormulaException>(() => ModelFormula.Parse($"y ~ ({sum})^30")).Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1e5, "1e+05")]
    [InlineData(123456, "123456")]
    [InlineData(0.1, "0.1")]
    [InlineData(-2.5, "-2.5")]
    [InlineData(1.0 / 3, "0.333333333333333")]
    [InlineData(1e-5, "1e-05")]
    [InlineData(0.0001234, "0.0001234")]
    [InlineData(1e15, "1e+15")]
    [InlineData(1e300, "1e+300")]
    public void Numbers_are_written_as_R_writes_them(double value, string text) => Assert.Equal(text, NumberFormat.Of(value));
}
