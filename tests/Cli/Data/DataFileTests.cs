using System.Text;
using IpdEngine.Cli.Data;
using IpdEngine.Cli.Output;
using IpdEngine.Formula;
using IpdEngine.Tests.DataPath;
using Xunit;

namespace IpdEngine.Tests.Cli.Data;

/// <summary>Tables of the user's, of any format, as columns of numbers and texts.</summary>
public sealed class DataFileTests
{
    [Fact]
    public void A_column_is_numbers_where_every_value_is_one_and_texts_otherwise()
    {
        using var folder = new ScratchFolder();
        File.WriteAllText(folder["t.csv"], "id,x,group,code,none\n1,2.5,a,007,\n2,NA,,x,NA\n3,-1e3,b,007,\n");
        var frame = DataFile.Read(folder["t.csv"]);
        Assert.Equal(["id", "x", "group", "code", "none"], frame.Columns.Select(c => c.Name));
        Assert.Equal([2.5, double.NaN, -1000], frame.Column("x").Numbers.ToArray());
        Assert.Equal("a|NA|b", Texts(frame, "group"));
        Assert.Equal("007|x|007", Texts(frame, "code"));
        Assert.All(frame.Column("none").Numbers.ToArray(), x => Assert.True(double.IsNaN(x)));
    }

    [Fact]
    public void Declared_codes_are_missing_in_numbers_and_in_texts()
    {
        using var folder = new ScratchFolder();
        File.WriteAllText(folder["t.csv"], "x,g\n-99,a\n-99.0,none\n3,b\n");
        var frame = DataFile.Read(folder["t.csv"], new DataFileOptions { Missing = ["-99", "none"] });
        Assert.Equal([double.NaN, double.NaN, 3], frame.Column("x").Numbers.ToArray());
        Assert.Equal("a|NA|b", Texts(frame, "g"));
    }

    [Theory]
    [InlineData("Inf")]
    [InlineData("-inf")]
    [InlineData("Infinity")]
    public void An_infinite_number_is_refused_with_its_place_but_a_word_among_words_is_not(string infinite)
    {
        using var folder = new ScratchFolder();
        File.WriteAllText(folder["t.csv"], $"x,word\n1,a\n{infinite},inf\n");
        var fault = Assert.Throws<CommandException>(() => DataFile.Read(folder["t.csv"]));
        Assert.Contains("infinite value in column 'x', row 2", fault.Message, StringComparison.Ordinal);
        File.WriteAllText(folder["t.csv"], "x,word\n1,a\n2,inf\n");
        Assert.Equal("a|inf", Texts(DataFile.Read(folder["t.csv"]), "word"));
    }

    // stage1.csv has infinite degrees of freedom wherever the reference is the normal distribution, and ipd pool reads it.
    [Fact]
    public void In_tables_of_results_an_infinite_number_is_no_value()
    {
        using var folder = new ScratchFolder();
        File.WriteAllText(folder["t.csv"], "estimate,df\n0.1,Inf\n0.2,12\n");
        Assert.Equal([double.NaN, 12], DataFile.Read(folder["t.csv"], new DataFileOptions { InfiniteIsMissing = true }).Column("df").Numbers.ToArray());
    }

    [Fact]
    public void Every_format_of_the_example_trials_is_read()
    {
        using var folder = new ScratchFolder();
        IpdEngine.Intake.Example.ExampleCorpus.WriteTo(folder.Root);
        var files = Directory.EnumerateFiles(folder.Root, "trial*.*").Where(f => Path.GetExtension(f) != ".yaml").ToList();
        Assert.Subset(files.Select(Path.GetExtension).ToHashSet(), new HashSet<string?> { ".csv", ".sav", ".dta", ".xlsx" });
        foreach (var file in files)
        {
            var frame = DataFile.Read(file);
            Assert.True(frame.Rows > 10 && frame.Columns.Count > 3 && frame.Columns.Any(c => c.IsNumeric), file);
        }
    }

    [Fact]
    public void A_table_without_end_is_refused_before_memory_is()
    {
        using var folder = new ScratchFolder();
        var text = new StringBuilder("x,y\n");
        for (var i = 0; i < 2000; i++)
            text.Append("1,2\n");
        File.WriteAllText(folder["t.csv"], text.ToString());
        var fault = Assert.Throws<CommandException>(() => DataFile.Read(folder["t.csv"], new DataFileOptions { MostCells = 1000 }));
        Assert.Contains("more than 1,000 cells", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing.csv", null)]
    [InlineData("empty.csv", "")]
    [InlineData("noise.sav", "$FL2 but nothing more")]
    public void What_is_no_table_is_refused_with_a_reason(string name, string? content)
    {
        using var folder = new ScratchFolder();
        if (content is not null)
            File.WriteAllText(folder[name], content);
        var fault = Assert.Throws<CommandException>(() => DataFile.Read(folder[name]));
        Assert.StartsWith($"{name}: cannot be read: found ", fault.Message, StringComparison.Ordinal);
    }

    private static string Texts(DataFrame frame, string column) => string.Join('|', frame.Column(column).Texts.ToArray().Select(t => t ?? "NA"));
}
