using CsCheck;
using IpdEngine.Numerics.Random;
using IpdEngine.Stage1.Sem.Analysis;
using IpdEngine.Stage1.Sem.Estimation;
using IpdEngine.Stage1.Sem.Likelihood;
using IpdEngine.Stage1.Sem.Observations;
using IpdEngine.Stage1.Sem.Ram;
using IpdEngine.Stage1.Sem.Syntax;
using Xunit;

namespace IpdEngine.Tests.Stage1.Sem;

/// <summary>The direct derivatives for complete data are those of the general objective, which are held to differences; many variables are no obstacle.</summary>
public class CompleteObjectiveTests
{
    [Theory]
    [InlineData("f =~ x1 + a*x2 + x3\ng =~ x4 + a*x5 + x6\ng ~ b*f\nx7 ~ b*g + x8\nx1 ~~ x4", false)]
    [InlineData("f =~ x1 + a*x2 + x3\ng =~ x4 + a*x5 + x6\ng ~ b*f\nx7 ~ b*g + x8\nx1 ~~ x4\nf ~ 0.1*1\nx2 ~ 1", true)]
    [InlineData("x1 ~ x2 + x3\nx2 ~ x1 + x4", true)]
    public void Direct_derivatives_equal_those_through_all_moments(string text, bool means)
    {
        var wide = Wide.Read("holzinger");
        var statements = ModelParser.Parse(text);
        var columns = wide.Mentioned(statements.OfType<ParameterStatement>().SelectMany(s => new[] { s.Left, s.Right }));
        var data = wide.Columns(columns);
        var half = wide.Rows / 2 * columns.Length;
        SampleGroup[] groups = [new(PatternBuilder.Build(data.AsSpan(0, half), columns.Length)), new(PatternBuilder.Build(data.AsSpan(half), columns.Length))];
        var count = means ? 2 : 1;
        groups = groups[..count];
        var model = ModelStructure.Of(ParameterTable.Of(statements, ModelDefaults.Named("sem"), count), columns).With([.. groups.Select(g => g.Moments)]);
        Assert.Equal(means, model.Table.HasMeans);
        var (direct, general) = (new CompleteObjective(model, groups), new ModelObjective(model, [.. groups.Select(g => g.Likelihood)]));
        var start = StartingValues.Of(model, groups, null);
        Gen.Double[-0.05, 0.05].Array[direct.Count].Sample(
            shift =>
            {
                double[] x = [.. start.Zip(shift, (s, d) => s + d)];
                var n = direct.Count;
                double[] first = new double[n], second = new double[n], one = new double[n * n], other = new double[n * n];
                Assert.Equal(general.Value(x), direct.Value(x));
                if (!double.IsFinite(direct.Value(x)))
                    return;
                direct.Gradient(first);
                general.Gradient(second);
                for (var i = 0; i < n; i++)
                    Assert.Equal(second[i], first[i], 1e-8 * (1 + Math.Abs(second[i])));
                foreach (var exact in new[] { false, true })
                {
                    direct.Curvature(one, exact);
                    general.Curvature(other, exact);
                    for (var i = 0; i < n; i++)
                        for (var j = 0; j < n; j++)
                            Assert.Equal(other[i * n + j], one[i * n + j], 1e-8 * (1 + Math.Sqrt(Math.Abs(other[i * n + i] * other[j * n + j]))));
                }
            },
            iter: 10,
            threads: 1);
    }

    [Fact]
    public void A_hundred_variables_of_complete_data_are_fitted()
    {
        const int factors = 5, each = 20, rows = 400;
        var random = new Philox(3, 1);
        var columns = Enumerable.Range(0, factors * each).Select(_ => new double[rows]).ToArray();
        for (var row = 0; row < rows; row++)
        {
            var common = random.NextNormal();
            for (var f = 0; f < factors; f++)
            {
                var score = 0.6 * common + 0.8 * random.NextNormal();
                for (var i = 0; i < each; i++)
                    columns[f * each + i][row] = 0.7 * score + random.NextNormal();
            }
        }

        string[] names = [.. columns.Select((_, i) => $"v{i}")];
        var text = string.Join('\n', Enumerable.Range(0, factors).Select(f => $"f{f} =~ {string.Join(" + ", names.Skip(f * each).Take(each))}"));
        var result = SemAnalysis.Run(new SemRequest(text) { Defaults = ModelDefaults.Named("cfa") }, new SemTable(names, columns));
        Assert.Equal("ok", result.Status.Name);
        Assert.Equal(100 * 101 / 2 - (95 + 100 + 15), result.Fit!.Measure("df"));
        Assert.InRange(result.Fit.Measure("rmsea"), 0, 0.03);
        Assert.All(result.Standardised.Where(s => s.Operator == "=~"), s => Assert.Equal(0.573, s.All, 0.2));
    }
}
