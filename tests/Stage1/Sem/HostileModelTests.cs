using System.Diagnostics;
using CsCheck;
using IpdEngine.Numerics.Random;
using IpdEngine.Stage1;
using IpdEngine.Stage1.Sem.Analysis;
using IpdEngine.Stage1.Sem.Ram;
using Xunit;

namespace IpdEngine.Tests.Stage1.Sem;

/// <summary>Hostile models and data end with a true status or a refusal that names what is wrong; they never crash, hang or lie.</summary>
public class HostileModelTests
{
    private const int Rows = 60;
    private static readonly string[] s_left = ["f", "g", "x1", "x2", "x3", "y"];
    private static readonly string[] s_modifiers = ["", "", "", "a*", "b*", "NA*", "0*", "1*", "start(0.3)*", "lower(0)*", "-2*"];

    private static readonly Gen<string> s_lines = Gen.Select(Gen.Int[0, 11], Gen.Int[0, 5], Gen.Int[0, 10].Array[1, 3], Gen.Int[0, 5].Array[3]).Select((kind, left, modifiers, right) =>
    {
        string Terms(string none) => string.Join(" + ", modifiers.Select((m, i) => s_modifiers[m] + (none.Length > 0 ? none : s_left[right[i]])));
        return kind switch
        {
            < 3 => $"{s_left[left % 2]} =~ {Terms("")}",
            < 6 => $"{s_left[left]} ~ {Terms("")}",
            < 8 => $"{s_left[left]} ~~ {Terms("")}",
            8 => $"{s_left[left]} ~ {s_modifiers[modifiers[0]]}1",
            9 => "a == b",
            10 => "a > b^2",
            _ => "d := a*b/(a - b)",
        };
    });

    private static readonly string[] s_outcomes = ["ok", "boundary", "inadmissible", "not_converged", "not_identified", "too_small", "refused"];

