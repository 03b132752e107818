using CsCheck;
using IpdEngine.Intake.Description;
using IpdEngine.Intake.Findings;
using Xunit;

namespace IpdEngine.Tests.Intake;

/// <summary>Hostile and clumsy YAML is a finding, never an exception and never expensive.</summary>
public sealed class StrictYamlTests
{
    private const string Letters = "a: b\n- {}[]!&*|>#'\"%@`,?\t:é0\u0000";

    [Theory]
    [InlineData("a: &x 1\nb: *x", "an anchor")]
    [InlineData("b: *x", "an alias")]
    [InlineData("a: !!int 1", "a tag")]
    [InlineData("a: 1\n---\nb: 2", "a second document")]
    [InlineData("- a\n- b", "a list")]
    [InlineData("", "an empty file")]
    [InlineData("a: [1, 2", "")]
    [InlineData("a: 1\n b: 2\nc", "")]
    [InlineData("{[a]: 1}", "")]
    public void What_is_not_plain_settings_is_refused(string text, string found)
    {
        var log = new FindingLog("x.yaml");
        Assert.Null(StrictYaml.Read(text, log));
        var finding = Assert.Single(log.ToList());
        Assert.Equal(("yaml-unreadable", Severity.Error), (finding.Code, finding.Severity));
        Assert.Contains(found, finding.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Depth_and_length_are_bounded()
    {
        var (deep, large) = (new FindingLog("x.yaml"), new FindingLog("x.yaml"));
        Assert.Null(StrictYaml.Read("a: " + new string('[', 5000) + new string(']', 5000), deep));
        Assert.Null(StrictYaml.Read("a: " + new string('x', StrictYaml.MaximumLength), large));
        Assert.Contains("levels", Assert.Single(deep.ToList()).Found, StringComparison.Ordinal);
        Assert.Contains("characters", Assert.Single(large.ToList()).Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Nodes_know_their_lines_and_keys_stand_once()
    {
        var log = new FindingLog("x.yaml");
        var map = StrictYaml.Read("# head\na: 1\nb:\n  c: [x,\n      y]\na: 2\n", log)!;
        Assert.Equal([("a", 2), ("b", 3)], map.Entries.Select(entry => (entry.Key, entry.Line)));
        var list = (YamlList)((YamlMap)map.Entries[1].Value).Entries[0].Value;
        Assert.Equal([4, 5], list.Items.Select(item => item.Line));
        Assert.Equal(("key-twice", (long?)6), (log.ToList()[0].Code, log.ToList()[0].Row));
    }

    [Fact]
    public void Any_text_gives_a_map_or_a_finding() =>
        Gen.Int[0, Letters.Length - 1].Array[0, 60].Sample(letters =>
        {
            var text = string.Concat(letters.Select(letter => Letters[letter]));
            var log = new FindingLog("x.yaml");
            Assert.True(StrictYaml.Read(text, log) is not null || log.HasErrors);
            StudyFile.Parse("x.yaml", text);
        }, iter: 3000);

    [Theory]
    [InlineData("symptm", "symptom")]
    [InlineData("Alliance", "alliance")]
    [InlineData("sesison", "session")]
    [InlineData("zzzzzz", null)]
    public void The_nearest_name_is_the_one_meant(string written, string? meant) =>
        Assert.Equal(meant, NearestName.Of(written, ["alliance", "symptom", "session", "intake"]));
}
