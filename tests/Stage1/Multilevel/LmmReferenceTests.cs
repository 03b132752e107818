using System.Text.Json;
using IpdEngine.Cli.Data;
using IpdEngine.Formula.Terms;
using IpdEngine.Stage1.Multilevel.Lmm;
using IpdEngine.Stage1.Multilevel.Profiles;
using IpdEngine.Tests.Walls;
using Xunit;

namespace IpdEngine.Tests.Stage1.Multilevel;

/// <summary>Conditional modes, information criteria, weights, offsets and intervals beside lme4: References/multilevel/lmm.json, made by the script beside it.</summary>
public sealed class LmmReferenceTests
{
    private static readonly JsonElement[] s_cases = [.. JsonDocument.Parse(Repository.Read("tests/References/multilevel/lmm.json")).RootElement.GetProperty("cases").EnumerateArray()];

    public static TheoryData<int> Cases() => [.. Enumerable.Range(0, s_cases.Length)];

    public static TheoryData<int> Profiled() => [.. Enumerable.Range(0, s_cases.Length).Where(i => s_cases[i].TryGetProperty("profile", out _))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Estimates_criteria_and_conditional_modes_are_those_of_lme4(int index)
    {
        var expected = s_cases[index];
        var fit = Fit(expected).Fit!;
        Assert.Equal(expected.GetProperty("criterion").GetDouble(), fit.Criterion, 1e-7);
        Assert.Equal(expected.GetProperty("aic").GetDouble(), fit.Aic, 1e-6);
        Assert.Equal(expected.GetProperty("bic").GetDouble(), fit.Bic, 1e-6);
        Assert.Equal(expected.GetProperty("sigma").GetDouble(), fit.Sigma, 1e-5 * fit.Sigma);
        var (estimates, errors) = (Numbers(expected, "estimate"), Numbers(expected, "std.error"));
        for (var k = 0; k < estimates.Length; k++)
        {
            Assert.Equal(estimates[k], fit.Coefficients[k], 1e-5 * errors[k]);
            Assert.Equal(errors[k], fit.StandardError(k), 1e-5 * errors[k]);
        }

        foreach (var group in expected.GetProperty("effects").EnumerateObject())
        {
            string[] levels = Texts(group.Value, "levels"), columns = Texts(group.Value, "columns");
            foreach (var (values, column) in group.Value.GetProperty("values").EnumerateArray().Zip(columns))
            {
                var term = fit.Random.Single(r => r.Group.Replace("(", "", StringComparison.Ordinal).Replace(")", "", StringComparison.Ordinal) == group.Name && r.Names.Contains(column));
                var place = term.Names.ToList().IndexOf(column);
                foreach (var (value, level) in values.EnumerateArray().Select(v => v.GetDouble()).Zip(levels))
                    Assert.Equal(value, term.Effects[term.Levels.ToList().IndexOf(level), place], 1e-5 * fit.Sigma);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Profiled))]
    public void Profile_and_Wald_intervals_are_those_of_lme4(int index)
    {
        var expected = s_cases[index];
        var result = Fit(expected);
        var profile = expected.GetProperty("profile");
        var found = ProfileIntervals.Of(result, 0.95);
        string[] names = Texts(profile, "names");
        double[] low = Numbers(profile, "low"), high = Numbers(profile, "high");
        Assert.Equal(names.Order(StringComparer.Ordinal), found.Select(f => f.Parameter).Order(StringComparer.Ordinal));
        for (var k = 0; k < names.Length; k++)
        {
            // lme4 interpolates between points of a grid; ours are roots.
            var own = found.Single(f => f.Parameter == names[k]);
            Assert.Equal(low[k], own.Low, 3e-5 * (high[k] - low[k]));
            Assert.Equal(high[k], own.High, 3e-5 * (high[k] - low[k]));
            Assert.InRange(own.Estimate, own.Low, own.High);
        }

        var wald = FixedEffects.Of(result.Fit!, 0.95, normal: true);
        double[] waldLow = Numbers(expected.GetProperty("wald"), "low"), waldHigh = Numbers(expected.GetProperty("wald"), "high");
        for (var k = 0; k < wald.Count; k++)
        {
            Assert.Equal(waldLow[k], wald[k].Low, 1e-5 * wald[k].StandardError);
            Assert.Equal(waldHigh[k], wald[k].High, 1e-5 * wald[k].StandardError);
        }
    }

    private static LinearMixedResult Fit(JsonElement expected) => LinearMixedModel.Fit(
        ModelFormula.Parse(expected.GetProperty("formula").GetString()!),
        DataFile.Read(Path.Combine(Repository.Root, "tests/References/agreement/lme4", $"{expected.GetProperty("data").GetString()}.csv")),
        new LinearMixedOptions
        {
            Reml = expected.GetProperty("reml").GetBoolean(),
            Weights = expected.TryGetProperty("weights", out var weights) && weights.ValueKind == JsonValueKind.String ? weights.GetString() : null,
        });

    private static double[] Numbers(JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(x => x.GetDouble())];

    private static string[] Texts(JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(x => x.GetString()!)];
}
