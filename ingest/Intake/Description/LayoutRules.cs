namespace IpdEngine.Intake.Description;

/// <summary>What a layout asks of the rest of a description, so that each session's number arises in exactly one way.</summary>
internal sealed class LayoutRules(StrictMap study)
{
    internal void Check(StudyDescription description)
    {
        var ownsSession = description.Session is not null || description.SessionsByDate;
        switch (description.Layout)
        {
            case Layout.LongRows when !ownsSession:
                study.Fault("session", "no 'session' in the long layout", "where a row's session number stands",
                    "write 'session: COLUMN', or 'session: {order_of: DATECOLUMN}'", "key-missing");
                break;
            case not Layout.LongRows when ownsSession:
                study.Fault("session", $"'session' in this layout", "none: names give the number", "remove 'session', or write 'layout: long'");
                break;
            case Layout.SheetPerSession when description.Sheets is not { HasSession: true, HasItem: false }:
                study.Fault("sheets", "no name of the session sheets", "a pattern with {session}", "write 'sheets: \"Session {session}\"'", "key-missing");
                break;
            default:
                break;
        }
        if (description.Layout != Layout.SheetPerSession && description.Sheets is not null)
            study.Fault("sheets", $"'sheets' in this layout", "'layout: sheets'", "remove one of the two");
        if (description.Layout == Layout.SheetPerSession && description.Sheet is not null)
            study.Fault("sheet", "'sheet' in the layout sheets", "'sheets' alone", "remove 'sheet'");
        foreach (var measure in (MeasureDescription[])[description.Alliance, description.Symptom, .. description.Extra])
            HoldAll(measure, description.Layout == Layout.WideRows);
        foreach (var measure in new[] { description.Intake, description.Outcome }.OfType<MeasureDescription>())
            HoldAll(measure, needsSession: false);
        if (description.Date is { } date)
            Hold(description.SessionsByDate ? "session" : "date", date, description.Layout == Layout.WideRows);
    }

    private void Hold(string key, NamePattern name, bool needsSession)
    {
        if (name.HasSession == needsSession)
            return;
        study.Fault(key, $"'{name}' {(needsSession ? "without" : "with")} {{session}}",
            needsSession ? "{session} where the number stands in the column's name" : "a name without {session}: only session columns of the wide layout carry it",
            needsSession ? "write 'score: wai_{session}' or the like" : "remove {session}, or write 'layout: wide'");
    }

    private void HoldAll(MeasureDescription measure, bool needsSession)
    {
        IReadOnlyList<NamePattern> names = measure.Score is null ? measure.Items : [measure.Score];
        foreach (var name in names)
            Hold(measure.Name, name, needsSession);
        if (names.Any(name => name.HasItem) && (measure.Score is not null || names.Count > 1))
            study.Fault(measure.Name, $"{{item}} in {(measure.Score is null ? "one of several item columns" : "the name of a finished score")}",
                "{item} in one pattern that stands for all items", "write 'items: name_{item}', or each item's column by its name");
    }
}
