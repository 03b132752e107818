using System.Text.Json;
using IpdEngine.Cli.Data;
using IpdEngine.Formula;
using IpdEngine.Formula.Terms;
using IpdEngine.Stage1;
using IpdEngine.Stage1.Multilevel.Lmm;
using IpdEngine.Tests.Walls;

namespace IpdEngine.Tests.Stage1.Agreement;

/// <summary>A pair of model and data, fitted here and by lme4.</summary>
/// <param name="Name">Data, formula, REML or ML.</param>
/// <param name="Criterion">Our -2 log L less the peer's: at most 1e-5.</param>
/// <param name="Estimate">Largest distance of a fixed effect, in standard errors.</param>
/// <param name="Error">Largest relative distance of a standard error.</param>
/// <param name="Freedom">Largest relative distance of Satterthwaite's degrees of freedom.</param>
/// <param name="Variance">Largest distance of a random (co)variance, in the product of the standard deviations or 1e-3 of the residual variance.</param>
/// <param name="Status">Our status.</param>
/// <param name="SingularAlike">Whether both programs call the fit singular, or neither.</param>
internal sealed record LmmDistance(string Name, double Criterion, double Estimate, double Error, double Freedom, double Variance, FitStatus Status, bool SingularAlike)
{
    /// <summary>True where our likelihood is higher by more than the tolerance: the peer stopped short, and its estimates are no reference.</summary>
    internal bool Lower => Criterion < -1e-5;

    /// <summary>True where the pair agrees, or ours is the higher likelihood.</summary>
    internal bool Agrees => Status.Poolable && (Lower || (Criterion <= 1e-5 && Estimate <= 1e-3 && Error <= 1e-3 && Freedom <= 1e-3 && SingularAlike));
}

/// <summary>Mixed models beside lme4 and lmerTest: References/agreement/lme4.json, made by the script beside it from data shipped with R packages.</summary>
internal static class LmmAgreement
{
    private static readonly Dictionary<string, DataFrame> s_tables = new(StringComparer.Ordinal);

    /// <summary>The distances of every pair, in the script's order.</summary>
    internal static IEnumerable<LmmDistance> Pairs()
    {
        using var document = JsonDocument.Parse(Repository.Read("tests/References/agreement/lme4.json"));
        foreach (var pair in document.RootElement.GetProperty("pairs").EnumerateArray())
            yield return Distance(pair);
    }

    private static LmmDistance Distance(JsonElement pair)
    {
        var (data, formula, reml) = (pair.GetProperty("data").GetString()!, pair.GetProperty("formula").GetString()!, pair.GetProperty("reml").GetBoolean());
        if (!s_tables.TryGetValue(data, out var frame))
            s_tables.Add(data, frame = DataFile.Read(Path.Combine(Repository.Root, "tests/References/agreement/lme4", $"{data}.csv")));
        var name = $"{data}: {formula}, {(reml ? "REML" : "ML")}";
        var result = LinearMixedModel.Fit(ModelFormula.Parse(formula), frame, new LinearMixedOptions { Reml = reml });
        if (result.Fit is not { } fit)
            return new LmmDistance(name, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, result.Status, false);

        string[] terms = [.. pair.GetProperty("terms").EnumerateArray().Select(t => t.GetString()!)];
        if (!terms.SequenceEqual(fit.FixedNames) || fit.Rows != pair.GetProperty("rows").GetInt32())
            throw new InvalidOperationException($"{name}: found {fit.Rows} rows and terms {string.Join(", ", fit.FixedNames)}; lme4 has {string.Join(", ", terms)}");
        double[] estimates = Numbers(pair, "estimate"), errors = Numbers(pair, "std.error"), freedom = Numbers(pair, "df");
        int[] index = [.. Enumerable.Range(0, terms.Length)];
        return new LmmDistance(
            name, fit.Criterion - pair.GetProperty("criterion").GetDouble(),
            index.Max(i => Math.Abs(fit.Coefficients[i] - estimates[i]) / errors[i]),
            index.Max(i => Math.Abs(fit.StandardError(i) / errors[i] - 1)),
            index.Max(i => Math.Abs(fit.DegreesOfFreedom[i] / freedom[i] - 1)),
            Variance(pair, fit), result.Status, fit.Singular == pair.GetProperty("singular").GetBoolean());
    }

    private static double Variance(JsonElement pair, LinearMixedFit fit)
    {
        var worst = Math.Abs(fit.Sigma / pair.GetProperty("sigma").GetDouble() - 1);
        foreach (var random in pair.GetProperty("random").EnumerateArray())
        {
            string[] columns = [.. random.GetProperty("columns").EnumerateArray().Select(c => c.GetString()!)];
            var group = random.GetProperty("group").GetString()!;
            var own = fit.Random.Single(r => r.Group.Replace("(", "", StringComparison.Ordinal).Replace(")", "", StringComparison.Ordinal) == group.Replace("(", "", StringComparison.Ordinal).Replace(")", "", StringComparison.Ordinal) && r.Names.SequenceEqual(columns));
            var covariance = Numbers(random, "covariance");
            for (var a = 0; a < columns.Length; a++)
                for (var b = 0; b < columns.Length; b++)
                    worst = Math.Max(worst, Math.Abs(own.Covariance[a, b] - covariance[a * columns.Length + b]) /
                        (Math.Sqrt(covariance[a * columns.Length + a] * covariance[b * columns.Length + b]) + 1e-3 * fit.Sigma * fit.Sigma));
        }

        return worst;
    }

    private static double[] Numbers(JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(x => x.GetDouble())];
}
