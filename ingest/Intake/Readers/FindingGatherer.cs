using IpdEngine.Intake.Findings;

namespace IpdEngine.Intake.Readers;

/// <summary>Gathers what a reader found: one finding a code and column, with a count, and a bounded number of them, so that a file
/// with a million faults costs no more than one with ten.</summary>
internal sealed class FindingGatherer(string file, string? sheet = null)
{
    private const int MostKinds = 200;
    private readonly Dictionary<(string Code, string? Column), int> _places = [];
    private readonly List<Finding> _findings = [];
    private readonly List<long> _counts = [];

    /// <summary>The findings so far, in the order in which they first occurred.</summary>
    public IReadOnlyList<Finding> Findings => [.. _findings.Select((finding, place) => finding with { Count = _counts[place] })];

    /// <summary>Whether one of them refuses the table.</summary>
    public bool Refused { get; private set; }

    /// <summary>Counts more of a known kind; false where it is new and needs its words.</summary>
    public bool Again(string code, string? column = null, long count = 1)
    {
        if (!_places.TryGetValue((code, column), out int place))
            return false;
        _counts[place] += count;
        return true;
    }

    /// <summary>Adds a finding, or counts it where one of its code and column is there.</summary>
    public void Add(
        string code, Severity severity, long? row, string? column, string found, string expected, string remedy, long count = 1)
    {
        if (Again(code, column, count))
            return;
        Refused |= severity == Severity.Error;
        if (_findings.Count >= MostKinds)
        {
            string gathered = severity == Severity.Error ? "further-errors" : "further-findings";
            if (!Again(gathered))
                Put(new Finding(gathered, severity, file, sheet, row, null, "more kinds of findings than are listed",
                    $"at most {MostKinds}", "mend the findings above, then read again"));
            return;
        }
        Put(new Finding(code, severity, file, sheet, row, column, found, expected, remedy) { Count = count });
    }

    /// <summary>Adds findings made elsewhere.</summary>
    public void AddRange(IEnumerable<Finding> findings)
    {
        foreach (Finding finding in findings)
        {
            Refused |= finding.Severity == Severity.Error;
            Put(finding);
        }
    }

    private void Put(Finding finding)
    {
        _places.TryAdd((finding.Code, finding.Column), _findings.Count);
        _findings.Add(finding);
        _counts.Add(finding.Count);
    }
}
