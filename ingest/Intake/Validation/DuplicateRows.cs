using IpdEngine.Intake.Description;
using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Mapping;

namespace IpdEngine.Intake.Validation;

/// <summary>Judges rows that stand for one participant and session: identical ones are one, those that disagree follow the description.</summary>
internal sealed class DuplicateRows(Duplicates rule, PersonRows person, FindingLog log)
{
    private readonly HashSet<int> _reported = [];
    private int _participant = -1;

    /// <summary>The rows to use of those from <paramref name="first"/> up to <paramref name="next"/>, which share participant and session.</summary>
    public (int First, int Next) Judge(int first, int next)
    {
        if (next - first == 1)
            return (first, next);
        for (var row = first + 1; row < next; row++)
            if (!AreIdentical(first, row))
                return JudgeConflict(first, next);
        for (var row = first + 1; row < next; row++)
            if (IsNew(row))
                log.Warning("duplicate-identical", "a row that repeats an earlier row of the same participant and session", "one row a participant and session",
                    "the repeated row was left out; delete it", person.SourceRow(row));
        return (first, first + 1);
    }

    private (int First, int Next) JudgeConflict(int first, int next)
    {
        var severity = rule == Duplicates.Refuse ? Severity.Error : Severity.Warning;
        var remedy = rule switch
        {
            Duplicates.Refuse => "correct the rows, or decide with 'duplicates: mean' or 'duplicates: last'",
            Duplicates.Mean => "the scores were averaged, as the description says",
            _ => "the last row was taken, as the description says",
        };
        for (var row = first + 1; row < next; row++)
            if (IsNew(row))
                log.Add(new Finding("duplicate-conflicting", severity, log.File, null, person.SourceRow(row), null,
                    $"other answers than in row {person.SourceRow(first)} for the same participant and session", "one row a participant and session", remedy));
        return rule == Duplicates.Last ? (next - 1, next) : (first, next);
    }

    private bool AreIdentical(int a, int b)
    {
        for (var column = 0; column < person.Width; column++)
            if (!person.Item(a, column).Equals(person.Item(b, column)))
                return false;
        return person.Date(a) == person.Date(b);
    }

    // In the wide layout one repeated row repeats every session: it is reported once.
    private bool IsNew(int row)
    {
        if (_participant != person.Participant)
            _reported.Clear();
        _participant = person.Participant;
        return _reported.Add(person.SourceRow(row));
    }
}
