using System.Globalization;
using System.Text;
using System.Text.Json;
using IpdEngine.Intake;
using IpdEngine.Intake.Quality;
using IpdEngine.Tests.Intake;
using Xunit;

namespace IpdEngine.Tests.Quality;

/// <summary>Alpha and omega of items read by ingest are those that psych gives (reliability.R).</summary>
public sealed class ReliabilityTests
{
    private const double Exact = 1e-9;

    public static TheoryData<string> Scales()
    {
        var names = new TheoryData<string>();
        foreach (var scale in QualityReference.Read("reliability.json").GetProperty("scales").EnumerateArray())
            names.Add(scale.GetProperty("name").GetString()!);
        return names;
    }

    [Theory]
    [MemberData(nameof(Scales))]
    public void Reliability_of_items_is_that_of_psych(string name)
    {
        var r = QualityReference.Read("reliability.json").GetProperty("scales").EnumerateArray().Single(each => each.GetProperty("name").GetString() == name);
        var rows = QualityReference.Rows(r.GetProperty("file").GetString()!);
        var items = rows[0].Length;
        var low = r.GetProperty("low").ValueKind == JsonValueKind.Number ? r.GetProperty("low").GetDouble() : -1000;
        var high = low == -1000 ? 1000 : r.GetProperty("high").GetDouble();
        var reversed = r.GetProperty("reversed") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Select(item => item.GetInt32()).ToArray() : [r.GetProperty("reversed").GetInt32()];
        // The numbers of the items count from 0 in no data set here: every person has one session.
        var outcome = Ingested(items, low, high, reversed, rows.Select((cells, i) => ($"P{i}", 1, cells)));
        var scale = Assert.Single(outcome.Items);
        var found = Reliability.Of(scale, "X").First();
        Assert.Equal(r.GetProperty("n").GetInt32(), found.N);
        Assert.Equal(rows.Count(cells => cells.Any(cell => cell.Length == 0) && cells.Any(cell => cell.Length > 0)), found.Incomplete);
        QualityReference.AssertClose(r.GetProperty("alpha").GetDouble(), found.Alpha, Exact, "alpha");
        QualityReference.AssertClose(r.GetProperty("ase").GetDouble(), found.AlphaSe, Exact, "standard error of alpha");
        QualityReference.AssertClose(r.GetProperty("omega").GetDouble(), found.Omega, 1e-8, "omega of minimum residuals at their end");
        QualityReference.AssertClose(r.GetProperty("omega.psych").GetDouble(), found.Omega, 2e-6, "omega as psych's optimiser leaves it");
        AssertItems(r, "mean", found, item => item.Mean, Exact);
        AssertItems(r, "sd", found, item => item.Sd, Exact);
        AssertItems(r, "r.drop", found, item => item.RestCorrelation, Exact);
        if (items > 2)
        {
            AssertItems(r, "loadings", found, item => item.Loading, 1e-6);
            AssertItems(r, "alpha.drop", found, item => item.AlphaWithout, Exact);
        }
        Assert.Null(found.Reason);
    }

    [Fact]
    public void First_sessions_all_sessions_and_deviations_within_persons_are_told_apart()
    {
        var r = QualityReference.Read("reliability.json").GetProperty("panel");
        var rows = QualityReference.Rows(r.GetProperty("file").GetString()!);
        var scale = Assert.Single(Ingested(5, 0, 4, [], rows.Select(cells => (cells[0], int.Parse(cells[1], CultureInfo.InvariantCulture), cells[2..]))).Items);
        foreach (var (part, moments, found) in new[] { "first", "pooled", "within" }.Zip([scale.First, scale.Pooled, scale.Within], Reliability.Of(scale, "X")))
        {
            var expected = r.GetProperty(part);
            QualityReference.AssertClose(expected.GetProperty("alpha").GetDouble(), found.Alpha, Exact, $"alpha, {part}");
            QualityReference.AssertClose(expected.GetProperty("omega").GetDouble(), found.Omega, 1e-8, $"omega, {part}");
            for (var i = 0; i < 5; i++)
                for (var j = 0; j < 5; j++)
                    QualityReference.AssertClose(expected.GetProperty("covariance")[i][j].GetDouble(), moments.Covariance(i, j), Exact, $"covariance {i} {j}, {part}");
        }
        Assert.Equal((r.GetProperty("persons").GetInt32(), r.GetProperty("rows").GetInt32()), ((int)scale.First.Rows, (int)scale.Pooled.Rows));
        Assert.Equal(scale.Pooled.Rows - scale.First.Rows, scale.Within.Freedom);
        Assert.True(double.IsNaN(Reliability.Of(scale, "X").Last().AlphaSe));
    }

