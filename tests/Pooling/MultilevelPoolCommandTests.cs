using System.Text.Json;
using IpdEngine.Tests.DataPath;
using Xunit;

namespace IpdEngine.Tests.Pooling;

/// <summary>
/// <c>ipd pool</c> on dependent effects: the periodontal trials of Berkey et al. 1998, Stat Med 17:2537. Expected numbers are those of metafor 3.8's
/// <c>rma.mv(yi, V, mods = ~ outcome - 1, random = ~ outcome | trial, struct = "UN", method = "ML")</c>, to the digits that its search settles.
/// </summary>
public sealed class MultilevelPoolCommandTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public MultilevelPoolCommandTests()
    {
        File.WriteAllText(_folder["berkey.csv"], """
            trial,author,outcome,yi,vi
            1,Pihlstrom et al.,PD,0.47,0.0075
            1,Pihlstrom et al.,AL,-0.32,0.0077
            2,Lindhe et al.,PD,0.2,0.0057
            2,Lindhe et al.,AL,-0.6,0.0008
            3,Knowles et al.,PD,0.4,0.0021
            3,Knowles et al.,AL,-0.12,0.0014
            4,Ramfjord et al.,PD,0.26,0.0029
            4,Ramfjord et al.,AL,-0.31,0.0015
            5,Becker et al.,PD,0.56,0.0148
            5,Becker et al.,AL,-0.39,0.0304
            """);
        double[] covariances = [0.003, 0.0009, 0.0007, 0.0009, 0.0072];
        double[] variances = [0.0075, 0.0077, 0.0057, 0.0008, 0.0021, 0.0014, 0.0029, 0.0015, 0.0148, 0.0304];
        var rows = Enumerable.Range(0, 10).Select(i => string.Join(',', Enumerable.Range(0, 10).Select(j => i == j ? variances[i] : i / 2 == j / 2 ? covariances[i / 2] : 0)));
        File.WriteAllText(_folder["V.csv"], string.Join(',', Enumerable.Range(1, 10).Select(j => $"V{j}")) + "\n" + string.Join('\n', rows) + "\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Two_outcomes_with_their_covariances_are_pooled_as_metafor_does()
    {
        var pool = Json("--v", "V.csv", "--mods", "~ outcome - 1", "--random", "~ outcome | trial", "--struct", "UN", "--method", "ML", "--test", "z");
        Near([-0.337938, 0.344839], pool, "b");
        Near([0.079763, 0.049460], pool, "se");
        Near([0.026145, 0.007002], pool, "tau2");
        Assert.Equal(0.69923, pool.GetProperty("rho")[0].GetDouble(), 5e-4);
    }

    [Fact]
    public void Clusters_give_robust_tests_profiles_and_what_is_left_out_together()
    {
        var pool = Json("--rho", "0.5", "--cluster", "trial", "--mods", "~ outcome", "--random", "~ 1 | trial/outcome", "--profile", "--influence", "--permute", "100", "--bias", "--figures", "plots");
        Assert.Equal(["trial", "trial/outcome"], pool.GetProperty("components").EnumerateArray().Select(c => c.GetProperty("name").GetString()));
        Assert.Equal("CR2", pool.GetProperty("robust").GetProperty("vcov").GetString());
        Assert.Equal(5, pool.GetProperty("robust").GetProperty("clusters").GetInt32());
        Assert.All(pool.GetProperty("components").EnumerateArray(), c => Assert.True(c.TryGetProperty("ci.ub", out _)));
        Assert.Equal(5, pool.GetProperty("leave1out").GetArrayLength());
        Assert.Equal(2, pool.GetProperty("permutation").GetArrayLength());
        Assert.True(pool.TryGetProperty("regtest", out _));
        Assert.Equal(["forest.svg", "profile.svg"], Directory.GetFiles(_folder["plots"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("expected '~ 1 | study'", "--random", "~ trial")]
    [InlineData("found no column 'centre'", "--random", "~ 1 | centre")]
    [InlineData("expected a header and a square matrix", "--v", "berkey.csv")]
    [InlineData("expected --cluster COLUMN", "--rho", "0.5")]
    public void A_mistake_is_named(string expected, params string[] mistake)
    {
        var (code, output, errors) = Ipd.Run(_folder.Root, ["pool", "berkey.csv", .. mistake]);
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
    }

    private JsonElement Json(params string[] more)
    {
        var (code, output, errors) = Ipd.Run(_folder.Root, ["pool", "berkey.csv", "--slab", "author", .. more, "--format", "json"]);
        Assert.True(code == 0, errors);
        return JsonDocument.Parse(output).RootElement;
    }

    private static void Near(double[] expected, JsonElement pool, string name)
    {
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], pool.GetProperty(name)[i].GetDouble(), 2e-6);
    }
}
