using IpdEngine.Intake.Description;
using IpdEngine.Intake.Findings;

namespace IpdEngine.Intake.Mapping;

/// <summary>Binds the description to the columns of one table.</summary>
internal sealed class TableBinder(StudyDescription study, ParticipantFields fields, ColumnFinder finder, char decimalMark)
{
    private readonly Dictionary<int, ColumnTally> _tallies = [];

    /// <summary>The tallies of all bound columns, in order of column.</summary>
    public IEnumerable<ColumnTally> Tallies => _tallies.OrderBy(pair => pair.Key).Select(pair => pair.Value);

    /// <summary>The binding; null where a column is unknown.</summary>
    /// <param name="sessions">True where the table holds sessions.</param>
    /// <param name="participants">True where the table holds the participant columns.</param>
    /// <param name="sheetSession">Session number that the sheet's name gives; 0 where none.</param>
    public TableBinding? Bind(bool sessions, bool participants, int sheetSession)
    {
        var participant = finder.Find(study.Participant, "participant", 0);
        var session = sessions && study.Session is { } column ? Number(column, PossibleValues.Sessions) : null;
        SessionSlot[] slots = sessions ? [.. Slots(sheetSession)] : [];
        BoundField[] bound = participants ? [.. Fields()] : [];
        return finder.IsComplete ? new TableBinding(participant, Tally(participant), session, slots, bound) : null;
    }

    private List<SessionSlot> Slots(int sheetSession)
    {
        MeasureDescription[] measures = [study.Alliance, study.Symptom, .. study.Extra];
        var columns = measures.Select(finder.Find).ToArray();
        var dates = study.Date is { } date ? finder.Find(date, study.SessionsByDate ? "session" : "date") : [];
        var numbers = new SortedSet<int>(columns.SelectMany(each => each.Keys));
        var slots = new List<SessionSlot>();
        foreach (var number in finder.IsComplete ? numbers : [])
        {
            var items = new List<BoundNumber?>();
            for (var m = 0; m < measures.Length; m++)
                if (columns[m].TryGetValue(number, out var found))
                    items.AddRange(found.Select((column, item) => Item(measures[m], item + 1, column)));
                else
                    items.AddRange(Enumerable.Repeat<BoundNumber?>(null, measures[m].Width));
            var dated = dates.TryGetValue(number, out var at) ? new BoundDate(at, new DateCells(study.DateFormat, Tally(at))) : null;
            slots.Add(new SessionSlot(study.Layout == Layout.WideRows ? number : sheetSession, dated, [.. items]));
        }
        return slots;
    }

    private IEnumerable<BoundField> Fields()
    {
        foreach (var (column, labels, field) in new[] { (study.Therapist, fields.TherapistCells, fields.Therapist), (study.Arm, fields.ArmCells, fields.Arm) })
            if (column is not null && finder.Find(column.Column, column.Role, column.Line) is >= 0 and var at)
                yield return new BoundField(at, null, labels, finder.Columns[at], field);
        if (study.Age is not null && Number(study.Age, PossibleValues.Ages) is { } age)
            yield return Field(age, fields.Age);
        if (study.Female is not null && Number(study.Female, PossibleValues.Female) is { } female)
            yield return Field(female, fields.Female);
        for (var c = 0; c < study.Covariates.Count; c++)
            if (Number(study.Covariates[c], PossibleValues.Covariates) is { } covariate)
                yield return Field(covariate, fields.Covariates[c]);
        foreach (var (measure, gathered) in new[] { (study.Intake, fields.Intake), (study.Outcome, fields.Outcome) })
            if (measure is not null)
                foreach (var found in finder.Find(measure).Values)
                    for (var item = 0; item < found.Length; item++)
                        if (found[item] >= 0)
                            yield return Field(Item(measure, item + 1, found[item]), gathered[item]);
    }

    private BoundField Field(BoundNumber number, ParticipantField field) => new(number.Column, number.Cells, null, finder.Columns[number.Column], field);

    private BoundNumber? Number(ColumnDescription column, PossibleValues possible)
    {
        var at = finder.Find(column.Column, column.Role, column.Line);
        return at < 0 ? null : new BoundNumber(at, new NumberCells(column, decimalMark, possible, Tally(at)));
    }

    private BoundNumber Item(MeasureDescription measure, int item, int column)
    {
        var possible = measure.Score is not null ? PossibleValues.Scores(measure.Instrument.ScoreRange) : PossibleValues.Items(measure.Instrument.RangeOf(item));
        return new BoundNumber(column, new NumberCells(measure.Cells, decimalMark, possible, Tally(column)));
    }

    private ColumnTally Tally(int column)
    {
        if (column >= 0 && _tallies.TryGetValue(column, out var tally))
            return tally;
        tally = new ColumnTally(finder.Sheet, column < 0 ? study.Participant : finder.Columns[column].Name.Trim());
        _tallies[column] = tally;
        return tally;
    }
}
