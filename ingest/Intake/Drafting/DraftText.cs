using System.Text;
using IpdEngine.Intake.Description;

namespace IpdEngine.Intake.Drafting;

/// <summary>Writes a draft as YAML, one key a line, each guess with how sure it is.</summary>
internal static class DraftText
{
    private const string Instruments = "instruments.";

    public static string Of(StudyDraft draft)
    {
        var text = new StringBuilder("# Drafted from the data file. Each guess says how sure it is: check them, then run 'ipd check' on this file.\n");
        var isDefining = false;
        foreach (var guess in draft.Guesses)
        {
            var defines = guess.Key.StartsWith(Instruments, StringComparison.Ordinal);
            if (guess.Key is "participant" or "alliance" or "intake" && !isDefining || (defines && !isDefining))
                text.Append('\n');
            if (defines && !isDefining)
                text.Append("instruments:  # what the registry does not know for certain\n");
            isDefining = defines;
            var key = defines ? "  " + YamlText.Quote(guess.Key[Instruments.Length..]) : guess.Key;
            text.Append($"{key}: {YamlText.Flow(guess.Value)}  # {guess.Words.ReplaceLineEndings(" ")}\n");
        }
        text.Append('\n');
        foreach (var hint in draft.Hints)
            text.Append($"# {hint.ReplaceLineEndings(" ")}\n");
        return text.ToString();
    }
}
