using IpdEngine.Panel.Tables;

namespace IpdEngine.Panel.Export;

/// <summary>A row a participant and session.</summary>
internal static class LongTable
{
    internal static IReadOnlyList<TableColumn> Columns(StudyPanel panel)
    {
        var sessions = panel.Sessions;
        var rows = sessions.Participant.ToArray();
        return ColumnNames.Distinct(
        [
            ParticipantVariables.Ids(panel.Participants, rows),
            TableColumn.Integers(PanelSchema.Session, sessions.Session.ToArray()),
            TableColumn.Integers(PanelSchema.Day, sessions.Day.ToArray(), PanelSchema.UnknownDay),
            TableColumn.Numbers(PanelSchema.Alliance, sessions.Alliance.ToArray()),
            TableColumn.Numbers(PanelSchema.Symptom, sessions.Symptom.ToArray()),
            .. sessions.Measures.Select(name => TableColumn.Numbers(name, sessions.Measure(name).ToArray())),
            .. ParticipantVariables.Columns(panel.Participants, rows),
        ]);
    }
}
