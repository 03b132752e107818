using System.Text.Json;
using IpdEngine.Stage1.Sem.Estimation;
using IpdEngine.Stage1.Sem.Observations;
using IpdEngine.Stage1.Sem.Ram;
using Xunit;

namespace IpdEngine.Tests.Stage1.Sem;

/// <summary>Models and data against lavaan 0.6-14: references.R, panel_references.R and option_references.R in tests/References/stage1 made the cases.</summary>
public class LavaanReferenceTests
{
    private static readonly Lazy<JsonElement[]> s_cases = new(() => [.. Read("sem_cases.json"), .. Read("panel_cases.json"), .. Read("option_cases.json")]);

    // What lavaan gives to fewer digits than its printed ones: p and limits of the noncentral distribution come from uniroot at 1e-4.
    private static readonly HashSet<string> s_byRoot = ["rmsea.ci.lower", "rmsea.ci.upper", "rmsea.ci.lower.scaled", "rmsea.ci.upper.scaled",
        "rmsea.ci.lower.robust", "rmsea.ci.upper.robust"];

    public static TheoryData<int, string> Cases()
    {
        var cases = new TheoryData<int, string>();
        for (var i = 0; i < s_cases.Value.Length; i++)
        {
            string Text(string name) => s_cases.Value[i].GetProperty(name).GetString()!;
            cases.Add(i, $"{Text("model")} on {Text("data")}, {Text("missing")}, {Text("estimator")}, {Text("cluster")}, {Text("fun")}()");
        }

        return cases;
    }

    [Fact]
    public void There_are_as_many_cases_as_the_script_makes() => Assert.True(s_cases.Value.Length >= 128);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Estimates_errors_and_fit_agree(int index, string name)
    {
        var expected = s_cases.Value[index];
        var fit = Fit(expected);
        Assert.True(fit.Search.Converged, $"{name}: {fit.Search.Story}");
        Assert.NotNull(fit.Covariance);
        var defined = DefinedParameter.Of(fit).ToDictionary(d => $"{d.Name}:=", d => d);
        foreach (var estimate in expected.GetProperty("est").EnumerateObject())
        {
            var error = Optional(expected.GetProperty("se"), estimate.Name);
            var (value, own) = Own(fit, defined, estimate.Name);

            // lavaan's optimiser stops where -log L / N changes by 1e-10: within 1e-3 standard errors.
            Assert.Equal(estimate.Value.GetDouble(), value, 1e-3 * error);
            Assert.Equal(error, own, 1e-3 * error);
        }

        Assert.Equal(fit.Parameters, (int)Optional(expected.GetProperty("fit"), "npar"));
        foreach (var row in expected.GetProperty("std").EnumerateObject())
            AgreeStandardised(fit, row.Name, row.Value.GetDouble(), Optional(expected.GetProperty("std.se"), row.Name));
        foreach (var measure in expected.GetProperty("fit").EnumerateObject())
        {
            // Where the scaling factor is negative lavaan has no scaled test, and its scaled indices mean nothing.
            var meant = measure.Value.ValueKind == JsonValueKind.Number
                && !(double.IsNaN(fit.Measure("chisq.scaling.factor")) && measure.Name.EndsWith(".scaled", StringComparison.Ordinal));
            if (meant)
                AgreeMeasure(name, measure.Name, Meant(fit, measure.Name, measure.Value.GetDouble()), fit.Measure(measure.Name), stopsShort: name.Contains("_standardised", StringComparison.Ordinal));
        }

        // Where lavaan meets nonlinear constraints only nearly, its likelihood may be the higher by as much.
        var nearly = name.Contains("_standardised", StringComparison.Ordinal) ? 1e-3 : 1e-7;
        Assert.True(-0.5 * fit.Deviance >= Optional(expected.GetProperty("fit"), "logl") - nearly, "the likelihood is as high as lavaan's or higher");
    }

    // lavaan divides the trace by the number of parameters before equalities are imposed; Mplus, whose measure it is, by those after.
    private static double Meant(SemFit fit, string measure, double value) =>
        measure == "scaling.factor.h0" ? value * fit.Model.Table.Rows.Count(row => row.Free >= 0) / fit.Parameters : value;

