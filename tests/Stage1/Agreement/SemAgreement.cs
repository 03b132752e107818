using System.Globalization;
using System.Text.Json;
using IpdEngine.Stage1;
using IpdEngine.Stage1.Sem.Analysis;
using IpdEngine.Stage1.Sem.Ram;
using IpdEngine.Tests.Walls;

namespace IpdEngine.Tests.Stage1.Agreement;

/// <summary>Fits every pair of model and data in a peer's JSON and compares what comes out.</summary>
internal sealed class SemAgreement
{
    // Found by uniroot at 1e-4 in lavaan.
    private static readonly HashSet<string> s_byRoot = ["rmsea.ci.lower", "rmsea.ci.upper"];
    private readonly SortedDictionary<string, Tally> _tallies = new(StringComparer.Ordinal);
    private readonly List<string> _notes = [];

    public List<string> Faults { get; } = [];

    public int Pairs { get; private set; }

    /// <summary>Runs one peer's record.</summary>
    public static SemAgreement Run(string file)
    {
        using var json = JsonDocument.Parse(Repository.Read($"tests/References/agreement/{file}"));
        var agreement = new SemAgreement();
        foreach (var expected in json.RootElement.GetProperty("cases").EnumerateArray())
            agreement.Compare(expected);
        foreach (var failure in json.RootElement.GetProperty("failed").EnumerateArray())
            agreement._notes.Add($"not compared: {Text(failure, "data")}, {Text(failure, "name")}: {Text(failure, "reason")}");
        return agreement;
    }

    /// <summary>Counts and worst distances by kind of number.</summary>
    public string Record(string peer) =>
        $"{peer}: {Pairs} pairs of model and data\n"
        + string.Concat(_tallies.Select(t => string.Create(CultureInfo.InvariantCulture, $"  {t.Key,-22} compared {t.Value.Compared,5}  worst {t.Value.Worst:0.0e+0} of {t.Value.Allowed}\n")))
        + string.Concat(_notes.Select(n => $"  {n}\n"));

    private void Compare(JsonElement expected)
    {
        var (data, name) = (Text(expected, "data"), $"{Text(expected, "data")}, {Text(expected, "name")}, {Text(expected, "defaults")} {Text(expected, "missing")} {Text(expected, "estimator")}");
        var request = new SemRequest(Text(expected, "model"))
        {
            Defaults = ModelDefaults.Named(Text(expected, "defaults")),
            Incomplete = Text(expected, "missing") == "ml",
            Robust = Text(expected, "estimator") == "MLR",
            Equal = GroupEqualNames.Of(expected.GetProperty("equal").EnumerateArray().Select(e => e.GetString()!)),
        };
        SemResult result;
        try
        {
            result = SemAnalysis.Run(request, AgreementData.Read(data).Table(Text(expected, "group"), Text(expected, "cluster")));
        }
        catch (ArgumentException e)
        {
            Faults.Add($"{name}: {e.Message}");
            return;
        }

        Pairs++;
        if (result.Fit is not { Search.Converged: true, Covariance: not null } fit)
        {
            Faults.Add($"{name}: {result.Status.Name}: {result.Status.Reason}");
            return;
        }

        // A higher likelihood than the peer's on the same data (the saturated one is the same) is a better answer: nothing else can then be compared.
        var logl = Number(expected.GetProperty("fit"), "logl");
        var shortfall = 2 * (logl - fit.Measure("logl"));
        if (shortfall < -1e-4)
        {
            Count(name, "saturated -2 log L, where better", Math.Abs(2 * (Number(expected.GetProperty("fit"), "unrestricted.logl") - fit.Measure("unrestricted.logl"))), 1e-5, "1e-5");
            _notes.Add(string.Create(CultureInfo.InvariantCulture, $"better: {name}: -2 log L is lower by {-shortfall:0.0000}"));
            return;
        }

        Count(name, "-2 log L, not above", Math.Max(0, shortfall), 1e-5, "1e-5");
        Estimates(name, expected, result);
        Standardised(name, expected, result);
        foreach (var measure in expected.GetProperty("fit").EnumerateObject())
            if (measure.Value.ValueKind == JsonValueKind.Number && !s_byRoot.Contains(measure.Name))
                Measure(name, measure.Name, measure.Value.GetDouble(), fit.Measure(measure.Name));
    }

