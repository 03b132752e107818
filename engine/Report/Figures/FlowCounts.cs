using IpdEngine.TwoStage;

namespace IpdEngine.Report.Figures;

/// <summary>A station of the flow: what it is called and how much is there.</summary>
/// <param name="Title">Its name.</param>
/// <param name="Lines">What is there, a line each.</param>
internal sealed record FlowStation(string Title, IReadOnlyList<string> Lines);

/// <summary>How studies, participants, sessions and pairs come from the store into the pools (PRISMA-IPD). Suppressed studies count nowhere.</summary>
internal static class FlowCounts
{
    /// <summary>What the plan named.</summary>
    public static FlowStation Named(RunResult result, Disclosure disclosure)
    {
        var shown = Shown(result, disclosure);
        var countries = shown.Select(study => study.Facts.Country).OfType<string>().Distinct(StringComparer.Ordinal).Count();
        var lines = new List<string>
        {
            $"{Plural(shown.Count, "study", "studies")}, {Plural(countries, "country", "countries")}",
            Plural(shown.Sum(study => (long)study.Participants), "participant", "participants"),
            Plural(shown.Sum(study => (long)study.Sessions), "session row", "session rows"),
        };
        if (shown.Count < result.Studies.Count)
            lines.Add($"{result.Studies.Count - shown.Count} more {Disclosure.Reason}");
        return new FlowStation("Named by the plan", lines);
    }

    /// <summary>What lies in the window and can be analysed.</summary>
    public static FlowStation Window(RunResult result, Disclosure disclosure)
    {
        var shown = Shown(result, disclosure);
        var usable = shown.Where(study => study.Refusal is null).ToList();
        var lines = new List<string>
        {
            Plural(usable.Count, "study", "studies"),
            Plural(usable.Sum(study => (long)study.WindowSessions), "session row", "session rows"),
            Plural(usable.Sum(study => (long)study.Pairs), "pair of adjacent sessions", "pairs of adjacent sessions"),
        };
        lines.AddRange(shown.Where(study => study.Refusal is not null).Select(study => $"Not analysed: {study.Facts.Study}: {study.Refusal}"));
        return new FlowStation($"Sessions {result.Plan.Window.First}\u2013{result.Plan.Window.Last}", lines);
    }

    /// <summary>What enters the pools of the models, one station a model.</summary>
    public static IReadOnlyList<FlowStation> Pools(RunResult result, Disclosure disclosure) =>
        [.. result.Pools.Where(pool => pool.Pool == "primary").GroupBy(pool => pool.Model).Select(group => Pool(group.First(), result, disclosure))];

    private static FlowStation Pool(PooledEffect pool, RunResult result, Disclosure disclosure)
    {
        var members = pool.Members.Where(member => member.Included && !disclosure.Hides(member.Study)).Select(member => member.Study)
            .ToHashSet(StringComparer.Ordinal);
        var fits = result.Estimates.Where(fit => fit.Model == pool.Model && members.Contains(fit.Study) && !disclosure.Hides(fit))
            .GroupBy(fit => fit.Study).Select(group => group.First()).ToList();
        var lines = new List<string>
        {
            $"k = {members.Count}",
            $"N = {Numbers.Count(fits.Sum(fit => (long)fit.Participants))}",
        };
        if (pool.Model != "association")
            lines.Add(Plural(fits.Sum(fit => (long)fit.Pairs), "pair", "pairs"));
        var left = pool.Members.Where(member => !member.Included).Select(member => member.Study).ToList();
        lines.Add(left.Count == 0 ? "none left out" : "left out: " + string.Join(", ", left));
        return new FlowStation(Names.ShortModel(pool.Model), lines);
    }

    private static List<StudyRecord> Shown(RunResult result, Disclosure disclosure) =>
        [.. result.Studies.Where(study => !disclosure.Hides(study.Facts.Study))];

    private static string Plural(long count, string one, string many) => $"{Numbers.Count(count)} {(count == 1 ? one : many)}";
}
