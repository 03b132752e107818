using System.Globalization;
using System.Text.Json;
using IpdEngine.Stage2;
using IpdEngine.Tests.Walls;

namespace IpdEngine.Tests.Stage2.Multilevel;

/// <summary>A data set of multilevel.R with its models and metafor's results.</summary>
internal sealed class MultilevelSets
{
    private MultilevelSets(JsonElement json) => Json = json;

    public JsonElement Json { get; }

    public string Name => Json.GetProperty("name").GetString()!;

    public IEnumerable<JsonElement> Models => Json.GetProperty("models").EnumerateArray();

    /// <summary>Cluster of each effect, for robust tests and influence.</summary>
    public string[] Clusters => Factor(Json.GetProperty("cluster").GetString()!);

    public static MultilevelSets Load(string name) => Of($"tests/References/stage2/multilevel/{name}.json");

    public static IEnumerable<MultilevelSets> All() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests/References/stage2/multilevel"), "*.json")
            .Where(f => Path.GetFileName(f) != "unused.json").Order(StringComparer.Ordinal).Select(f => Of(Repository.Relative(f)));

    /// <summary>The table of model m: effects, V, design, random terms.</summary>
    public DependentEffects Effects(int m) => Effects(Models.ElementAt(m));

    public DependentEffects Effects(JsonElement model)
    {
        var yi = Numbers(Json.GetProperty("yi"));
        var design = model.GetProperty("X").EnumerateArray().Select((c, j) => KeyValuePair.Create($"x{j}", Numbers(c)));
        return new DependentEffects([.. yi.Select((_, i) => i.ToString("D4", CultureInfo.InvariantCulture))], yi, Covariance(), [.. design],
            [.. model.GetProperty("random").EnumerateArray().SelectMany(Terms)]);
    }

    public static double[] Numbers(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray().Select(Number)] : [Number(element)];

    private static double Number(JsonElement e) => e.ValueKind == JsonValueKind.Number ? e.GetDouble() : double.NaN;

    private static MultilevelSets Of(string path)
    {
        using var document = JsonDocument.Parse(Repository.Read(path));
        return new MultilevelSets(document.RootElement.Clone());
    }

    private IEnumerable<RandomTerm> Terms(JsonElement term)
    {
        if (term.GetProperty("kind").GetString() == "io")
        {
            var (inner, outer) = (term.GetProperty("inner").GetString()!, term.GetProperty("outer").GetString()!);
            return [new RandomTerm($"{inner} | {outer}", Factor(outer), Factor(inner), Enum.Parse<BetweenStructure>(term.GetProperty("struct").GetString()!))];
        }
        var names = term.GetProperty("factors");
        string[] factors = names.ValueKind == JsonValueKind.Array ? [.. names.EnumerateArray().Select(f => f.GetString()!)] : [names.GetString()!];
        var terms = new List<RandomTerm> { RandomTerm.Intercept(factors[0], Factor(factors[0])) };
        var levels = Factor(factors[0]);
        for (var f = 1; f < factors.Length; f++)
        {
            levels = [.. levels.Zip(Factor(factors[f]), (a, b) => $"{a}/{b}")];
            terms.Add(RandomTerm.Intercept(string.Join('/', factors[..(f + 1)]), levels));
        }
        return terms;
    }

    private string[] Factor(string name) =>
        [.. Json.GetProperty("factors").GetProperty(name).EnumerateArray().Select(c => c.GetInt32().ToString("D4", CultureInfo.InvariantCulture))];

    private SamplingCovariance Covariance()
    {
        var vi = Numbers(Json.GetProperty("vi"));
        if (Json.GetProperty("blocks") is not { ValueKind: JsonValueKind.Array } blocks)
            return SamplingCovariance.Of(vi);
        var v = new double[vi.Length, vi.Length];
        foreach (var block in blocks.EnumerateArray())
        {
            var rows = block.GetProperty("rows").EnumerateArray().Select(r => r.GetInt32()).ToArray();
            var values = Numbers(block.GetProperty("v"));
            for (var i = 0; i < rows.Length; i++)
                for (var j = 0; j < rows.Length; j++)
                    v[rows[i], rows[j]] = values[i * rows.Length + j];
        }
        return SamplingCovariance.Of(v);
    }
}
