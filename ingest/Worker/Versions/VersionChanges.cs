using IpdEngine.Panel;
using IpdEngine.Panel.Store;

namespace IpdEngine.Worker.Versions;

/// <summary>What changed between two versions of a study, in counts: no participant's value is told.</summary>
/// <param name="Study">The study's code.</param>
/// <param name="From">The version compared with.</param>
/// <param name="To">The version compared.</param>
/// <param name="ParticipantsAdded">Participants that only <paramref name="To"/> has.</param>
/// <param name="ParticipantsRemoved">Participants that only <paramref name="From"/> has.</param>
/// <param name="SessionsAdded">Sessions of participants in both that only <paramref name="To"/> has.</param>
/// <param name="SessionsRemoved">Sessions of participants in both that only <paramref name="From"/> has.</param>
/// <param name="CellsChanged">Values of sessions and participants in both that differ, by column; a column that only one version has is not counted.</param>
/// <param name="ColumnsAdded">Columns that only <paramref name="To"/> has.</param>
/// <param name="ColumnsRemoved">Columns that only <paramref name="From"/> has.</param>
/// <param name="Description">Lines of the description that went (-) and came (+), in order.</param>
internal sealed record VersionChanges(
    string Study, int From, int To, int ParticipantsAdded, int ParticipantsRemoved, int SessionsAdded, int SessionsRemoved,
    IReadOnlyDictionary<string, int> CellsChanged, IReadOnlyList<string> ColumnsAdded, IReadOnlyList<string> ColumnsRemoved, IReadOnlyList<string> Description)
{
    /// <exception cref="ArgumentException">The store has no such study or version.</exception>
    /// <exception cref="BrokenStoreException">A file is not what its manifest says.</exception>
    public static VersionChanges Between(PanelStore store, string study, int from, int to)
    {
        var (old, fresh) = (store.Load(study, from), store.Load(study, to));
        var (oldIds, freshIds) = (Ids(old), Ids(fresh));
        var cells = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var shared = oldIds.Where(pair => freshIds.ContainsKey(pair.Key)).Select(pair => (Old: pair.Value, Fresh: freshIds[pair.Key])).ToList();
        CountParticipants(old.Participants, fresh.Participants, shared, cells);
        var (added, removed) = CountSessions(old.Sessions, fresh.Sessions, shared, cells);
        var (oldColumns, freshColumns) = (Columns(old), Columns(fresh));
        return new VersionChanges(
            study, from, to, freshIds.Keys.Count(id => !oldIds.ContainsKey(id)), oldIds.Keys.Count(id => !freshIds.ContainsKey(id)), added, removed, cells,
            [.. freshColumns.Except(oldColumns, StringComparer.Ordinal)], [.. oldColumns.Except(freshColumns, StringComparer.Ordinal)],
            LineDifference.Of(store.Manifest(study, from).Source.Description, store.Manifest(study, to).Source.Description));
    }

    private static Dictionary<string, int> Ids(StudyPanel panel) =>
        Enumerable.Range(0, panel.Participants.Count).ToDictionary(panel.Participants.Id, StringComparer.Ordinal);

    private static List<string> Columns(StudyPanel panel) => [.. panel.Sessions.Measures, .. panel.Participants.Covariates];

    private static void CountParticipants(ParticipantTable old, ParticipantTable fresh, List<(int Old, int Fresh)> shared, SortedDictionary<string, int> cells)
    {
        Count(PanelSchema.Intake, old.Intake, fresh.Intake, shared, cells);
        Count(PanelSchema.Outcome, old.Outcome, fresh.Outcome, shared, cells);
        Count(PanelSchema.Age, old.Age, fresh.Age, shared, cells);
        Count(PanelSchema.Female, old.Female, fresh.Female, shared, cells);
        foreach (var covariate in old.Covariates.Intersect(fresh.Covariates, StringComparer.Ordinal))
            Count(covariate, old.Covariate(covariate), fresh.Covariate(covariate), shared, cells);
        Note(PanelSchema.Therapist, shared.Count(pair => Label(old.Therapist[pair.Old], old.Therapists) != Label(fresh.Therapist[pair.Fresh], fresh.Therapists)), cells);
        Note(PanelSchema.Arm, shared.Count(pair => Label(old.Arm[pair.Old], old.Arms) != Label(fresh.Arm[pair.Fresh], fresh.Arms)), cells);
    }

    private static (int Added, int Removed) CountSessions(SessionTable old, SessionTable fresh, List<(int Old, int Fresh)> shared, SortedDictionary<string, int> cells)
    {
        var (rows, added, removed) = (new List<(int Old, int Fresh)>(), 0, 0);
        foreach (var (oldParticipant, freshParticipant) in shared)
        {
            var ((i, oldCount), (j, freshCount)) = (old.RowsOf(oldParticipant), fresh.RowsOf(freshParticipant));
            var (oldEnd, freshEnd) = (i + oldCount, j + freshCount);
            while (i < oldEnd || j < freshEnd)
                if (j == freshEnd || (i < oldEnd && old.Session[i] < fresh.Session[j]))
                    (i, removed) = (i + 1, removed + 1);
                else if (i == oldEnd || fresh.Session[j] < old.Session[i])
                    (j, added) = (j + 1, added + 1);
                else
                    rows.Add((i++, j++));
        }
        Note(PanelSchema.Day, rows.Count(row => old.Day[row.Old] != fresh.Day[row.Fresh]), cells);
        Count(PanelSchema.Alliance, old.Alliance, fresh.Alliance, rows, cells);
        Count(PanelSchema.Symptom, old.Symptom, fresh.Symptom, rows, cells);
        foreach (var measure in old.Measures.Intersect(fresh.Measures, StringComparer.Ordinal))
            Count(measure, old.Measure(measure), fresh.Measure(measure), rows, cells);
        return (added, removed);
    }

    private static void Count(
        string column, ReadOnlySpan<double> old, ReadOnlySpan<double> fresh, List<(int Old, int Fresh)> shared, SortedDictionary<string, int> cells)
    {
        var changed = 0;
        foreach (var (i, j) in shared)
            // Missing is NaN, and two missing values are the same.
            changed += old[i].Equals(fresh[j]) ? 0 : 1;
        Note(column, changed, cells);
    }

    private static void Note(string column, int changed, SortedDictionary<string, int> cells)
    {
        if (changed > 0)
            cells[column] = changed;
    }

    private static string? Label(int code, IReadOnlyList<string> labels) => code < 0 ? null : labels[code];
}
