using IpdEngine.Intake.Drafting;
using IpdEngine.Intake.Findings;
using IpdEngine.Worker.Form;
using IpdEngine.Worker.Markup;

namespace IpdEngine.Worker.Pages.DescriptionForm;

/// <summary>The form as it is shown: what stands in its fields, what is wrong with them, and which of them still hold what was guessed.</summary>
internal sealed class ShownForm
{
    private readonly FormText _form;
    private readonly ILookup<string?, Finding> _faults;
    private readonly FormValues? _guessed;
    private readonly IReadOnlyDictionary<string, DraftGuess> _guesses;

    /// <param name="form">The form's fields as a description.</param>
    /// <param name="findings">The errors in it.</param>
    /// <param name="draft">The draft of the file; null where there is none.</param>
    public ShownForm(FormText form, IReadOnlyList<Finding> findings, StudyDraft? draft)
    {
        (_form, Findings) = (form, findings);
        _faults = findings.ToLookup(form.FieldOf);
        _guesses = (draft?.Guesses ?? []).ToDictionary(guess => guess.Key, StringComparer.Ordinal);
        _guessed = draft is null ? null : FormReading.Of(Intake.Description.YamlText.Map(Nested(draft)));
        Hints = draft?.Hints ?? [];
    }

    /// <summary>The errors in the description.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>What the file hints at beside its guesses.</summary>
    public IReadOnlyList<string> Hints { get; }

    public FormValues Values => _form.Values;

    /// <summary>A field with its faults and, while it holds what was guessed, the guess's certainty.</summary>
    public Field Field(string name, string label, string? hint = null, string? list = null, bool isWide = false) => new(name, label, Values[name])
    {
        Hint = hint,
        List = list,
        IsWide = isWide,
        Note = Note(name),
        Errors = [.. _faults[name].Select(Fault)],
    };

    /// <summary>True where one of the fields holds something or is at fault: what is folded away must be seen.</summary>
    public bool Uses(IEnumerable<string> fields) => fields.Any(field => Values[field].Length > 0 || _faults[field].Any());

    /// <summary>Everything that is wrong, each with a link to its field.</summary>
    public Html Summary() => Html.When(Findings.Count > 0, () => Html.Of(
        $"""
        <div class="notice bad" role="alert" id="errors" tabindex="-1" autofocus>
        <h2>{Facts.Count(Findings.Count, "thing")} to correct</h2>
        <ul>{Html.Each(Findings, finding => Html.Of($"<li><a href=\"#f-{_form.FieldOf(finding) ?? FormFields.Rest}\">Found {finding.Found}; expected {finding.Expected}.</a> {finding.Remedy}.</li>"))}</ul>
        </div>
        """));

    private static Html Fault(Finding finding) => Html.Of($"Found {finding.Found}; expected {finding.Expected}. <span>{finding.Remedy}.</span> ");

    private Html Note(string field)
    {
        if (_guessed is null || _guessed[field].Length == 0 || _guessed[field] != Values[field] || field.EndsWith(".kind", StringComparison.Ordinal))
            return Html.None;
        var group = field.Split('.')[0];
        var isDefinition = FormFields.Defining.Contains(group) && FormFields.Definition.Any(each => field == $"{group}.{each.Field}");
        var key = isDefinition ? $"instruments.{_guessed[$"{group}.instrument"]}" : group;
        return Html.When(_guesses.GetValueOrDefault(key), guess => Html.Of($"<span class=\"mark {Tone(guess.Certainty)}\">{Words(guess.Certainty)}</span> {guess.Why}"));
    }

    private static string Words(Certainty certainty) => certainty switch { Certainty.Sure => "sure", Certainty.Likely => "likely guess", _ => "guess: check it" };

    private static string Tone(Certainty certainty) => certainty switch { Certainty.Sure => "good", Certainty.Likely => "", _ => "warn" };

    private static IEnumerable<(string Key, Intake.Description.YamlNode Value)> Nested(StudyDraft draft)
    {
        const string Below = "instruments.";
        var definitions = draft.Guesses.Where(guess => guess.Key.StartsWith(Below, StringComparison.Ordinal)).ToList();
        foreach (var guess in draft.Guesses.Except(definitions))
            yield return (guess.Key, guess.Value);
        if (definitions.Count > 0)
            yield return ("instruments", Intake.Description.YamlText.Map(definitions.Select(guess => (guess.Key[Below.Length..], guess.Value))));
    }
}
