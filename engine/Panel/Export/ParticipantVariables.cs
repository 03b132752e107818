using IpdEngine.Panel.Tables;

namespace IpdEngine.Panel.Export;

/// <summary>The participants' variables as columns of another table, of which each row belongs to one participant.</summary>
internal static class ParticipantVariables
{
    /// <param name="participants">The participants.</param>
    /// <param name="rows">Row of the participant for each row of the export.</param>
    internal static IEnumerable<TableColumn> Columns(ParticipantTable participants, int[] rows) =>
    [
        Numbers(PanelSchema.Intake, participants.Intake, rows),
        Numbers(PanelSchema.Outcome, participants.Outcome, rows),
        Numbers(PanelSchema.Age, participants.Age, rows),
        Numbers(PanelSchema.Female, participants.Female, rows),
        TableColumn.Codes(PanelSchema.Therapist, Picked(participants.Therapist, rows), participants.Therapists),
        TableColumn.Codes(PanelSchema.Arm, Picked(participants.Arm, rows), participants.Arms),
        .. participants.Covariates.Select(name => Numbers(name, participants.Covariate(name), rows)),
    ];

    internal static TableColumn Ids(ParticipantTable participants, int[] rows) =>
        TableColumn.Text(PanelSchema.Participant, rows.Length, row => participants.Id(rows[row]));

    private static TableColumn Numbers(string name, ReadOnlySpan<double> values, int[] rows) => TableColumn.Numbers(name, Picked(values, rows));

    private static T[] Picked<T>(ReadOnlySpan<T> values, int[] rows)
    {
        var picked = new T[rows.Length];
        for (var i = 0; i < rows.Length; i++)
            picked[i] = values[rows[i]];
        return picked;
    }
}