    [Fact]
    public void The_order_of_rows_does_not_show_in_one_bit()
    {
        var rows = QualityReference.Rows("panel_items.csv").Select(cells => (cells[0], int.Parse(cells[1], CultureInfo.InvariantCulture), cells[2..])).ToList();
        var (there, back) = (Ingested(5, 0, 4, [], rows).Items, Ingested(5, 0, 4, [], Enumerable.Reverse(rows)).Items);
        Assert.Equal(JsonSerializer.Serialize(there, Lenient), JsonSerializer.Serialize(back, Lenient));
    }

    [Fact]
    public void Nor_does_it_where_participants_are_scored_in_several_blocks()
    {
        var rows = Enumerable.Range(0, 17_000).Select(p => ($"P{p}", 1 + p % 3, (string[])[$"{p % 5}", $"{(p / 3 + p) % 5}", $"{p * 7 % 11 % 5}"])).ToList();
        var (there, back) = (Ingested(3, 0, 4, [], rows).Items, Ingested(3, 0, 4, [], Enumerable.Reverse(rows)).Items);
        Assert.Equal(17_000, there[0].First.Rows);
        Assert.Equal(JsonSerializer.Serialize(there, Lenient), JsonSerializer.Serialize(back, Lenient));
    }

    [Fact]
    public void An_item_without_variance_and_too_few_sessions_are_reasons_and_no_figures()
    {
        var flat = Assert.Single(Ingested(3, 0, 4, [], Enumerable.Range(0, 20).Select(i => ($"P{i}", 1, (string[])[$"{i % 5}", "2", $"{(i + i / 5) % 5}"]))).Items);
        var found = Reliability.Of(flat, "X").First();
        Assert.Equal("all answers to item 2 are equal", found.Reason);
        Assert.True(double.IsNaN(found.Alpha) && double.IsNaN(found.Omega));
        var few = Assert.Single(Ingested(3, 0, 4, [], [("A", 1, ["1", "2", "3"]), ("B", 1, ["2", "2", "1"])]).Items);
        Assert.Equal("too few completely answered sessions", Reliability.Of(few, "X").First().Reason);
    }

    [Fact]
    public void Finished_scores_have_no_items() =>
        Assert.Empty(StudyOnDisk.Check(StudyOnDisk.LongStudy, "id,session,a,s\nA,1,20,3\nB,1,21,4\nB,2,22,5\n").Items);

    private static readonly JsonSerializerOptions Lenient = new() { NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private static void AssertItems(JsonElement r, string key, Reliability found, Func<ItemReliability, double> value, double tolerance)
    {
        foreach (var (expected, item) in r.GetProperty(key).EnumerateArray().Zip(found.Items))
            QualityReference.AssertClose(expected.GetDouble(), value(item), tolerance, $"{key} of item {item.Item}");
    }

    private static IngestOutcome Ingested(int items, double low, double high, int[] reversed, IEnumerable<(string Id, int Session, string[] Cells)> rows)
    {
        var description = string.Create(CultureInfo.InvariantCulture, $$"""
            study: demo
            data: demo.csv
            layout: long
            participant: id
            session: session
            instruments:
              X: {construct: symptom, items: {{items}}, item_range: [{{low}}, {{high}}], score_range: [{{low}}, {{high}}], rule: mean, reversed: [{{string.Join(", ", reversed)}}], higher_is: worse}
            alliance: {instrument: SRS, score: a}
            symptom: {instrument: X, items: "i{item}"}
            """);
        var data = new StringBuilder($"id,session,a,{string.Join(',', Enumerable.Range(1, items).Select(i => $"i{i}"))}\n");
        foreach (var (id, session, cells) in rows)
            data.Append(CultureInfo.InvariantCulture, $"{id},{session},20,{string.Join(',', cells)}\n");
        var outcome = StudyOnDisk.Check(description, data.ToString());
        Assert.False(outcome.IsRefused, string.Join("\n", outcome.Findings));
        return outcome;
    }
}
