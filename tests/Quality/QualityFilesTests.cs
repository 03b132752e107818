using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using IpdEngine.Intake;
using IpdEngine.Intake.Description;
using IpdEngine.Intake.Example;
using IpdEngine.Intake.Quality;
using IpdEngine.Intake.Quality.Files;
using IpdEngine.Intake.Quality.Page;
using IpdEngine.Panel.Store;
using IpdEngine.Tests.DataPath;
using Xunit;

namespace IpdEngine.Tests.Quality;

/// <summary>The files and the page of a quality report tell what they may and nothing else.</summary>
public sealed partial class QualityFilesTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    [Fact]
    public void The_command_writes_every_file_twice_the_same()
    {
        Store("trial15");
        foreach (var folder in new[] { "one", "two" })
        {
            var (code, output, errors) = Ipd.Run(_scratch.Root, "quality", "trial15", "--store", "store", "--out", folder);
            Assert.True(code == 0, errors);
            Assert.Contains("quality.html", output, StringComparison.Ordinal);
        }
        string[] names = [.. Directory.GetFiles(_scratch["one"]).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        Assert.Equal(
            ["codebook.csv", "codebook.html", "completeness.csv", "distribution.csv", "dropout.csv", "histogram.csv", "items.csv", "jumps.csv", "published.csv", "quality.html", "quality.json",
                "reliability.csv", "variance.csv"], names);
        Assert.All(names, name => Assert.Equal(File.ReadAllBytes(_scratch[$"one/{name}"]), File.ReadAllBytes(_scratch[$"two/{name}"])));
        Assert.Equal(2, Ipd.Run(_scratch.Root, "quality", "trial99", "--store", "store", "--out", "three").Code);
        Assert.Equal(2, Ipd.Run(_scratch.Root, "quality", "trial15", "--version", "7", "--store", "store", "--out", "three").Code);
    }

    [Fact]
    public void Masked_files_hold_no_count_of_1_to_4_and_no_participant()
    {
        var store = Store("trial15", "trial17");
        foreach (var study in new[] { "trial15", "trial17" })
        {
            var whole = StudyQuality.Of(store, study);
            var panel = store.Load(study);
            foreach (var (name, bytes) in QualityFiles.Of(whole.Masked()))
            {
                var text = Encoding.UTF8.GetString(bytes);
                Assert.All(Enumerable.Range(0, panel.Participants.Count), person => Assert.DoesNotContain(panel.Participants.Id(person), text, StringComparison.Ordinal));
                if (name is "completeness.csv" or "dropout.csv" or "histogram.csv" or "jumps.csv")
                    Assert.All(Counts(text), count => Assert.True(count == 0 || count % 5 == 0 || count == whole.Participants, $"{count} in {name}:\n{text}"));
            }
            Assert.Contains(whole.Completeness.SelectMany(each => each.Sessions), session => session.Skipped is > 0 and < 5);
            Assert.DoesNotContain(QualityFiles.Of(whole.Masked()), file => file.Name == "jump_list.csv");
            Assert.Contains(QualityFiles.Of(whole), file => file.Name == "jump_list.csv");
        }
    }

    [Fact]
    public void A_masked_extreme_is_told_only_where_five_share_it()
    {
        var store = Store("trial15");
        var (whole, masked) = (StudyQuality.Of(store, "trial15"), StudyQuality.Of(store, "trial15").Masked());
        foreach (var (open, closed) in whole.BySession.Zip(masked.BySession))
        {
            Assert.Equal(open.AtMaximum < 5, double.IsNaN(closed.Maximum));
            Assert.Equal(open.N < 20, double.IsNaN(closed.Median));
            Assert.Equal(open.N < 5, double.IsNaN(closed.Mean));
        }
        Assert.Contains(whole.BySession, each => each.AtMaximum < 5);
        Assert.Same(masked, masked.Masked());
    }

    [Fact]
    public void The_page_is_well_formed_and_needs_nothing_from_outside()
    {
        var quality = StudyQuality.Of(Store("trial15"), "trial15");
        var body = XDocument.Parse($"<main>{QualityPage.Body(quality)}</main>");
        var svgs = body.Descendants().Where(element => element.Name.LocalName == "svg").ToList();
        Assert.True(svgs.Count >= 8, $"{svgs.Count} plots");
        Assert.All(svgs, svg => Assert.True(svg.Elements().First() is { Name.LocalName: "title", Value.Length: > 0 } && (string?)svg.Attribute("role") == "img"));
        Assert.All(body.Descendants("td").Concat(body.Descendants("th")), cell => Assert.DoesNotContain("NaN", cell.Value, StringComparison.Ordinal));
        var document = QualityPage.Document(quality);
        Assert.DoesNotMatch(OutsideLink(), document);
        Assert.DoesNotContain("<script", document, StringComparison.OrdinalIgnoreCase);
        foreach (var coordinate in body.Descendants().Attributes().Where(attribute => attribute.Name.LocalName is "x" or "x1" or "x2" or "y" or "y1" or "y2" or "width" or "height" && attribute.Value != "100%"))
            Assert.True(double.TryParse(coordinate.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var at) && at is >= -1 and <= Plots, $"{coordinate}");
    }

    [Fact]
    public void Names_of_a_description_are_text_wherever_they_stand()
    {
        using var study = new Intake.StudyOnDisk(
            """
            study: demo
            data: demo.csv
            layout: long
            participant: id
            session: session
            instruments: {X: {name: "=HYPERLINK(1)<script>alert(1)</script>&", construct: symptom, score_range: [0, 40], rule: sum, higher_is: worse}}
            alliance: {instrument: SRS, score: a}
            symptom: {instrument: X, score: s}
            published: {n: 7, moments: [{measure: symptom, mean: 3.5}]}
            """, "id,session,a,s\n" + string.Concat(Enumerable.Range(0, 6).SelectMany(p => Enumerable.Range(1, 3).Select(s => $"P{p},{s},{20 + p},{p + s}\n"))));
        var outcome = study.Check();
        var quality = StudyQuality.Of(outcome.Panel!, StudyFile.Load(study.Path).Description!, [], 1);
        var files = QualityFiles.Of(quality).ToDictionary(file => file.Name, file => Encoding.UTF8.GetString(file.Bytes));
        Assert.DoesNotContain("<script>", files["quality.html"] + files["codebook.html"], StringComparison.Ordinal);
        Assert.Contains("'=HYPERLINK(1)", files["codebook.csv"], StringComparison.Ordinal);
        Assert.DoesNotContain(",=", files["codebook.csv"], StringComparison.Ordinal);
        Assert.Contains("participants,,n,6,7,-1,0,differs", files["published.csv"], StringComparison.Ordinal);
        Assert.Contains("symptom,,mean,4.5,3.5,1,0.05,differs", files["published.csv"], StringComparison.Ordinal);
        Assert.Equal(6, JsonDocument.Parse(files["quality.json"]).RootElement.GetProperty("participants").GetInt32());
    }

    [Theory]
    [InlineData("id,session,a,s\nP,1,20,3\n")]
    [InlineData("id,session,a,s\nP,1,20,3\nQ,1,20,3\nQ,2,20,\nR,1,,\n")]
    public void The_smallest_studies_have_a_report(string data)
    {
        using var study = new Intake.StudyOnDisk(Intake.StudyOnDisk.LongStudy, data);
        var quality = StudyQuality.Of(study.Check().Panel!, StudyFile.Load(study.Path).Description!, [], 1);
        foreach (var each in new[] { quality, quality.Masked() })
            Assert.All(QualityFiles.Of(each), file => Assert.NotEmpty(file.Bytes));
        Assert.All(quality.Variance, variance => Assert.True(double.IsNaN(variance.Icc) || double.IsFinite(variance.Icc)));
    }

    public void Dispose() => _scratch.Dispose();

    private const double Plots = 340;

    private static IEnumerable<int> Counts(string csv)
    {
        var lines = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var head = lines[0].Split(',');
        return from line in lines.Skip(1)
               from cell in line.Split(',').Select((text, column) => (text, name: head[column]))
               where cell.name is "n" or "skipped" or "not_begun" or "past_last" or "last" or "complete" or "monotone" or "intermittent" or "never" or "changes" && cell.text.Length > 0
               select int.Parse(cell.text, CultureInfo.InvariantCulture);
    }

    private PanelStore Store(params string[] studies)
    {
        ExampleCorpus.WriteTo(_scratch["trials"]);
        var store = new PanelStore(_scratch["store"]);
        foreach (var study in studies)
        {
            var file = StudyFile.Load(_scratch[$"trials/{study}.yaml"]);
            Assert.NotNull(Ingestion.Ingest(file, file.DataPath!, ExampleCorpus.Key, store).Stored);
        }
        return store;
    }

    [GeneratedRegex("""(?:src|href)\s*=|@import|url\(""", RegexOptions.IgnoreCase)]
    private static partial Regex OutsideLink();
}
