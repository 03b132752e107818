using IpdEngine.Intake.Description;
using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Readers;

namespace IpdEngine.Intake.Mapping;

/// <summary>Finds the columns that a description names among those of a table. Blanks around a header's name do not count.</summary>
/// <param name="table">The table.</param>
/// <param name="dropped">Names of columns that the description drops: nothing may use them.</param>
/// <param name="descriptionFile">File name of the description.</param>
/// <param name="log">Takes the findings.</param>
internal sealed class ColumnFinder(RawTable table, IReadOnlyList<string> dropped, string descriptionFile, FindingLog log)
{
    private readonly HashSet<int> _used = [];
    private readonly HashSet<int> _dropped =
        [.. Enumerable.Range(0, table.Columns.Count).Where(column => dropped.Contains(table.Columns[column].Name.Trim(), StringComparer.Ordinal))];

    public IReadOnlyList<RawColumn> Columns => table.Columns;

    public string? Sheet => string.IsNullOrEmpty(table.Sheet) ? null : table.Sheet;

    /// <summary>True where every name was found.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>Columns that nothing asked for and nobody dropped.</summary>
    public IReadOnlyList<int> Unused => [.. Enumerable.Range(0, Columns.Count).Where(column => !_used.Contains(column) && !_dropped.Contains(column))];

    /// <summary>Names of the dropped columns that this table has.</summary>
    public IEnumerable<string> Dropped => _dropped.Select(column => Columns[column].Name.Trim());

    /// <summary>Index of a column by its name; -1 with a finding where it is unknown.</summary>
    public int Find(string name, string role, int line)
    {
        for (var column = 0; column < Columns.Count; column++)
            if (Columns[column].Name.AsSpan().Trim().SequenceEqual(name.AsSpan().Trim()))
                return Use(column);
        return Miss(name, role, line);
    }

    /// <summary>
    /// The columns of a measure by session (0 where names carry none): one array of <see cref="MeasureDescription.Width"/> indices each. Empty with a finding where none is
    /// there; a session that lacks some of its items is a finding.
    /// </summary>
    public SortedDictionary<int, int[]> Find(MeasureDescription measure)
    {
        var sessions = new SortedDictionary<int, int[]>();
        IReadOnlyList<NamePattern> patterns = measure.Score is null ? measure.Items : [measure.Score];
        for (var p = 0; p < patterns.Count; p++)
            for (var column = 0; column < Columns.Count; column++)
                if (patterns[p].Matches(Columns[column].Name, out var session, out var item))
                    Place(measure, sessions, session, patterns[p].HasItem ? item - 1 : p, column);
        if (sessions.Count == 0)
            Miss(patterns[0].Name(1, 1), measure.Name, measure.Line);
        foreach (var (session, columns) in sessions)
            if (columns.Contains(-1))
                Lack(measure, patterns, session, columns);
        return sessions;
    }

    /// <summary>The columns of a pattern by session.</summary>
    public SortedDictionary<int, int> Find(NamePattern pattern, string role)
    {
        var sessions = new SortedDictionary<int, int>();
        for (var column = 0; column < Columns.Count; column++)
            if (pattern.Matches(Columns[column].Name, out var session, out _))
                sessions[session] = Use(column);
        if (sessions.Count == 0)
            Miss(pattern.Name(1, 1), role, 0);
        return sessions;
    }

    private void Place(MeasureDescription measure, SortedDictionary<int, int[]> sessions, int session, int item, int column)
    {
        if (!sessions.TryGetValue(session, out var columns))
        {
            sessions.Add(session, columns = new int[measure.Width]);
            Array.Fill(columns, -1);
        }
        if (item < 0 || item >= columns.Length)
            Refuse("item-column-unexpected", Columns[column].Name, $"item {item + 1} of {measure.Instrument.Code}", $"items 1 to {measure.Width}", "name the instrument that was used, or narrow the pattern");
        else if (columns[item] >= 0)
            Refuse("column-ambiguous", Columns[column].Name, $"a second column for the same answer beside '{Columns[columns[item]].Name}'", "one", "rename or remove one of the two");
        else
            columns[item] = Use(column);
    }

    private void Lack(MeasureDescription measure, IReadOnlyList<NamePattern> patterns, int session, int[] columns)
    {
        var lacking = Enumerable.Range(0, columns.Length).Where(item => columns[item] < 0)
            .Select(item => patterns.Count == 1 ? patterns[0].Name(session, item + 1) : patterns[item].Name(session, 0)).ToArray();
        Refuse("item-columns-missing", lacking[0], $"{columns.Length - lacking.Length} of {columns.Length} items of {measure.Instrument.Code}{(session > 0 ? $" in session {session}" : "")}",
            $"also {string.Join(", ", lacking.Take(12))}", "correct the pattern or the file; an item that was never asked needs an empty column");
    }

    private int Use(int column)
    {
        if (_dropped.Contains(column))
            Refuse("column-dropped", Columns[column].Name, "a column that the description both uses and drops", "one of the two", "take it from 'drop', or name another column for its role");
        _used.Add(column);
        return column;
    }

    private int Miss(string name, string role, int line)
    {
        IsComplete = false;
        string[] names = [.. Columns.Select(column => column.Name)];
        log.Add(new Finding("column-unknown", Severity.Error, descriptionFile, Sheet, line > 0 ? line : null, name, $"no column '{name}' for '{role}' in {table.File}",
            "the name of a column", NearestName.Suggest(name, names)));
        return -1;
    }

    private void Refuse(string code, string column, string found, string expected, string remedy)
    {
        IsComplete = false;
        log.Error(code, found, expected, remedy, null, column, Sheet);
    }
}
