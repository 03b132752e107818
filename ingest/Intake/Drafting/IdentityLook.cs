namespace IpdEngine.Intake.Drafting;

/// <summary>Which columns of a table look as if they told who somebody is, or when. None of their values is shown.</summary>
internal sealed class IdentityLook(TableProfile table)
{
    private const int MostWords = 20;
    private readonly RoleColumns _roles = new(table.Columns);

    /// <summary>What the column looks like; null where it tells nobody.</summary>
    public string? Of(ColumnProfile column)
    {
        if (column == _roles.Participant)
            return "identifiers of the participants";
        if (column == _roles.Therapist)
            return "identifiers of the therapists";
        if (table.Personal.FirstOrDefault(personal => personal.Column == column.Name).Holds is { } holds)
            return holds;
        if (column.Dates * 2 > column.Filled)
            return "dates";
        return column.IsNumeric ? OfNumbers(column) : column.Words.Count > MostWords ? "free text" : null;
    }

    // Long numbers of which nearly every row has its own: of a person, not of a scale.
    private static string? OfNumbers(ColumnProfile column) =>
        column.Filled >= 3 && column.Distinct > 0.9 * column.Filled && column.Range.High >= 100_000 && column.Values.All(value => value == Math.Floor(value)) ? "numbers of persons" : null;
}
