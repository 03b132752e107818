using CsCheck;
using IpdEngine.Intake.Description;
using IpdEngine.Intake.Findings;
using Xunit;

namespace IpdEngine.Tests.Intake;

/// <summary>What is written as YAML is read back as it was.</summary>
public sealed class YamlTextLaws
{
    private static readonly string[] s_awkward =
        ["", "~", "null", "???", "- a", "a: b", "#x", "NO", "1.0", "\u2028", "\u0085", "é", "\U0001F600", "a\r\nb", " a ", "'", "\"", "!tag", "&a", "*a", "%", "{", "]"];

    private static readonly Gen<string> s_text = Gen.OneOf(
        Gen.Char.Array[0, 20].Select(letters => new string(letters)),
        Gen.Int[0, s_awkward.Length - 1].Select(place => s_awkward[place]))
        // A character of which half is missing is no text.
        .Where(text => text.EnumerateRunes().All(rune => rune != System.Text.Rune.ReplacementChar));

    [Fact]
    public void Any_tree_of_texts_is_read_back_as_it_was()
    {
        Tree(3).Select(value => YamlText.Map(("top", value))).Sample(
            map =>
            {
                var log = new FindingLog("law");
                var text = YamlText.Flow(map.Entries[0].Value);
                var read = StrictYaml.Read($"top: {text}\n", log);
                Assert.True(read is not null, $"{text}\n{string.Join("\n", log.ToList())}");
                Assert.Equal(Shape(map), Shape(read));
            }, iter: 3000);
    }

    private static Gen<YamlNode> Tree(int depth) => depth == 0
        ? s_text.Select(text => (YamlNode)YamlText.Scalar(text))
        : Gen.OneOf(
            Tree(0),
            Tree(depth - 1).Array[0, 4].Select(items => (YamlNode)new YamlList(0, items)),
            Gen.Select(s_text, Tree(depth - 1)).Array[0, 4].Select(entries => (YamlNode)YamlText.Map(entries.DistinctBy(entry => entry.Item1))));

    private static string Shape(YamlNode node) => node switch
    {
        YamlScalar scalar => $"'{scalar.Text.Length}:{scalar.Text}{(scalar.IsNull ? "!" : "")}'",
        YamlList list => $"[{string.Join(',', list.Items.Select(Shape))}]",
        YamlMap map => $"{{{string.Join(',', map.Entries.Select(entry => $"{entry.Key.Length}:{entry.Key}={Shape(entry.Value)}"))}}}",
        _ => "",
    };
}
