using CsCheck;
using IpdEngine.Numerics.Minimisation;
using IpdEngine.Stage1.Sem.Analysis;
using IpdEngine.Stage1.Sem.Estimation;
using IpdEngine.Stage1.Sem.Estimation.Constraints;
using IpdEngine.Stage1.Sem.Likelihood;
using IpdEngine.Stage1.Sem.Observations;
using IpdEngine.Stage1.Sem.Ram;
using IpdEngine.Stage1.Sem.Syntax;
using Xunit;

namespace IpdEngine.Tests.Stage1.Sem;

/// <summary>Groups, fixed covariates and constraints: derivatives against differences, and what must hold at every constrained optimum.</summary>
public class ConstraintTests
{
    private const string Grouped = """
        visual =~ x1 + c(a1, a2)*x2 + c(b, b)*x3
        speed =~ x7 + c(c1, c2)*x8 + x9
        speed ~ p*visual + x4
        a1 + c1 == 2*b
        c2 == exp(a2) - 1.2
        p > 0.9
        """;

    private static readonly string[] s_columns = ["x1", "x2", "x3", "x7", "x8", "x9", "x4"];

    [Fact]
    public void Gradient_and_curvature_of_a_constrained_model_of_two_groups_are_its_differences()
    {
        var (objective, start) = Objective();
        Gen.Double[-0.03, 0.03].Array[objective.Count].Sample(
            shift =>
            {
                double[] x = [.. start.Zip(shift, (s, d) => s + d)];
                if (!double.IsFinite(objective.Value(x)))
                    return;
                var n = objective.Count;
                double[] gradient = new double[n], hessian = new double[n * n], up = new double[n], down = new double[n];
                objective.Gradient(gradient);
                objective.Curvature(hessian, exact: true);
                for (var i = 0; i < n; i++)
                {
                    const double h = 1e-6;
                    var original = x[i];
                    x[i] = original + h;
                    var above = objective.Value(x);
                    objective.Gradient(up);
                    x[i] = original - h;
                    var below = objective.Value(x);
                    objective.Gradient(down);
                    x[i] = original;
                    var scale = 1 + Math.Abs(hessian[i * n + i]);
                    Assert.Equal((above - below) / (2 * h), gradient[i], 1e-4 * (1 + Math.Abs(gradient[i])) + 1e-6 * scale);
                    for (var j = 0; j < n; j++)
                        Assert.Equal((up[j] - down[j]) / (2 * h), hessian[i * n + j], 3e-6 * Math.Sqrt(scale * (1 + Math.Abs(hessian[j * n + j]))));
                }
            },
            iter: 10,
            threads: 1);
    }

    [Theory]
    [InlineData("f =~ x1 + a*x2 + b*x3 + c*x9\na == b*c", 0)]
    [InlineData("f =~ x1 + a*x2 + b*x3 + c*x9\na + 2*b == 1.5\nb == c", 0)]
    [InlineData("f =~ NA*x1 + a*x1 + b*x2 + c*x3\na^2 + b^2 + c^2 == 1", 0)]
    [InlineData("f =~ x1 + a*x2 + b*x3 + c*x9\na > 0.9\nb < 0.5", 2)]
    [InlineData("f =~ x1 + a*x2 + b*x3 + c*x9\na > 0.1\nb < 5", 0)]
    [InlineData("f =~ x1 + lower(0.9)*x2 + upper(0.5)*x3 + x9", 2)]
    [InlineData("f =~ x1 + a*x2 + b*x3\ny := a*b\ny == 0.5", 0)]
    [InlineData("x9 ~ a*x1 + b*x2\na*b > 0.2", 1)]
    public void Every_constraint_is_met_and_no_feasible_direction_raises_the_likelihood(string model, int active)
    {
        var result = Fit(model);
        var fit = result.Fit!;
        Assert.True(fit.Search.Converged, fit.Search.Story);
        Assert.Equal(active, fit.ActiveConstraints.Count);
        Assert.Equal(active > 0 ? "boundary" : "ok", result.Status.Name);
        var constraints = ParameterConstraint.Of(fit.Model.Table);
        foreach (var constraint in constraints)
        {
            var value = constraint.At(fit.Estimates).Value;
            Assert.True(constraint.IsEquality ? Math.Abs(value) < 1e-8 : value > -1e-8, $"{constraint.Text}: {value}");
        }

        // The gradient is a combination of the active constraints' gradients: nothing is left in the tangent space; inequalities push outwards.
        var set = ConstraintSet.Of(fit.Model.Table)!;
        var held = set.ActiveAt(fit.Estimates);
        var tangent = set.TangentAt(fit.Estimates, held);
        for (var j = 0; j < tangent.Reduced; j++)
        {
            var slope = Enumerable.Range(0, tangent.Full).Sum(i => tangent.Basis[i * tangent.Reduced + j] * fit.Search.Gradient[i]);
            Assert.Equal(0, slope, 1e-4);
        }

        foreach (var constraint in held)
        {
            var along = constraint.GradientAt(fit.Estimates, tangent.Full);
            Assert.True(along.Zip(fit.Search.Gradient, (a, g) => a * g).Sum() > -1e-4, $"{constraint.Text} does not hold the likelihood back");
        }
    }

