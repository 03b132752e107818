using System.Text.Json;
using CsCheck;
using IpdEngine.Intake.Description;
using IpdEngine.Intake.Example;
using IpdEngine.Intake.Instruments;
using IpdEngine.Intake.Scoring;
using Xunit;

namespace IpdEngine.Tests.Intake;

/// <summary>Scores against R, pseudonyms against Python.</summary>
public sealed class ScoringTests
{
    [Fact]
    public void Reversed_and_prorated_scores_agree_with_R()
    {
        using var reference = JsonDocument.Parse(Walls.Repository.Read("tests/References/intake/scoring.json"));
        var compared = 0;
        foreach (var form in reference.RootElement.GetProperty("forms").EnumerateArray())
        {
            var key = Key(InstrumentRegistry.Find(form.GetProperty("code").GetString()!)!);
            var scores = form.GetProperty("scores").EnumerateArray().Select(Number).ToArray();
            var rows = form.GetProperty("answers").EnumerateArray().Select(row => row.EnumerateArray().Select(Number).ToArray()).ToArray();
            for (var row = 0; row < rows.Length; row++, compared++)
            {
                Assert.Equal(key.Width, rows[row].Length);
                var score = key.Score(rows[row]);
                Assert.True(double.IsNaN(scores[row]) ? double.IsNaN(score) : Math.Abs(score - scores[row]) < 1e-9, $"{form.GetProperty("code")} row {row}: {score}, R {scores[row]}");
            }
        }
        Assert.Equal(72, compared);
    }

    [Fact]
    public void Reflecting_twice_is_identity() =>
        Gen.Select(Gen.Int[-50, 50], Gen.Int[1, 100], Gen.Int[0, 400]).Sample((low, width, step) =>
        {
            var range = new Bounds(low, low + width);
            var value = low + width * (step / 400.0);
            Assert.Equal(value, range.Reflect(range.Reflect(value)), 12);
            Assert.True(range.Holds(range.Reflect(value)));
        });

    [Fact]
    public void An_instrument_keyed_the_other_way_is_turned_to_the_constructs_direction()
    {
        var key = new ScoreKey(Measure(InstrumentRegistry.Find("ORS")!, Construct.Symptom, items: false));
        Assert.Equal(40 - 21.3, key.Score([21.3]), 12);
    }

    [Fact]
    public void The_ranges_of_the_registry_follow_from_items_and_rule()
    {
        foreach (var instrument in InstrumentRegistry.All)
            if (instrument.PossibleScores() is { } possible && instrument.ScoreRange is { } stated)
            {
                Assert.Equal(stated.Minimum, possible.Minimum, 9);
                Assert.Equal(stated.Maximum, possible.Maximum, 9);
            }
    }

    [Fact]
    public void Some_items_of_the_Hamilton_scale_end_at_two()
    {
        var scale = InstrumentRegistry.Find("hrsd-17")!;
        Assert.Equal([4, 5, 6, 12, 13, 14, 16, 17], Enumerable.Range(1, 17).Where(item => scale.RangeOf(item)!.Value.Maximum == 2));
    }

    [Fact]
    public void Pseudonyms_are_those_of_another_program()
    {
        using var reference = JsonDocument.Parse(Walls.Repository.Read("tests/References/intake/pseudonyms.json"));
        foreach (var row in reference.RootElement.GetProperty("pseudonyms").EnumerateArray())
        {
            var (study, id) = (row.GetProperty("study").GetString()!, row.GetProperty("id").GetString()!);
            var pseudonym = row.GetProperty("kind").GetString() == "participant" ? ExampleCorpus.Key.Participant(study, id) : ExampleCorpus.Key.Therapist(study, id);
            Assert.Equal(row.GetProperty("pseudonym").GetString(), pseudonym);
        }
    }

    private static ScoreKey Key(Instrument instrument) => new(Measure(instrument, instrument.Construct!.Value, items: true));

    private static MeasureDescription Measure(Instrument instrument, Construct construct, bool items) => new()
    {
        Name = "measure",
        Instrument = instrument,
        Construct = construct,
        Rater = "P",
        Score = items ? null : NamePattern.Parse("x", out _),
        Items = items ? [NamePattern.Parse("x{item}", out _)!] : [],
        Cells = new ColumnDescription { Role = "measure", Column = "x" },
    };

    private static double Number(JsonElement element) => element.ValueKind == JsonValueKind.Null ? double.NaN : element.GetDouble();
}
