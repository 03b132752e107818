using System.Text.Json;
using IpdEngine.Intake.Description;
using Xunit;

namespace IpdEngine.Tests.Intake;

/// <summary>The JSON Schema for editors knows the parser's keys, no more and no fewer.</summary>
public sealed class SchemaTests
{
    public static TheoryData<string, IReadOnlyList<string>> Sections() => new()
    {
        { "", DescriptionKeys.Study },
        { "measure", DescriptionKeys.Measure },
        { "extra", DescriptionKeys.Extra },
        { "column", DescriptionKeys.Column },
        { "session", DescriptionKeys.Session },
        { "instrument", DescriptionKeys.Instrument },
        { "published", DescriptionKeys.Published },
        { "moment", DescriptionKeys.Moment },
    };

    [Theory]
    [MemberData(nameof(Sections))]
    public void The_schema_has_the_parsers_keys(string section, IReadOnlyList<string> keys)
    {
        using var schema = JsonDocument.Parse(DescriptionSchema.Text);
        var at = section.Length == 0 ? schema.RootElement : schema.RootElement.GetProperty("$defs").GetProperty(section);
        Assert.Equal(keys.Order(StringComparer.Ordinal), at.GetProperty("properties").EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal));
        Assert.False(at.GetProperty("additionalProperties").GetBoolean());
    }

    [Fact]
    public void The_embedded_schema_is_the_committed_one() =>
        Assert.Equal(Walls.Repository.Read("ingest/Intake/Description/study.schema.json"), DescriptionSchema.Text);
}
