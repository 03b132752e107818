using System.Globalization;
using System.Text.Json;
using IpdEngine.Stage2;
using IpdEngine.Tests.Walls;

namespace IpdEngine.Tests.Stage2.SmallStudy;

/// <summary>Compares every small-study method on every set of univariate.json with metafor's numbers in smallstudy.json and counts how each comparison ended.</summary>
internal sealed class SmallStudyAgreement
{
    private readonly SortedDictionary<string, Tally> _tallies = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _left = new(StringComparer.Ordinal);

    public List<string> Faults { get; } = [];

    /// <summary>Runs the whole record.</summary>
    public static SmallStudyAgreement Run()
    {
        using var data = JsonDocument.Parse(Repository.Read("tests/References/stage2/univariate.json"));
        using var json = JsonDocument.Parse(Repository.Read("tests/References/stage2/smallstudy.json"));
        var sets = data.RootElement.GetProperty("sets").EnumerateArray().ToDictionary(set => set.GetProperty("name").GetString()!);
        var agreement = new SmallStudyAgreement();
        foreach (var expected in json.RootElement.GetProperty("sets").EnumerateArray())
        {
            var name = expected.GetProperty("name").GetString()!;
            var yi = Numbers(sets[name].GetProperty("yi"));
            var effects = new EffectTable([.. yi.Select((_, i) => i.ToString("D4", CultureInfo.InvariantCulture))], yi, Numbers(sets[name].GetProperty("vi")));
            new SmallStudyComparison(agreement, name, effects, expected).Run();
        }
        return agreement;
    }

    /// <summary>Counts a comparison: agreed within the tolerance, or better than metafor's by its own criterion.</summary>
    /// <param name="where">Set and method.</param>
    /// <param name="quantity">Kind of quantity.</param>
    /// <param name="found">Ours.</param>
    /// <param name="expected">Theirs; what is no number is not counted.</param>
    /// <param name="tolerance">Relative.</param>
    /// <param name="floor">Absolute.</param>
    /// <param name="better">True where ours has the higher likelihood.</param>
    public void Count(string where, string quantity, double found, JsonElement expected, double tolerance, double floor, bool better = false)
    {
        if (expected.ValueKind != JsonValueKind.Number)
            return;
        var value = expected.GetDouble();
        var tally = _tallies.TryGetValue(quantity, out var known) ? known : _tallies[quantity] = new Tally();
        tally.Compared++;
        var distance = Math.Abs(found - value);
        if (distance <= floor + tolerance * Math.Abs(value))
        {
            tally.Agreed++;
            tally.Worst = Math.Max(tally.Worst, distance <= floor ? 0 : distance / Math.Abs(value));
        }
        else if (better)
            tally.Better++;
        else
            Faults.Add(string.Create(CultureInfo.InvariantCulture, $"{where} {quantity}: found {found:G12}, expected {value:G12}"));
    }

    /// <summary>Counts what was not compared, by its reason.</summary>
    public void Leave(string reason) => _left[reason] = _left.GetValueOrDefault(reason) + 1;

    /// <summary>One line a kind of quantity, then one a reason why something was not compared.</summary>
    public string Record()
    {
        var lines = _tallies.Select(t => string.Create(CultureInfo.InvariantCulture,
            $"{t.Key,-24} compared {t.Value.Compared,5}  agreed {t.Value.Agreed,5}  better {t.Value.Better,4}  worst agreed 1e{Math.Ceiling(Math.Log10(Math.Max(t.Value.Worst, 1e-16))):0}"));
        return string.Join('\n', lines.Append($"{"all",-24} compared {_tallies.Values.Sum(t => t.Compared),5}  agreed {_tallies.Values.Sum(t => t.Agreed),5}  better {_tallies.Values.Sum(t => t.Better),4}")
            .Concat(_left.Select(l => $"not compared {l.Value,4} times: {l.Key}"))) + "\n";
    }

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetDouble())];

    private sealed class Tally
    {
        public int Compared { get; set; }

        public int Agreed { get; set; }

        public int Better { get; set; }

        public double Worst { get; set; }
    }
}
