using IpdEngine.Intake.Description;
using IpdEngine.Intake.Instruments;

namespace IpdEngine.Intake.Drafting;

/// <summary>Guesses of the measures: alliance and symptoms by session, severity before and after treatment, and what the registry cannot say of their instruments.</summary>
internal sealed class MeasureGuesses
{
    private readonly ColumnProfile? _before, _after;
    private readonly IReadOnlyList<ScoreColumns> _measures;
    private readonly ScoreColumns? _alliance, _symptom;

    public MeasureGuesses(RoleColumns roles, RoleColumns persons, Layout layout)
    {
        (_before, _after) = (persons.Ending(RoleWords.Before), persons.Ending(RoleWords.After));
        _measures = ScoreColumns.In(NameFamily.Of(roles.Others.Where(column => column != _before && column != _after)), layout);
        _alliance = _measures.FirstOrDefault(measure => measure.Guess.Construct == Construct.Alliance);
        _symptom = _measures.FirstOrDefault(measure => measure.Guess.Construct == Construct.Symptom);
    }

    public bool IsEmpty => _measures.Count == 0;

    /// <summary>Numbers in the columns of measures that are likely codes for missing, rising.</summary>
    public IEnumerable<double> LikelyCodes => _measures.SelectMany(measure => measure.Family.Members).SelectMany(member => member.LikelyCodes).Distinct().Order();

    /// <summary>What looks like a measure and was not taken.</summary>
    public IEnumerable<string> Hints => _measures.Where(measure => measure != _alliance && measure != _symptom)
        .Select(measure => $"also like a measure: {YamlText.Flow(measure.Map())} - a second rater's goes under 'extra'");

    public void Add(List<DraftGuess> guesses)
    {
        foreach (var measure in new[] { _alliance, _symptom }.OfType<ScoreColumns>().DistinctBy(measure => measure.Code))
            if (measure.Definition() is { } defined)
                guesses.Add(new DraftGuess($"instruments.{measure.Code}", defined.Definition, Certainty.Guess, defined.Why));
        foreach (var (key, measure) in new[] { ("alliance", _alliance), ("symptom", _symptom) })
            guesses.Add(measure is null
                ? new DraftGuess(key, YamlText.Map(("instrument", YamlText.Scalar(StudyDraft.Unknown)), ("score", YamlText.Scalar(StudyDraft.Unknown))), Certainty.Guess,
                    "not found; write the instrument's code and its columns")
                : new DraftGuess(key, measure.Map(), measure.Guess.FitsRange ? Certainty.Likely : Certainty.Guess, measure.Guess.FitsRange ? "by name and range" : "by name alone"));
        foreach (var (key, column) in new[] { ("intake", _before), ("outcome", _after) })
            if (column is not null)
                guesses.Add(new DraftGuess(key, YamlText.Scalar(column.Name), Certainty.Guess, "the column's name; check that it is the symptom's instrument"));
    }
}