    [Fact]
    public void A_linear_constraint_gives_what_the_same_model_written_without_it_gives()
    {
        var (constrained, written) = (Fit("x9 ~ a*x1 + b*x2 + x3\na == b"), Fit("x9 ~ a*x1 + a*x2 + x3"));
        foreach (var (one, other) in constrained.Estimates.Zip(written.Estimates))
        {
            Assert.Equal(other.Estimate, one.Estimate, 1e-8);
            Assert.Equal(other.StandardError, one.StandardError, 1e-8);
        }

        var sum = Fit("x9 ~ a*x1 + b*x2 + x3\n2*a - 2*b == 0");
        Assert.Equal(written.Fit!.Deviance, sum.Fit!.Deviance, 1e-8);
        Assert.Equal(written.Fit.Measure("df"), sum.Fit.Measure("df"));
        Assert.Equal(written.Estimates[0].StandardError, sum.Estimates[0].StandardError, 1e-8);
    }

    [Fact]
    public void Row_reduction_gives_every_solution_and_names_a_contradiction() =>
        Gen.Select(Gen.Int[0, 4], Gen.Double[-2, 2].Array[24], Gen.Double[-1, 1].Array[6], Gen.Double[-1, 1].Array[6]).Sample((k, raw, point, step) =>
        {
            // Equations that a point solves, the last one twice the first.
            List<double[]> rows = [.. Enumerable.Range(0, k).Select(e => raw.Skip(6 * e).Take(6).ToArray())];
            if (k > 1)
                rows.Add([.. rows[0].Select(a => 2 * a)]);
            List<double> right = [.. rows.Select(row => row.Zip(point, (a, p) => a * p).Sum())];
            var solution = RowReduction.Of(rows, right, 6);
            Assert.Equal(-1, solution.Contradiction);
            Assert.Equal(k, solution.Rank);
            for (var e = 0; e < rows.Count; e++)
            {
                var value = Enumerable.Range(0, 6).Sum(i => rows[e][i] * (solution.Offset[i] + Enumerable.Range(0, solution.Reduced).Sum(j => solution.Basis[i * solution.Reduced + j] * step[j])));
                Assert.Equal(right[e], value, 1e-6);
            }

            if (k > 1)
                Assert.Equal(rows.Count - 1, RowReduction.Of(rows, [.. right.SkipLast(1), right[^1] + 1], 6).Contradiction);
        });

    private static SemResult Fit(string model)
    {
        var wide = Wide.Read("holzinger");
        string[] names = ["x1", "x2", "x3", "x7", "x8", "x9"];
        return SemAnalysis.Run(new SemRequest(model) { Defaults = ModelDefaults.Named("sem"), Incomplete = true }, new SemTable(names, [.. names.Select(n => wide.Columns([n]))]));
    }

    private static (Objective Objective, double[] Start) Objective()
    {
        var wide = Wide.Read("holzinger");
        var half = wide.Rows / 2;
        var data = wide.Columns(s_columns);
        PatternTable[] tables = [PatternBuilder.Build(data.AsSpan(0, half * s_columns.Length), s_columns.Length), PatternBuilder.Build(data.AsSpan(half * s_columns.Length), s_columns.Length)];
        SampleGroup[] groups = [.. tables.Select(t => new SampleGroup(t))];
        var model = ModelStructure.Of(ParameterTable.Of(ModelParser.Parse(Grouped), ModelDefaults.Named("sem"), 2), s_columns).With([.. groups.Select(g => g.Moments)]);
        var set = ConstraintSet.Of(model.Table)!;
        var objective = new ConstrainedObjective(new ModelObjective(model, [.. groups.Select(g => g.Likelihood)]), set);
        for (var c = 0; c < set.Others.Count; c++)
            (objective.Multipliers[c], objective.Penalties[c]) = (3 + c, 50);
        return (objective, set.Restrict(StartingValues.Of(model, groups, null)));
    }
}
