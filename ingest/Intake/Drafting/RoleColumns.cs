namespace IpdEngine.Intake.Drafting;

/// <summary>The columns of a table that have a role by their names and values.</summary>
internal sealed class RoleColumns
{
    private readonly IReadOnlyList<ColumnProfile> _columns;
    private readonly HashSet<ColumnProfile> _taken = [];

    public RoleColumns(IReadOnlyList<ColumnProfile> columns)
    {
        _columns = columns;
        var named = Best(RoleWords.Participant, column => column.Filled > 0 && column.Dates == 0);
        (Participant, ParticipantIsNamed) = (named ?? (columns.Count > 0 ? columns[0] : null), named is not null);
        if (Participant is not null)
            _taken.Add(Participant);
        Date = Best(RoleWords.Date, column => column.Dates * 2 > column.Filled) ?? _columns.FirstOrDefault(column => column.Dates * 2 > column.Filled);
        Session = Best(RoleWords.Session, column => column.IsNumeric && column.Values.All(value => value == Math.Floor(value) && value is >= 0 and < 1000));
        Therapist = Best(RoleWords.Therapist, column => column.Filled > 0);
        Arm = Best(RoleWords.Arm, column => column.Values.Count + column.Words.Count is > 0 and <= 20);
        Age = Best(RoleWords.Age, column => column.IsNumeric);
        Female = Best(RoleWords.Female, column => column.Values.Count <= 3) ?? Best(RoleWords.Sex, column => column.Values.Count + column.Words.Count <= 4);
    }

    public ColumnProfile? Participant { get; }

    public bool ParticipantIsNamed { get; }

    public ColumnProfile? Session { get; }

    public ColumnProfile? Date { get; }

    public ColumnProfile? Therapist { get; }

    public ColumnProfile? Arm { get; }

    public ColumnProfile? Age { get; }

    public ColumnProfile? Female { get; }

    /// <summary>The columns without a role.</summary>
    public IEnumerable<ColumnProfile> Others => _columns.Where(column => !_taken.Contains(column) && column != Date);

    /// <summary>The numeric column whose name ends in one of the words.</summary>
    public ColumnProfile? Ending(IReadOnlyList<string> words) => Others.FirstOrDefault(column => column.IsNumeric && RoleWords.Ends(column.Name, words));

    private ColumnProfile? Best(IReadOnlyList<string> words, Func<ColumnProfile, bool> fits)
    {
        var best = _columns.Where(column => !_taken.Contains(column) && RoleWords.Match(column.Name, words) >= 0 && fits(column))
            .OrderBy(column => RoleWords.Match(column.Name, words)).FirstOrDefault();
        if (best is not null)
            _taken.Add(best);
        return best;
    }
}
