using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Instruments;

namespace IpdEngine.Intake.Description;

/// <summary>Asks for the facts of an instrument that scoring needs and that nobody has stated for certain. Nothing is guessed.</summary>
internal sealed class InstrumentFacts(FindingLog log)
{
    /// <summary>False, with a finding that says what to write, where a fact is wanting.</summary>
    internal bool Hold(MeasureDescription measure)
    {
        var instrument = measure.Instrument;
        var held = measure.Items.Count == 0 || HoldForItems(measure);
        if (instrument.ScoreRange is null && !(measure.Items.Count > 0 && !held))
            held &= Ask(measure, "instrument-range-uncertain", "possible scores", $"score_range: [LOW, HIGH]");
        if (measure.Items.Count == 0 && instrument.Certainty is "recalled")
            log.Note("instrument-recalled", $"{instrument.Code}: the registry's facts are recalled, not verified (scores {instrument.ScoreRange})", "verified facts",
                $"check the range; 'instruments: {{{instrument.Code}: {{score_range: [..]}}}}' states it", measure.Line, measure.Name);
        return held;
    }

    private bool HoldForItems(MeasureDescription measure)
    {
        var instrument = measure.Instrument;
        var held = true;
        if (instrument.Rule == ScoreRule.Other)
            held &= Ask(measure, "instrument-rule-uncertain", "scoring rule", "rule: sum");
        if (instrument.Items is null)
            held &= Ask(measure, "instrument-items-uncertain", "number of items", "items: NUMBER");
        if (instrument.ItemRange is null)
            held &= Ask(measure, "instrument-range-uncertain", "possible answers to an item", "item_range: [LOW, HIGH]");
        if (instrument.Reversed is null)
            held &= Ask(measure, "instrument-key-uncertain", "reversed items",
                instrument.RecalledKey.Length > 0 ? $"reversed: [{instrument.RecalledKey.Replace(" ", ", ", StringComparison.Ordinal)}]" : "reversed: [NUMBERS]",
                instrument.RecalledKey.Length > 0 ? " (recalled, not verified: compare with your form)" : " ([] if your form has none)");
        if (instrument.Items is { } items && instrument.Reversed is { } reversed && reversed.Any(item => item > items))
            held &= Refuse(measure, $"reversed item {reversed.Max()}", $"items 1 to {items}");
        if (instrument.Items is { } most && instrument.MinimumAnswered > most)
            held &= Refuse(measure, $"min_answered {instrument.MinimumAnswered}", $"at most {most}");
        if (instrument.Items is { } count && !measure.Items.Any(item => item.HasItem) && measure.Items.Count != count)
            held &= Refuse(measure, $"{measure.Items.Count} item columns", $"{count}, in the instrument's order, or one pattern with {{item}}");
        return held;
    }

    private bool Ask(MeasureDescription measure, string code, string fact, string write, string explained = "")
    {
        var instrument = measure.Instrument;
        log.Error(code, $"{instrument.Code}: the {fact} are not certain (registry: {(instrument.Certainty.Length > 0 ? instrument.Certainty : "nothing")})",
            $"the {fact} of the form that was used", $"write 'instruments: {{{instrument.Code}: {{{write}}}}}'{explained}", measure.Line, measure.Name);
        return false;
    }

    private bool Refuse(MeasureDescription measure, string found, string expected)
    {
        log.Error("instrument-inconsistent", $"{measure.Instrument.Code}: {found}", expected, "correct the description", measure.Line, measure.Name);
        return false;
    }
}
