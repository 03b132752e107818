using CsCheck;
using IpdEngine.Stage1.Sem.Ram;
using IpdEngine.Stage1.Sem.Syntax;
using Xunit;

namespace IpdEngine.Tests.Stage1.Sem;

public class ModelParserTests
{
    private static readonly string[] s_expressions =
    [
        "x*y - x/y", "x^3*y^2", "x^y", "exp(x*y)", "log(x + 2*y)", "sqrt(x)*y", "abs(x - 2)*y^2", "tanh(x*y)", "atanh(x*y)", "sin(x)*cos(y)", "tan(x/2) + (x + y)^-1.5", "-x^2 + 3",
    ];

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
        Assert.Equal(1, terms[0].Modifiers.Fixed![0]);
        Assert.True(double.IsNaN(terms[1].Modifiers.Fixed![0]));
        Assert.Equal(0.5, terms[2].Modifiers.Starts![0]);
        Assert.Equal(-0.25, terms[3].Modifiers.Fixed![0]);
        Assert.Equal("b1", terms[4].Modifiers.Labels![0]);
        Assert.Equal("b2", terms[5].Modifiers.Labels![0]);
        Assert.Equal(0.3, terms[6].Modifiers.Starts![0]);
        Assert.Equal(0.25, terms[8].Modifiers.Fixed![0]);
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
    [InlineData("f =~ foo(1, 2)*x1", 1, 6, "'foo'(...)", "start(), label(), equal()")]
    [InlineData("f =~ c(1, \"a\")*x1", 1, 6, "labels and numbers together", "labels alone")]
    [InlineData("f <~ x1", 1, 3, "'<~'", "formative factors are not offered")]
    [InlineData("x1 ~*~ x1", 1, 4, "'~*~'", "ordinal data")]
    [InlineData("group: 1\nf =~ x1", 1, 6, "':'", "name groups by c()")]
    [InlineData("y ~ x:z", 1, 5, "'x:'", "add a column with the product")]
    [InlineData("f =~ f", 1, 6, "'f' as its own indicator", "another variable")]
    [InlineData("y ~ NA", 1, 7, "the end of the model", "'*'")]
    [InlineData("f =~ x1 + x2 x3", 1, 14, "'x3'", "'+' between two terms")]
    [InlineData("a + b := 2", 1, 1, "'(a + b)'", "a single name")]
    [InlineData("y ~ x § z", 1, 7, "'§'", "a variable, a number, a label")]
    [InlineData("y ~ a*b*x", 1, 7, "a second modifier of one kind for one term", "one label")]
    [InlineData("y ~ a*x\ny ~ b*x", 2, 5, "y~x a second time", "only one label and one fixed value")]
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

