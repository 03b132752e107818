namespace IpdEngine.Intake.Findings;

/// <summary>
/// Gathers findings and keeps them few: the same rule at the same column is one finding with a count and its first place, however many
/// rows broke it, so a million bad cells cost no more than one.
/// </summary>
/// <param name="file">File name without directory that findings name.</param>
public sealed class FindingLog(string? file)
{
    /// <summary>Most distinct findings that are kept; past it they are only counted.</summary>
    public const int Capacity = 500;

    private readonly Dictionary<(string Code, Severity Severity, string? File, string? Sheet, string? Column), Finding> _findings = [];
    private readonly long[] _further = new long[3];

    /// <summary>File name without directory that findings name.</summary>
    public string? File { get; } = file;

    /// <summary>True where the study is refused.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>Takes a finding up, together with those of its kind and column.</summary>
    public void Add(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        HasErrors |= finding.Severity == Severity.Error;
        var key = (finding.Code, finding.Severity, finding.File, finding.Sheet, finding.Column);
        if (_findings.TryGetValue(key, out var known))
            _findings[key] = (finding.Row < known.Row ? finding : known) with { Count = known.Count + finding.Count };
        else if (_findings.Count < Capacity)
            _findings.Add(key, finding);
        else
            _further[(int)finding.Severity] += finding.Count;
    }

    /// <summary>Takes up what another room found.</summary>
    public void AddRange(IEnumerable<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        foreach (var finding in findings)
            Add(finding);
    }

    /// <summary>An error: the study is refused.</summary>
    public void Error(string code, string found, string expected, string remedy, long? row = null, string? column = null, string? sheet = null) =>
        Add(new Finding(code, Severity.Error, File, sheet, row, column, found, expected, remedy));

    /// <summary>A warning: a value was set missing or a row dropped.</summary>
    public void Warning(string code, string found, string expected, string remedy, long? row = null, string? column = null, string? sheet = null) =>
        Add(new Finding(code, Severity.Warning, File, sheet, row, column, found, expected, remedy));

    /// <summary>A note: nothing was changed.</summary>
    public void Note(string code, string found, string expected, string remedy, long? row = null, string? column = null, string? sheet = null) =>
        Add(new Finding(code, Severity.Note, File, sheet, row, column, found, expected, remedy));

    /// <summary>The findings, gravest first, then by place and rule: an order that does not depend on the order of discovery.</summary>
    public IReadOnlyList<Finding> ToList()
    {
        var all = _findings.Values.ToList();
        foreach (var severity in Enum.GetValues<Severity>())
            if (_further[(int)severity] > 0)
                all.Add(new Finding("further-findings", severity, File, null, null, null, $"{_further[(int)severity]} more than are listed",
                    $"at most {Capacity} different findings", "mend those that are listed and check again")
                { Count = _further[(int)severity] });
        all.Sort(static (a, b) =>
        {
            var order = b.Severity.CompareTo(a.Severity);
            order = order != 0 ? order : string.CompareOrdinal(a.File, b.File);
            order = order != 0 ? order : string.CompareOrdinal(a.Sheet, b.Sheet);
            order = order != 0 ? order : (a.Row ?? 0).CompareTo(b.Row ?? 0);
            order = order != 0 ? order : string.CompareOrdinal(a.Column, b.Column);
            return order != 0 ? order : string.CompareOrdinal(a.Code, b.Code);
        });
        return all;
    }
}