    private void Estimates(string name, JsonElement expected, SemResult result)
    {
        var rows = result.Estimates.ToDictionary(e => Key(e.Group, e.Left, e.Operator, e.Right));
        foreach (var estimate in expected.GetProperty("est").EnumerateObject())
        {
            var error = Number(expected.GetProperty("se"), estimate.Name);
            if (!rows.TryGetValue(estimate.Name, out var row))
            {
                Faults.Add($"{name}: {estimate.Name} is missing");
                continue;
            }

            var value = estimate.Value.GetDouble();
            if (error > 0)
            {
                Count($"{name}, {estimate.Name} {value} +- {error}, found {row.Estimate} +- {row.StandardError}", "estimate", Math.Abs(value - row.Estimate) / error, 1e-3, "1e-3 standard errors");
                Count($"{name}, {estimate.Name} {value} +- {error}, found {row.Estimate} +- {row.StandardError}", "standard error", Math.Abs(row.StandardError / error - 1), 1e-3, "1e-3 relative");
            }
            else
            {
                Count($"{name}, {estimate.Name} {value}, found {row.Estimate}", "value without error", Math.Abs(value - row.Estimate) / Math.Max(1, Math.Abs(value)), 1e-7, "1e-7 relative");
            }
        }
    }

    private void Standardised(string name, JsonElement expected, SemResult result)
    {
        if (expected.GetProperty("std").ValueKind != JsonValueKind.Object)
            return;
        var rows = result.Standardised.ToDictionary(e => Key(e.Group, e.Left, e.Operator, e.Right));
        foreach (var estimate in expected.GetProperty("std").EnumerateObject())
        {
            var error = Number(expected.GetProperty("std.se"), estimate.Name);
            if (estimate.Value.ValueKind != JsonValueKind.Number || !(error > 1e-6) || !rows.TryGetValue(estimate.Name, out var row))
                continue;
            var value = estimate.Value.GetDouble();
            if (double.IsNaN(row.All) && result.Status.Code == FitStatusCode.Inadmissible)
            {
                _notes.Add($"not compared: {name}: std.all of {estimate.Name}: {result.Status.Reason}");
                continue;
            }

            Count($"{name}, std.all {estimate.Name} {value} +- {error}, found {row.All} +- {row.StandardError}", "std.all", Math.Abs(value - row.All) / error, 1e-3, "1e-3 standard errors");
            Count($"{name}, std.all {estimate.Name} {value} +- {error}, found {row.All} +- {row.StandardError}", "std.all standard error", Math.Abs(row.StandardError / error - 1), 1e-3, "1e-3 relative");
        }
    }

    private void Measure(string name, string measure, double expected, double found)
    {
        var scale = measure.StartsWith("chisq", StringComparison.Ordinal) ? Math.Max(1, Math.Abs(expected)) : Math.Max(measure is "logl" or "aic" or "bic" ? 1 : 0.01, Math.Abs(expected));
        Count($"{name}, {measure} {expected}, found {found}", $"fit: {measure}", Math.Abs(expected - found) / scale, 1e-4, "1e-4 relative");
    }

    private void Count(string where, string kind, double distance, double limit, string allowed)
    {
        if (!_tallies.TryGetValue(kind, out var tally))
            _tallies.Add(kind, tally = new Tally(allowed));
        tally.Compared++;
        if (distance <= limit)
            tally.Worst = Math.Max(tally.Worst, distance);
        else
            Faults.Add($"{kind}: {where}: {distance.ToString("0.0e+0", CultureInfo.InvariantCulture)}");
    }

    private static string Key(int group, string left, string op, string right) => $"{Math.Max(1, group)}: {left}{op}{(op == ":=" ? "" : right)}";

    private static string Text(JsonElement parent, string name) => parent.GetProperty(name).GetString()!;

    private static double Number(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : double.NaN;

    private sealed class Tally(string allowed)
    {
        public string Allowed => allowed;

        public int Compared { get; set; }

        public double Worst { get; set; }
    }
}
