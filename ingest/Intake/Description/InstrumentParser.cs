using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Instruments;

namespace IpdEngine.Intake.Description;

/// <summary>Reads the section <c>instruments</c>: definitions in place, and what the study says in the registry's stead.</summary>
internal sealed class InstrumentParser(FindingLog log)
{
    private readonly Dictionary<string, Instrument> _defined = new(StringComparer.OrdinalIgnoreCase);

    internal void Read(YamlMap? definitions)
    {
        foreach (var entry in definitions?.Entries ?? [])
            if (entry.Value is YamlMap map)
                _defined[entry.Key] = Define(entry.Key, new StrictMap(map, $"the instrument {entry.Key}", DescriptionKeys.Instrument, log));
            else
                log.Error("value-unusable", entry.Value.Words, "an instrument's keys", $"write '{entry.Key}: {{score_range: [0, 40], higher_is: worse}}' or the like", entry.Line, entry.Key);
    }

    /// <summary>The instrument of a code, as defined or as registered; null with a finding where it is unknown.</summary>
    internal Instrument? Find(string code, int line)
    {
        if (_defined.TryGetValue(code, out var instrument) || (instrument = InstrumentRegistry.Find(code)) is not null)
            return instrument;
        string[] known = [.. _defined.Keys, .. InstrumentRegistry.All.Select(each => each.Code)];
        log.Error("instrument-unknown", $"instrument '{code}'", "a registry code or one defined under 'instruments:'",
            $"{NearestName.Suggest(code, known)}; or define it: 'instruments: {{{code}: {{score_range: [0, 40], higher_is: worse}}}}'", line, "instrument");
        return null;
    }

    private static Instrument Define(string code, StrictMap map)
    {
        var registered = InstrumentRegistry.Find(code);
        if (registered is null && !map.Has("higher_is"))
            map.Fault("higher_is", $"no direction for {code}", "higher_is: better or worse", "say whether a higher score is better for the patient", "key-missing");
        var start = registered ?? new Instrument { Code = code, Name = code, Rule = ScoreRule.Other, Certainty = "defined by the study" };
        var instrument = start with
        {
            Name = map.Text("name") ?? start.Name,
            Construct = map.Choice("construct", "alliance", "symptom") switch { "alliance" => Construct.Alliance, "symptom" => Construct.Symptom, _ => start.Construct },
            Items = map.Whole("items", 1, 999) ?? start.Items,
            ItemRange = map.Range("item_range") ?? start.ItemRange,
            ItemRanges = map.Has("item_range") ? new Dictionary<int, Bounds>() : start.ItemRanges,
            Reversed = Reversed(map, start),
            Rule = map.Choice("rule", "sum", "mean", "mean x10") switch
            {
                "sum" => ScoreRule.Sum,
                "mean" => ScoreRule.Mean,
                "mean x10" => ScoreRule.MeanTimesTen,
                _ => start.Rule,
            },
            HigherIsBetter = map.Choice("higher_is", "better", "worse") is { } direction ? direction == "better" : start.HigherIsBetter,
            MinimumAnswered = map.Whole("min_answered", 1, 999) ?? start.MinimumAnswered,
            Certainty = registered is null ? start.Certainty : $"{start.Certainty}; the study states: {string.Join(", ", DescriptionKeys.Instrument.Where(map.Has))}",
        };
        var restated = map.Has("rule") || map.Has("item_range") || map.Has("items");
        return instrument with { ScoreRange = map.Range("score_range") ?? (restated ? instrument.PossibleScores() : start.ScoreRange ?? instrument.PossibleScores()) };
    }

    private static IReadOnlyList<int>? Reversed(StrictMap map, Instrument start)
    {
        if (map.Numbers("reversed") is not { } numbers)
            return start.Reversed;
        if (numbers.All(number => number >= 1 && number == Math.Floor(number) && number <= 999))
            return [.. numbers.Select(number => (int)number).Distinct().Order()];
        map.Fault("reversed", $"[{string.Join(", ", numbers)}]", "item numbers from 1", "write the numbers of the items that are keyed the other way, or []");
        return start.Reversed;
    }
}
