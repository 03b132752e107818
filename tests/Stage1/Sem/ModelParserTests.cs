using CsCheck;
using IpdEngine.Stage1.Sem.Ram;
using IpdEngine.Stage1.Sem.Syntax;
using Xunit;

namespace IpdEngine.Tests.Stage1.Sem;

public class ModelParserTests
{
    private static readonly Gen<string> s_pieces = Gen.Int[0, 22].Select(i => new[]
    {
        "f", "x1", "=~", "~", "~~", ":=", "==", "<", "+", "*", "(", ")", "1", "NA", "start", ";", "\n", "#", "\"", "?", "-", "^", " ",
    }[i]);

    [Fact]
    public void Every_kind_of_term_is_read()
    {
        var statements = ModelParser.Parse("""
            # a comment
            f =~ 1*x1 + NA*x2 +      ! continued by the sign
                 start(0.5)*x3
                 + -2.5e-1*x4        # continued because the line has no operator
            y ~ b1*f + label("b2")*x1 + 0.3?x2; y ~ 1
            x1 + x2 ~~ 1/4*x3
            ind := b1*b2^2 - exp(-b1)/2
            b1 == b2
            """);
        var terms = statements.OfType<ParameterStatement>().ToArray();
        Assert.Equal(["f=~x1", "f=~x2", "f=~x3", "f=~x4", "y~f", "y~x1", "y~x2", "y~1", "x1~~x3", "x2~~x3"], terms.Select(t => t.Name));
        Assert.Equal(1, terms[0].Fixed);
        Assert.True(double.IsNaN(terms[1].Fixed!.Value));
        Assert.Equal(0.5, terms[2].Start);
        Assert.Equal(-0.25, terms[3].Fixed);
        Assert.Equal("b1", terms[4].Label);
        Assert.Equal("b2", terms[5].Label);
        Assert.Equal(0.3, terms[6].Start);
        Assert.Equal(0.25, terms[8].Fixed);
        var definition = Assert.IsType<DefinitionStatement>(statements[^2]);
        var value = definition.Expression.Evaluate(label => label == "b1" ? 2 : 3, label => label == "b1" ? [1, 0] : [0, 1], 2);
        Assert.Equal(18 - Math.Exp(-2) / 2, value.Value, 1e-14);
        Assert.Equal(9 + Math.Exp(-2) / 2, value.Gradient[0], 1e-14);
        Assert.Equal(12, value.Gradient[1], 1e-14);
    }

    [Theory]
    [InlineData("f =~ x1 + ", 1, 11, "the end of the model", "a variable, a number or a label")]
    [InlineData("f =~ x1\ny ~ b*", 2, 7, "the end of the model", "a variable, a number or a label")]
    [InlineData("y | t1", 1, 3, "'|'", "one of =~ ~ ~~ := == < >")]
    [InlineData("f =~ c(1, 2)*x1", 1, 6, "'c'(...)", "start(), label(), equal()")]
    [InlineData("y ~ x § z", 1, 7, "'§'", "a variable, a number, a label")]
    [InlineData("y ~ a*b*x", 1, 7, "a second label for one term", "one")]
    [InlineData("y ~ a*x\ny ~ b*x", 2, 8, "the end of the model", "only one label and one fixed value for y~x")]
    [InlineData("y ~ \"a*x", 1, 5, "a quotation mark without its partner", "a closing")]
    [InlineData("a := foo(b)", 1, 6, "'foo'", "one of the functions")]
    public void A_fault_is_shown_with_its_place(string model, int line, int column, string found, string expected)
    {
        var fault = Assert.Throws<ModelSyntaxException>(() => ModelParser.Parse(model));
        Assert.Equal((line, column), (fault.Line, fault.Column));
        Assert.Contains(found, fault.Message, StringComparison.Ordinal);
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_is_a_model_or_a_fault_with_a_place() =>
        Gen.OneOf(s_pieces.Array[0, 20].Select(parts => string.Concat(parts)), Gen.String)
            .Sample(
                text =>
                {
                    try
                    {
                        ModelParser.Parse(text);
                    }
                    catch (ModelSyntaxException fault)
                    {
                        Assert.True(fault.Line >= 1 && fault.Column >= 1);
                    }
                },
                iter: 20_000);

    [Fact]
    public void Nesting_has_a_limit() =>
        Assert.Throws<ModelSyntaxException>(() => ModelParser.Parse("a := " + new string('(', 100_000) + "b" + new string(')', 100_000)));

    [Fact]
    public void Equal_labels_are_one_parameter_and_simple_constraints_are_carried_out()
    {
        var table = ParameterTable.Of("y ~ a*x + b*z\nw ~ a*x + c*z + d*y\nb == c\nd == 0.5");
        Assert.Equal(["a", "b"], table.FreeNames);
        Assert.Equal([0, 1, 0, 1, -1], table.Rows.Select(row => row.Free));
        Assert.Equal(0.5, table.Rows[4].Value);
        Assert.Contains("line 3", Assert.Throws<ArgumentException>(() => ParameterTable.Of("y ~ a*x\nz ~ b*x\na > b")).Message, StringComparison.Ordinal);
        Assert.Contains("'q'", Assert.Throws<ArgumentException>(() => ParameterTable.Of("y ~ a*x\na == q")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_that_the_data_lack_is_named() => Assert.Contains(
        "found z in the model", Assert.Throws<ArgumentException>(() => ModelStructure.Of(ParameterTable.Of("y ~ x + z"), ["x", "y"])).Message, StringComparison.Ordinal);
}