    // Under nonlinear constraints lavaan's search stops short of the optimum or beside the constraints: measures agree to what that leaves.
    private static void AgreeMeasure(string name, string measure, double expected, double found, bool stopsShort)
    {
        var tolerance = measure switch
        {
            _ when stopsShort => 2e-3 * Math.Max(1, Math.Abs(expected) / 1000),
            "logl" or "aic" or "bic" or "bic2" or "unrestricted.logl" => 1e-5,
            "chisq" or "baseline.chisq" => 2e-5,
            _ when s_byRoot.Contains(measure) => 2e-5,
            _ when measure.Contains("chisq", StringComparison.Ordinal) => 2e-4 * Math.Max(1, expected),
            _ => 2e-5 * Math.Max(1, Math.Abs(expected)),
        };
        Assert.True(Math.Abs(expected - found) <= tolerance, $"{name}, {measure}: expected {expected}, found {found}");
    }

    private static void AgreeStandardised(SemFit fit, string name, double expected, double error)
    {
        for (var row = 0; row < fit.Model.Table.Rows.Count; row++)
        {
            if (fit.Model.Table.Rows[row].Name != name)
                continue;
            var gradient = new double[fit.Model.FreeCount];
            Assert.Equal(expected, Standardised.Of(fit).Value(row, 1, gradient), 1e-3 * error);
            Assert.Equal(error, Math.Sqrt(DeltaMethod.Covariance(gradient, fit.Covariance, 1, gradient.Length)[0, 0]), 1e-3 * error);
        }
    }

    private static (double Value, double Error) Own(SemFit fit, Dictionary<string, DefinedParameter> defined, string name)
    {
        // parameterEstimates() writes a definition as name:=expression.
        var definition = defined.FirstOrDefault(d => name.StartsWith(d.Key, StringComparison.Ordinal));
        if (definition.Value is not null)
            return (definition.Value.Estimate, definition.Value.StandardError);
        var rows = fit.Model.Table.Rows;
        for (var row = 0; row < rows.Count; row++)
        {
            var other = rows[row].Operator == "~~" ? $"{rows[row].Right}~~{rows[row].Left}" : "";
            if (rows[row].Free >= 0 && (rows[row].Name == name || other == name))
                return (fit.Estimates[rows[row].Free], Math.Sqrt(fit.Covariance![rows[row].Free * fit.Model.FreeCount + rows[row].Free]));
        }

        throw new InvalidOperationException($"lavaan has a free parameter {name} that this model has not");
    }

    private static SemFit Fit(JsonElement expected)
    {
        string Text(string name) => expected.GetProperty(name).GetString()!;
        var wide = Wide.Read(Text("data"));
        var table = ParameterTable.Of(Wide.Syntax(Text("model")));
        var columns = wide.Mentioned(table.Rows.SelectMany(row => new[] { row.Left, row.Right }));
        var clusters = Text("cluster").Length > 0 ? wide.Integers(Text("cluster")) : [];
        var incomplete = Text("missing") == "ml";
        var patterns = PatternBuilder.Build(wide.Columns(columns), columns.Length, clusters, completeOnly: !incomplete);
        Assert.Equal(expected.GetProperty("n").GetInt32(), patterns.Count);
        return new SemEstimator(patterns).Fit(
            ModelStructure.Of(table, columns), new SemOptions { Robust = Text("estimator") == "MLR", Incomplete = incomplete, Starts = Starts(Text("model"), table) });
    }

    private static JsonElement[] Read(string file) =>
        [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(ExpectedCorpus.Folder("stage1"), file))).RootElement.GetProperty("cases").EnumerateArray()];

    // A latent curve has its slopes' small variances from the panel model that fits it; everything else starts at the simple rule.
    private static Dictionary<string, double> Starts(string model, ParameterTable table)
    {
        Dictionary<string, double> starts = new(StringComparer.Ordinal);
        if (!model.StartsWith("lcmsr", StringComparison.Ordinal))
            return starts;
        foreach (var name in table.FreeNames)
        {
            if (name is "RIa~~RIa" or "RIs~~RIs")
                starts[name] = 0.4;
            else if (name is "RSa~~RSa" or "RSs~~RSs")
                starts[name] = 0.01;
            else if (name.StartsWith("aa", StringComparison.Ordinal) || name.StartsWith("ss", StringComparison.Ordinal))
                starts[name] = 0.2;
        }

        return starts;
    }

    private static double Optional(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : double.NaN;
}
