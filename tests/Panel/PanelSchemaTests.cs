using Apache.Arrow.Types;
using IpdEngine.Panel;
using IpdEngine.Panel.Store;
using IpdEngine.Tests.Panel.Store;
using IpdEngine.Tests.Panel.Tables;
using IpdEngine.Tests.Walls;
using Xunit;

namespace IpdEngine.Tests.Panel;

/// <summary>The checked-in schema is what the code builds in memory and writes to disk.</summary>
public sealed class PanelSchemaTests
{
    private sealed record Column(string Name, string Arrow, string Parquet, bool Nullable);

    [Fact]
    public void The_text_names_the_version_of_the_code() =>
        Assert.Contains($"# Version {PanelSchema.Version}", Text());

    [Theory]
    [InlineData("sessions", "wai_t")]
    [InlineData("participants", "years")]
    public void Columns_in_memory_and_on_disk_are_those_of_the_text(string table, string extra)
    {
        using var scratch = new Scratch();
        var panel = StoreSamples.Rich();
        new PanelStore(scratch["store"]).Add(panel, StoreSamples.Source());
        var batch = table == "sessions" ? panel.Sessions.Batch : panel.Participants.Batch;
        var disk = DuckDb.Query($"describe select * from '{scratch["store"]}/studies/trial/0001.0/{table}.parquet'");

        Assert.Equal(
            Declared(table).Select(column => column with { Name = column.Name == "*" ? extra : column.Name }),
            batch.Schema.FieldsList.Select((field, c) => new Column(field.Name, Name(field.DataType), disk[c][1]!, field.IsNullable)));
        Assert.Equal(batch.Schema.FieldsList.Select(field => field.Name), disk.Select(row => row[0]));
    }

    private static IEnumerable<Column> Declared(string table) =>
        Text().SkipWhile(line => !line.StartsWith($"table {table}:", StringComparison.Ordinal)).Skip(1).TakeWhile(line => line.Length > 0)
            .Select(line => line.Split('\t')).Select(cells => new Column(cells[0], cells[1], cells[2], cells[3] == "yes"));

    private static string[] Text() => File.ReadAllLines(Path.Combine(Repository.Root, "engine", "Panel", "PanelSchema.txt"));

    private static string Name(IArrowType type) => type switch
    {
        DictionaryType dictionary => $"dictionary<{dictionary.IndexType.Name}, {dictionary.ValueType.Name}>",
        _ => type.Name,
    };
}
