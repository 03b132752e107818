using IpdEngine.Cli.Output;
using IpdEngine.Intake.Description;
using IpdEngine.Panel;
using IpdEngine.TwoStage;

namespace IpdEngine.Cli.Plans;

/// <summary>Holds the names in a plan to what the store holds, before anything is fitted.</summary>
internal static class PlanNames
{
    /// <exception cref="CommandException">A study or a moderator that no study knows.</exception>
    public static void Require(Plan plan, IReadOnlyList<StudyFacts> stored)
    {
        var codes = stored.Select(f => f.Study).ToList();
        foreach (var study in plan.Studies.Concat(plan.Exclude))
            Require("study", study, codes);
        var chosen = plan.Studies.Count == 0 ? stored : [.. stored.Where(f => plan.Studies.Contains(f.Study))];
        var moderators = Moderator.Names(chosen);
        foreach (var moderator in plan.Moderators)
            Require("moderator", moderator, moderators);
    }

    /// <exception cref="CommandException">A variable of participants that no study has.</exception>
    public static void Require(Plan plan, IReadOnlyList<StudyPanel> studies)
    {
        string[] known = [.. studies.SelectMany(ParticipantVariables.Of).Distinct(StringComparer.Ordinal)];
        foreach (var name in plan.Covariates.Concat(plan.Auxiliary))
            Require("variable of participants", name, known);
    }

    private static void Require(string kind, string name, IReadOnlyList<string> known)
    {
        if (!known.Contains(name))
            throw new CommandException($"the plan names the {kind} '{name}', which the store does not have. {NearestName.Suggest(name, [.. known])}");
    }
}
