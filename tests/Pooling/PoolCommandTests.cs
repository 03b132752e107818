using System.Globalization;
using System.Text.Json;
using IpdEngine.Tests.DataPath;
using Xunit;

namespace IpdEngine.Tests.Pooling;

/// <summary>
/// <c>ipd pool</c> as a user runs it, on the BCG vaccine trials (Colditz et al. 1994, JAMA 271:698). Expected numbers: Viechtbauer 2010, J Stat Softw 36(3),
/// sections 3.3 to 3.5, printed to four digits.
/// </summary>
public sealed class PoolCommandTests : IDisposable
{
    private static readonly string[] s_counts = ["--measure", "RR", "--ai", "tpos", "--bi", "tneg", "--ci", "cpos", "--di", "cneg", "--slab", "author"];
    private readonly ScratchFolder _folder = new();

    public PoolCommandTests() => File.WriteAllText(_folder["bcg.csv"], """
        author,year,tpos,tneg,cpos,cneg,ablat,alloc
        Aronson,1948,4,119,11,128,44,random
        Ferguson & Simes,1949,6,300,29,274,55,random
        Rosenthal et al,1960,3,228,11,209,42,random
        Hart & Sutherland,1977,62,13536,248,12619,52,random
        Frimodt-Moller et al,1973,33,5036,47,5761,13,alternate
        Stein & Aronson,1953,180,1361,372,1079,44,alternate
        Vandiviere et al,1973,8,2537,10,619,19,random
        TPT Madras,1980,505,87886,499,87892,13,random
        Coetzee & Berjak,1968,29,7470,45,7232,27,random
        Rosenthal et al,1961,17,1699,65,1600,42,systematic
        Comstock et al,1974,186,50448,141,27197,18,systematic
        Comstock & Webster,1969,5,2493,3,2338,33,systematic
        Comstock et al,1976,27,16886,29,17825,33,systematic
        """);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_table_of_counts_is_pooled_as_published()
    {
        var pool = Json("--test", "z");
        Near(-0.7145, pool, "b");
        Near(0.1798, pool, "se");
        Near(-1.0669, pool, "ci.lb");
        Near(-0.3622, pool, "ci.ub");
        Assert.Equal(0.3132, pool.GetProperty("tau2").GetDouble(), 0.00005);
        Assert.Equal(92.22, pool.GetProperty("I2").GetDouble(), 0.005);
        Assert.Equal(152.2330, pool.GetProperty("QE").GetDouble(), 0.00005);
        Assert.Equal(0.4894, pool.GetProperty("transformed").GetProperty("pred").GetDouble(), 0.00005);
    }

    [Fact]
    public void Moderators_come_from_a_formula()
    {
        var pool = Json("--test", "z", "--mods", "~ ablat + year");
        Assert.Equal(["intercept", "ablat", "year"], pool.GetProperty("terms").EnumerateArray().Select(t => t.GetString()));
        Assert.Equal(-0.0280, pool.GetProperty("b")[1].GetDouble(), 0.00005);
        Assert.Equal(0.1108, pool.GetProperty("tau2").GetDouble(), 0.00005);
        // The article's tau-squared stops at metafor's default threshold of 1e-5; QM moves by two units of its last digit till convergence.
        Assert.Equal(12.2043, pool.GetProperty("QM").GetDouble(), 0.0005);
    }

    [Fact]
    public void Every_extra_gives_its_block_or_its_reason()
    {
        var pool = Json("--subgroup", "alloc", "--cumulative", "year", "--leave-one-out", "--influence", "--bias", "--permute", "--gosh");
        Assert.Equal(3, pool.GetProperty("subgroups").GetProperty("groups").GetArrayLength());
        Assert.Equal(13, pool.GetProperty("leave1out").GetArrayLength());
        Assert.Equal(13, pool.GetProperty("cumulative").GetProperty("rows").GetArrayLength());
        Assert.Equal(13, pool.GetProperty("influence").GetProperty("rows").GetArrayLength());
        Assert.True(pool.GetProperty("permutation").GetProperty("exact").GetBoolean());
        Assert.Equal(8191, pool.GetProperty("gosh").GetProperty("subsets").GetInt32());
        foreach (var method in (string[])["regtest", "regtest.lm", "ranktest", "trimfill", "petpeese", "selmodel", "tes"])
            Assert.True(pool.GetProperty("bias").TryGetProperty(method, out _), method);
    }

    [Fact]
    public void Published_effects_join_those_of_another_table_with_their_weight_shown()
    {
        File.WriteAllText(_folder["ipd.csv"], "study,estimate,se,note\nA,-0.2,0.05,\nB,-0.1,0.06,own data\n");
        File.WriteAllText(_folder["published.csv"], "study,estimate,se,year\nC,-0.3,0.1,2011\n");
        string[] both = ["pool", "ipd.csv", "published.csv", "--yi", "estimate", "--sei", "se", "--slab", "study"];
        var pool = JsonDocument.Parse(Ipd.Run(_folder.Root, [.. both, "--format", "json"]).Output).RootElement;
        Assert.Equal(["ipd.csv", "ipd.csv", "published.csv"], pool.GetProperty("effects").EnumerateArray().Select(e => e.GetProperty("source").GetString()));
        Assert.Contains("from published.csv: 1 effects,", Ipd.Run(_folder.Root, both).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_are_written_for_all_that_was_asked()
    {
        Json("--subgroup", "alloc", "--cumulative", "year", "--leave-one-out", "--influence", "--bias", "--gosh", "2000", "--figures", "plots");
        string[] expected = ["baujat", "cumulative", "forest", "funnel", "gosh", "influence", "leave-one-out", "profile", "radial"];
        Assert.Equal(expected, Directory.GetFiles(_folder["plots"]).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));
        Assert.Contains("Frimodt-Moller", File.ReadAllText(_folder["plots/forest.svg"]), StringComparison.Ordinal);
        Json("--mods", "~ ablat", "--figures", "regression");
        Assert.True(File.Exists(_folder["regression/bubble-1.svg"]));
    }

    [Theory]
    [InlineData("no column 'tpoz'", "--ai", "tpoz")]
    [InlineData("at character 10", "--mods", "~ ablat +* year")]
    [InlineData("collinear", "--mods", "~ ablat + I(2 * ablat)")]
    [InlineData("expected one of: random, alternate, systematic", "--where", "alloc=none")]
    public void A_mistake_is_named_with_its_place(string expected, params string[] mistake)
    {
        var arguments = s_counts.Where((_, i) => mistake[0] != "--ai" || i is not (2 or 3));
        var (code, output, errors) = Ipd.Run(_folder.Root, ["pool", "bcg.csv", .. arguments, .. mistake]);
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Csv_has_broom_s_names()
    {
        var (code, output, _) = Ipd.Run(_folder.Root, ["pool", "bcg.csv", .. s_counts, "--format", "csv"]);
        Assert.Equal(0, code);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("term,estimate,std.error,statistic,df,p.value,conf.low,conf.high", lines[0]);
        Assert.Equal(-0.7145, double.Parse(lines[1].Split(',')[1], CultureInfo.InvariantCulture), 0.00005);
    }

    private JsonElement Json(params string[] more)
    {
        var (code, output, errors) = Ipd.Run(_folder.Root, ["pool", "bcg.csv", .. s_counts, .. more, "--format", "json"]);
        Assert.True(code == 0, errors);
        return JsonDocument.Parse(output).RootElement;
    }

    private static void Near(double expected, JsonElement pool, string name) => Assert.Equal(expected, pool.GetProperty(name)[0].GetDouble(), 0.00005);
}
