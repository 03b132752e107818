using IpdEngine.Panel.Tables;

namespace IpdEngine.Panel.Export;

/// <summary>A row a participant, a column a score and session, for every session that anybody had.</summary>
internal static class WideTable
{
    internal static IReadOnlyList<TableColumn> Columns(StudyPanel panel)
    {
        var sessions = panel.Sessions;
        int[] rows = [.. Enumerable.Range(0, panel.Participants.Count)];
        int[] numbers = [.. sessions.Session.ToArray().Distinct().Order()];
        return ColumnNames.Distinct(
        [
            ParticipantVariables.Ids(panel.Participants, rows),
            .. Spread(sessions, numbers, rows.Length, PanelSchema.Alliance, sessions.Alliance),
            .. Spread(sessions, numbers, rows.Length, PanelSchema.Symptom, sessions.Symptom),
            .. sessions.Measures.SelectMany(name => Spread(sessions, numbers, rows.Length, name, sessions.Measure(name))),
            .. ParticipantVariables.Columns(panel.Participants, rows),
        ]);
    }

    private static IEnumerable<TableColumn> Spread(SessionTable sessions, int[] numbers, int participants, string name, ReadOnlySpan<double> values)
    {
        var wide = new double[numbers.Length][];
        for (var c = 0; c < wide.Length; c++)
            Array.Fill(wide[c] = new double[participants], double.NaN);
        for (var row = 0; row < sessions.Count; row++)
            wide[Array.BinarySearch(numbers, sessions.Session[row])][sessions.Participant[row]] = values[row];
        return numbers.Select((number, c) => TableColumn.Numbers($"{name}_{number}", wide[c]));
    }
}