    [Theory]
    [InlineData("a := ", "(", "b", ")")]
    [InlineData("y ~ ", "c(", "1", ")")]
    [InlineData("a := ", "exp(", "b", ")")]
    [InlineData("a := b", "^b", "", "")]
    [InlineData("a := b", " + b", "", "")]
    [InlineData("a := b", " * b", "", "")]
    [InlineData("y ~ 1", "/2", "*x", "")]
    public void Nesting_and_length_of_an_expression_have_a_limit(string start, string opening, string inner, string closing)
    {
        string Repeat(string text) => string.Concat(Enumerable.Repeat(text, 50_000));
        Assert.Contains("at most", Assert.Throws<ModelSyntaxException>(() => ModelParser.Parse(start + Repeat(opening) + inner + Repeat(closing))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Modifiers_of_groups_are_read_as_lists()
    {
        var terms = ModelParser.Parse("""
            f =~ c(1, NA)*x1 + c(a, b)*x2 + start(c(0.5, -1/4))*x3 + label(c("u", NA))*x3
            f ~~ lower(0)*f + upper(2^2)*f
            y ~ equal("f=~x2")*x + sqrt(4)*z + 0
            """).Cast<ParameterStatement>().ToArray();
        Assert.Equal([1, double.NaN], terms[0].Modifiers.Fixed!);
        Assert.Equal(["a", "b"], terms[1].Modifiers.Labels!);
        Assert.Equal([0.5, -0.25], terms[2].Modifiers.Starts!);
        Assert.Equal(["u", ""], terms[2].Modifiers.Labels!);
        Assert.Equal((0, 4), (terms[3].Modifiers.Lower![0], terms[3].Modifiers.Upper![0]));
        Assert.Equal("f=~x2", terms[4].Modifiers.Labels![0]);
        Assert.Equal(2, terms[5].Modifiers.Fixed![0]);
        Assert.Equal(("~1", 0.0), (terms[6].Operator, terms[6].Modifiers.Fixed![0]));
        Assert.Equal(7, terms.Length);
    }

    [Fact]
    public void A_fault_is_pointed_at()
    {
        const string model = "f =~ x1 + x2\ny ~ b*";
        Assert.Equal("  y ~ b*\n        ^", Assert.Throws<ModelSyntaxException>(() => ModelParser.Parse(model)).Caret(model));
    }

    [Fact]
    public void Second_derivatives_of_expressions_are_the_differences_of_the_first() =>
        Gen.Select(Gen.Double[0.1, 0.9], Gen.Double[0.1, 0.9], Gen.Int[0, s_expressions.Length - 1]).Sample((x, y, which) =>
        {
            var expression = ((DefinitionStatement)ModelParser.Parse("d := " + s_expressions[which])[0]).Expression;
            string[] labels = ["x", "y"];
            var jet = expression.At(labels, [x, y]);
            const double h = 1e-5;
            for (var i = 0; i < 2; i++)
            {
                var up = expression.At(labels, [i == 0 ? x + h : x, i == 1 ? y + h : y]);
                var down = expression.At(labels, [i == 0 ? x - h : x, i == 1 ? y - h : y]);
                Assert.Equal((up.Value - down.Value) / (2 * h), jet.Gradient[i], 1e-6 * (1 + Math.Abs(jet.Gradient[i])));
                for (var j = 0; j < 2; j++)
                    Assert.Equal((up.Gradient[j] - down.Gradient[j]) / (2 * h), jet.Hessian[i * 2 + j], 1e-5 * (1 + Math.Abs(jet.Hessian[i * 2 + j])));
            }
        });

    [Fact]
    public void Equal_labels_are_one_parameter_and_simple_constraints_are_carried_out()
    {
        var table = ParameterTable.Of("y ~ a*x + b*z\nw ~ a*x + c*z + d*y\nb == c\nd == 0.5");
        Assert.Equal(["a", "b"], table.FreeNames);
        Assert.Equal([0, 1, 0, 1, -1], table.Rows.Select(row => row.Free));
        Assert.Equal(0.5, table.Rows[4].Value);
        Assert.Equal("a > b", ParameterTable.Of("y ~ a*x\nz ~ b*x\na > b").Constraints[0].ToString());
        Assert.Contains("expected one number", Assert.Throws<ArgumentException>(() => ParameterTable.Of("y ~ a*x\na == 1\na == 2")).Message, StringComparison.Ordinal);
        Assert.Contains("defined already", Assert.Throws<ArgumentException>(() => ParameterTable.Of("y ~ a*x\nd := 1\nd := 2")).Message, StringComparison.Ordinal);
        Assert.Contains("'e'", Assert.Throws<ArgumentException>(() => ParameterTable.Of("y ~ a*x\nd := e\ne := d")).Message, StringComparison.Ordinal);
        Assert.Contains("'q'", Assert.Throws<ArgumentException>(() => ParameterTable.Of("y ~ a*x\na == q")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_that_the_data_lack_is_named() => Assert.Contains(
        "found z in the model", Assert.Throws<ArgumentException>(() => ModelStructure.Of(ParameterTable.Of("y ~ x + z"), ["x", "y"])).Message, StringComparison.Ordinal);
}
