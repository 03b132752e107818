using System.Globalization;
using IpdEngine.Panel;

namespace IpdEngine.TwoStage;

/// <summary>Study-level variables by the names that a plan uses.</summary>
public static class Moderator
{
    private static readonly SortedDictionary<string, Func<StudyFacts, string?>> s_named = new(StringComparer.Ordinal)
    {
        ["country"] = f => f.Country,
        ["design"] = f => f.Design,
        ["alliance_instrument"] = f => f.Alliance.Instrument,
        ["alliance_rater"] = f => f.Alliance.Rater,
        ["alliance_timing"] = f => f.Alliance.Timing,
        ["symptom_instrument"] = f => f.Symptom.Instrument,
        ["symptom_rater"] = f => f.Symptom.Rater,
        ["symptom_timing"] = f => f.Symptom.Timing,
        ["session_lag"] = f => f.SessionLag.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Every name that these studies answer to.</summary>
    public static IReadOnlyList<string> Names(IEnumerable<StudyFacts> studies) =>
        [.. s_named.Keys.Concat(studies.SelectMany(f => f.Variables.Keys)).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>A study's value, or null where its description gives none.</summary>
    public static string? Value(StudyFacts facts, string name) =>
        s_named.TryGetValue(name, out var read) ? read(facts) : facts.Variables.GetValueOrDefault(name);
}
