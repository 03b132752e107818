using System.Globalization;
using System.Xml.Linq;
using IpdEngine.Panel;
using IpdEngine.Report;
using IpdEngine.Report.Page;
using IpdEngine.Report.Tables;
using IpdEngine.TwoStage;
using Xunit;

namespace IpdEngine.Tests.Report;

public sealed class ReportPageTests
{
    private const string Hostile = "</svg><script>alert('x')</script>\"&<img src=x onerror=alert(1)>";

    [Fact]
    public void The_page_is_well_formed_and_asks_nothing_of_the_network()
    {
        var page = Parse(CorpusRun.Make());
        Assert.DoesNotContain(page.Descendants(), e => e.Name.LocalName is "script" or "link" or "img" or "iframe" or "object");
        Assert.DoesNotContain(page.Descendants().Attributes(), a => a.Name.LocalName is "src" or "srcset" or "style"
            || a.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.All(page.Descendants().Attributes("href"), a => Assert.True(a.Value[0] == '#' || a.Value.StartsWith("https://doi.org/", StringComparison.Ordinal)));
        Assert.DoesNotContain("url(", page.Descendants("style").Single().Value, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", page.Descendants("style").Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_link_within_the_page_has_its_target_and_no_identifier_stands_twice()
    {
        var page = Parse(CorpusRun.Make());
        var ids = page.Descendants().Attributes("id").Select(a => a.Value).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(page.Descendants().Attributes("href").Where(a => a.Value[0] == '#'), a => Assert.Contains(a.Value[1..], ids));
        Assert.All(page.Descendants().Attributes("aria-labelledby").SelectMany(a => a.Value.Split(' ')), id => Assert.Contains(id, ids));
    }

    [Fact]
    public void A_reader_who_cannot_see_it_finds_language_headings_in_order_and_every_drawing_in_words()
    {
        var page = Parse(CorpusRun.Make());
        Assert.Equal("en", page.Root!.Attribute("lang")!.Value);
        var levels = page.Descendants().Select(e => e.Name.LocalName).Where(name => name is "h1" or "h2" or "h3").Select(name => name[1] - '0').ToList();
        Assert.Equal(1, levels[0]);
        Assert.Single(levels, level => level == 1);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1));
        Assert.All(page.Descendants("th"), th => Assert.NotNull(th.Attribute("scope")));
        Assert.All(page.Descendants("table"), table => Assert.NotEmpty(table.Element("caption")!.Value));
        Assert.All(page.Descendants("svg"), svg => Assert.All(new[] { "title", "desc" }, name => Assert.NotEmpty(svg.Element(name)!.Value)));
    }

    [Fact]
    public void Every_pooled_number_in_the_report_is_one_of_pooled_csv_or_its_kin()
    {
        var run = CorpusRun.Make();
        var known = new[] { PooledTable.Of(run), HeterogeneityTable.Of(run) }
            .SelectMany(table => CsvText.Of(table).Split('\n').SelectMany(line => line.Split(','))).ToHashSet(StringComparer.Ordinal);
        var shown = Parse(run).Descendants("data").ToList();
        Assert.True(shown.Count > 100, $"found {shown.Count} marked numbers, expected the pooled tables");
        Assert.All(shown, data => Assert.Contains(data.Attribute("value")!.Value, known));
        Assert.All(shown, data => Assert.True(IsRounded(data.Value, double.Parse(data.Attribute("value")!.Value, CultureInfo.InvariantCulture)), data.ToString()));
    }

    [Fact]
    public void The_pooled_lags_of_the_corpus_stand_in_the_answer()
    {
        var answer = Parse(CorpusRun.Make()).Descendants("p").Single(p => p.Attribute("id")?.Value == "answer").Value.Replace('\u00A0', ' ');
        Assert.Contains("b = \u22120.10 [\u22120.12, \u22120.07]", answer, StringComparison.Ordinal);
        Assert.Contains("b = \u22120.08 [\u22120.12, \u22120.04]", answer, StringComparison.Ordinal);
        Assert.Contains("lead each other", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Simulated_data_are_labelled_where_all_some_or_none_of_the_studies_are()
    {
        var run = CorpusRun.Make();
        Assert.Contains("all 17 studies is simulated", Label(run), StringComparison.Ordinal);
        var first = run.Studies[0] with { Facts = run.Studies[0].Facts with { Synthetic = false } };
        Assert.Contains("16 of 17 studies are simulated", Label(run with { Studies = [first, .. run.Studies.Skip(1)] }), StringComparison.Ordinal);
        var real = run.Studies.Select(study => study with { Facts = study.Facts with { Synthetic = false } }).ToList();
        Assert.Equal("", Label(run with { Studies = real }));
    }

    [Fact]
    public void A_hostile_name_is_shown_and_never_run()
    {
        var run = CorpusRun.Make();
        var facts = run.Studies[0].Facts with
        {
            Country = Hostile,
            Design = Hostile,
            Alliance = new MeasureFacts(Hostile, Hostile, 1, 5, false, Hostile),
        };
        var pools = run.Pools.Select(pool => pool with { Members = [.. pool.Members, new Membership(Hostile, false, Hostile)] }).ToList();
        var hostile = run with { Studies = [run.Studies[0] with { Facts = facts }, .. run.Studies.Skip(1)], Pools = pools, Claims = [new(Hostile, Hostile, Hostile, true)] };
        var page = Parse(hostile);
        Assert.Empty(page.Descendants("script"));
        Assert.Empty(page.Descendants("img"));
        Assert.Contains(page.Descendants("td"), td => td.Value == Hostile);
        Assert.Equal(Parse(run).Descendants("svg").Count(), page.Descendants("svg").Count());
    }

    [Fact]
    public void A_run_without_any_pool_says_so_instead_of_failing()
    {
        var run = CorpusRun.Make();
        var bare = run with
        {
            Estimates = [],
            Pools = [new PooledEffect("riclpm", "as", "primary", null, [], "found 1 study, expected at least 2", [])],
            Multivariate = [],
            Claims = [],
        };
        Assert.Contains("found 1 study, expected at least 2", Parse(bare).Descendants("p").First(p => p.Attribute("id")?.Value == "answer").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Findings_of_ingest_stand_by_study_and_rule_and_their_absence_is_said()
    {
        var run = CorpusRun.Make();
        var clean = ReportPage.Of(run, CorpusRun.Context with { Findings = [] }, new Disclosure(run));
        Assert.Contains("Ingest had nothing to say", clean, StringComparison.Ordinal);
        Assert.DoesNotContain("Ingest had nothing to say", Parse(run).Root!.Value, StringComparison.Ordinal);
        Assert.Contains(Parse(run).Descendants("td"), td => td.Value == "duplicate row");
    }

    [Fact]
    public void Standard_errors_clustered_by_therapist_are_unstable_for_want_of_therapists_too()
    {
        var run = CorpusRun.Make();
        Assert.DoesNotContain("participants or therapists", Parse(run).Root!.Value, StringComparison.Ordinal);
        var clustered = Parse(run with { Plan = run.Plan with { Cluster = "therapist" } });
        Assert.Contains(clustered.Descendants("td"), td => td.Value.Contains("fewer participants or therapists than free parameters, so", StringComparison.Ordinal));
        Assert.Contains(clustered.Descendants("text"), text => text.Value.Contains("fewer participants or therapists than", StringComparison.Ordinal));
    }

    [Fact]
    public void A_run_of_the_association_alone_draws_no_diagram_and_no_empty_table()
    {
        var run = CorpusRun.Make();
        var page = Parse(run with { Pools = [.. run.Pools.Where(pool => pool.Model == "association")], Multivariate = [] });
        Assert.DoesNotContain(page.Descendants("svg"), svg => svg.Element("title")!.Value.StartsWith("Path diagram", StringComparison.Ordinal));
        Assert.All(page.Descendants("tbody"), body => Assert.Contains(body.Elements("tr"), row => row.Elements("td").Any()));
    }

    [Fact]
    public void Only_a_model_that_holds_patients_apart_speaks_of_more_than_usual()
    {
        var run = CorpusRun.Make();
        Assert.Contains("a better alliance than usual", Parse(run).Root!.Value, StringComparison.Ordinal);
        var panel = Parse(run with { Plan = run.Plan with { Primary = "clpm" }, Pools = [.. run.Pools.Select(pool => pool with { Model = pool.Model == "riclpm" ? "clpm" : pool.Model })] });
        Assert.DoesNotContain(panel.Descendants("figcaption"), caption => caption.Value.Contains("than usual", StringComparison.Ordinal));
        Assert.Contains(panel.Descendants("figcaption"), caption => caption.Value.Contains("a better alliance than other patients", StringComparison.Ordinal));
    }

    [Fact]
    public void A_meta_regression_names_the_studies_that_it_leaves_out_and_why()
    {
        var run = CorpusRun.Make();
        var pools = run.Pools.Select(pool => pool.Fit?.Coefficients.Count > 1
            ? pool with { Members = [.. pool.Members, new Membership("trial98", false, "its description gives no design"), new Membership("trial99", false, "its description gives no design")] }
            : pool).ToList();
        Assert.Contains(Parse(run with { Pools = pools }).Descendants("p"),
            note => note.Value.EndsWith("Not in this pool: trial98, trial99: its description gives no design.", StringComparison.Ordinal));
    }

    [Fact]
    public void Claims_are_typeset_on_the_page_and_plain_in_the_table()
    {
        var run = CorpusRun.Make() with { Claims = [new("3a", "alliance -> symptom, sessions 1-7", "b = -0.095 [-0.120, -0.071], k = 16", true)] };
        var row = Parse(run).Descendants("section").Single(s => s.Attribute("aria-labelledby")?.Value == "claims").Descendants("tbody").Single().Element("tr")!;
        Assert.Equal(["alliance \u2192 symptom, sessions 1\u20137", "b = \u22120.095 [\u22120.120, \u22120.071], k = 16"], row.Elements("td").Take(2).Select(td => td.Value));
        Assert.Contains("b = -0.095 [-0.120, -0.071], k = 16", CsvText.Of(ClaimsTable.Of(run)), StringComparison.Ordinal);
    }

    internal static XDocument Parse(RunResult run) => XDocument.Parse(ReportPage.Of(run, CorpusRun.Context, new Disclosure(run)));

    private static string Label(RunResult run) => Parse(run).Descendants("p").FirstOrDefault(p => p.Attribute("class")?.Value == "label")?.Value ?? "";

    private static bool IsRounded(string shown, double exact)
    {
        if (shown == "< .001")
            return exact < 0.001;
        var decimals = shown.Contains('.', StringComparison.Ordinal) ? shown.Length - shown.IndexOf('.', StringComparison.Ordinal) - 1 : 0;
        return Math.Abs(double.Parse(shown.Replace('\u2212', '-'), CultureInfo.InvariantCulture) - exact) <= 0.5 * Math.Pow(10, -decimals) + 1e-12;
    }
}