    /// <summary>Model, what is done to the data, the outcomes that are true (by commas), and what the message must name.</summary>
    public static TheoryData<string, string, string, string> Cases() => new()
    {
        { "f =~ NA*x1 + x2 + x3\nf ~~ NA*f", "", "not_identified", "f" },
        { "f =~ x1 + x2", "", "not_identified", "f" },
        { "f =~ x1 + x2 + x3\ng =~ x1 + x2 + x3", "", "not_identified,inadmissible", "" },
        { "y ~ x1\nx1 ~ y", "", "not_identified", "" },
        { "y ~ x1 + x2\nx1 ~ y + x3\nx2 ~ x1 + y", "", "not_identified,not_converged", "" },
        { "y ~ y", "", "not_identified,not_converged,refused", "" },
        { "y ~ x1 + x2", "collinear", "not_identified", "x2" },
        { "f =~ x1 + x2 + x3 + y", "collinear", "not_converged,inadmissible,not_identified,ok", "" },
        { "y ~ x1 + x2", "constant", "too_small", "x1" },
        { "f =~ x1 + x2 + x3", "constant", "too_small", "x1" },
        { "f =~ x1 + x2 + x3", "absent", "too_small", "x1" },
        { "y ~ x1 + x2", "absent", "too_small", "" },
        { "y ~ x1 + x2", "infinite", "refused", "x1 in row 3" },
        { "f =~ x1 + x2 + x3 + y", "short", "not_converged,inadmissible,not_identified,ok,boundary", "" },
        { "y ~ x1 + x2 + x3", "short", "not_converged,inadmissible,not_identified,ok", "" },
        { "y ~ x1", "empty", "too_small", "0 rows" },
        { "y ~ x1", "huge", "ok,not_converged,refused,too_small", "" },
        { "y ~ x1", "tiny", "ok,not_converged,not_identified,too_small", "" },
        { "f =~ x1 + x2 + x3 + y", "mixed", "ok,inadmissible", "" },
        { "y ~ a*x1 + b*x2\na == 1\na == 2", "", "refused", "lines 2 and 3" },
        { "y ~ a*x1 + b*x2\na + b == 1\na + b == 2", "", "refused", "contradicts" },
        { "y ~ a*x1 + b*x2\na > 1\na < 0", "", "not_converged", "" },
        { "y ~ a*x1 + b*x2\na^2 == -1", "", "not_converged", "" },
        { "y ~ a*x1 + b*x2\nlog(a) == 5 - 1/0", "", "not_converged,refused", "" },
        { "y ~ a*x1 + b*x2\nexp(exp(exp(a))) > 1e300", "", "not_converged,boundary,not_identified", "" },
        { "y ~ a*x1 + b*x2\na*b == 0\na*b == 0", "", "ok,not_converged,not_identified", "" },
        { "y ~ a*x1\nd := d + 1", "", "refused", "'d'" },
        { "y ~ a*x1\nq == 2", "", "refused", "'q'" },
        { "y ~ nosuch", "", "refused", "nosuch" },
        { "y ~ c(1, 2)*x1", "", "refused", "2 fixed values" },
        { "y ~ 0*x1\ny ~~ 1*y", "", "refused,ok", "" },
        { "d := 2", "", "refused", "without a parameter" },
        { "", "", "refused", "without a parameter" },
        { "y ~ x1\ny ~~ start(-1)*y", "", "not_converged,ok", "" },
        { "f =~ start(1e200)*x1 + start(1e200)*x2 + x3", "", "not_converged,ok,not_identified,inadmissible", "" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_hostile_pair_ends_with_a_true_status(string model, string harm, string outcomes, string named)
    {
        foreach (var incomplete in new[] { false, true })
        {
            foreach (var robust in new[] { false, true })
            {
                var clock = Stopwatch.StartNew();
                var (outcome, message, result) = Fit(model, Harmed(harm), incomplete, robust);
                Assert.True(s_outcomes.Contains(outcome) && outcomes.Split(',').Contains(outcome), $"{model} ({harm}): {outcome}: {message}");
                Assert.Contains(named, message, StringComparison.Ordinal);
                Assert.True(clock.Elapsed.TotalSeconds < 60, $"{model} ({harm}) took {clock.Elapsed}");
                if (result?.Fit is { } fit && outcome == "ok")
                    Assert.All(fit.Estimates, x => Assert.True(double.IsFinite(x)));
            }
        }
    }

    [Fact]
    public void Without_residual_variances_the_status_names_the_variable_and_the_defaults_that_add_them()
    {
        var result = SemAnalysis.Run(new SemRequest("y ~ x1 + x2"), Harmed(""));
        Assert.Equal(FitStatusCode.NotConverged, result.Status.Code);
        Assert.Contains("y has no residual variance", result.Status.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void With_more_parameters_than_moments_no_test_and_no_index_is_given_as_in_lavaan()
    {
        var fit = SemAnalysis.Run(new SemRequest("f =~ x1 + x2") { Defaults = ModelDefaults.Named("cfa") }, Harmed("")).Fit!;
        Assert.Equal(-1, fit.Measure("df"));
        Assert.All(new[] { "chisq", "pvalue", "cfi", "tli", "rmsea" }, name => Assert.True(double.IsNaN(fit.Measure(name)), name));
        Assert.True(double.IsFinite(fit.Measure("logl")));
    }

    [Fact]
    public void Three_hundred_variables_are_refused_with_the_limit()
    {
        string[] names = [.. Enumerable.Range(0, 300).Select(i => $"v{i}")];
        var table = new SemTable(names, [.. names.Select((_, i) => Column(100UL + (ulong)i, Rows))]);
        var fault = Assert.Throws<ArgumentException>(() => SemAnalysis.Run(new SemRequest("f =~ " + string.Join(" + ", names)) { Defaults = ModelDefaults.Named("cfa") }, table));
        Assert.Contains("expected at most 60", Assert.Throws<ArgumentException>(() => SemAnalysis.Run(
            new SemRequest("f =~ " + string.Join(" + ", names.Take(61))) { Defaults = ModelDefaults.Named("cfa"), Robust = true }, table)).Message, StringComparison.Ordinal);
        Assert.Contains("300 observed variables", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_model_of_any_terms_ends_with_a_status_or_a_refusal() =>
        Gen.Select(s_lines.Array[1, 6], Gen.Int[0, 3], Gen.Bool, Gen.Bool, Gen.Int[0, 5]).Sample(
            (lines, defaults, incomplete, robust, harm) =>
            {
                var table = Harmed(new[] { "", "", "collinear", "short", "mixed", "constant" }[harm]);
                table.Columns[3][1] = double.NaN;
                var request = new SemRequest(string.Join('\n', lines)) { Defaults = ModelDefaults.Named(ModelDefaults.Names[defaults]), Incomplete = incomplete, Robust = robust };
                try
                {
                    var result = SemAnalysis.Run(request, table);
                    Assert.True(result.Status.Reason.Length > 0);
                    if (result.Status.Name is "ok" or "boundary")
                        Assert.All(result.Estimates.Where(e => e.Operator != ":="), e => Assert.True(double.IsFinite(e.Estimate) && (e.IsFixed || double.IsFinite(e.StandardError)), request.Model));
                }
                catch (ArgumentException e)
                {
                    Assert.NotEmpty(e.Message);
                }
            },
            iter: 150,
            threads: 1);

    [Fact]
    public void The_order_of_rows_changes_no_bit()
    {
        var table = Harmed("");
        var reversed = table with { Columns = [.. table.Columns.Select(c => c.Reverse().ToArray())], Groups = [.. Labels().Reverse()] };
        var request = new SemRequest("f =~ x1 + x2 + x3\ny ~ f") { Defaults = ModelDefaults.Named("sem"), Robust = true, Incomplete = true };
        var (first, second) = (SemAnalysis.Run(request, table with { Groups = Labels() }), SemAnalysis.Run(request, reversed));
        Assert.Equal(first.Estimates.Select(e => (e.Estimate, e.StandardError)), second.Estimates.Select(e => (e.Estimate, e.StandardError)));
        Assert.Equal(first.Fit!.Fit, second.Fit!.Fit);
        static string[] Labels() => [.. Enumerable.Range(0, Rows).Select(i => i % 2 == 0 ? "a" : "b")];
    }

    private static (string Outcome, string Message, SemResult? Result) Fit(string model, SemTable table, bool incomplete, bool robust)
    {
        try
        {
            var result = SemAnalysis.Run(new SemRequest(model) { Defaults = ModelDefaults.Named("sem"), Incomplete = incomplete, Robust = robust }, table);
            Assert.Equal(result.Status.Code is FitStatusCode.Ok or FitStatusCode.Boundary or FitStatusCode.Inadmissible, result.Fit?.Search.Converged == true && result.Fit.Covariance is not null
                && result.Fit.Measure("df") is not < 0);
            return (result.Status.Name, $"{result.Status.Reason} {result.Status.Parameter}", result);
        }
        catch (ArgumentException e)
        {
            return ("refused", e.Message, null);
        }
    }

    private static SemTable Harmed(string harm)
    {
        var rows = harm switch { "short" => 3, "empty" => 0, _ => Rows };
        double[] x1 = Column(1, rows), x2 = Column(2, rows), x3 = Column(3, rows), y = Column(4, rows);
        for (var i = 0; i < rows; i++)
        {
            x2[i] += x1[i];
            x3[i] += x1[i];
            y[i] += x1[i] + 0.5 * x2[i];
            (x1[i], x2[i]) = harm switch
            {
                "collinear" => (x1[i], 2 * x1[i] - 3),
                "constant" => (7, x2[i]),
                "absent" => (double.NaN, x2[i]),
                "infinite" => (i == 2 ? double.PositiveInfinity : x1[i], x2[i]),
                "huge" => (x1[i] * 1e160, x2[i]),
                "tiny" => (x1[i] * 1e-160, x2[i]),
                "mixed" => (x1[i] * 1e4, x2[i] * 1e-4),
                _ => (x1[i], x2[i]),
            };
        }

        return new SemTable(["x1", "x2", "x3", "y"], [x1, x2, x3, y]);
    }

    private static double[] Column(ulong stream, int rows)
    {
        var random = new Philox(12, stream);
        return [.. Enumerable.Range(0, rows).Select(_ => random.NextNormal())];
    }
}
